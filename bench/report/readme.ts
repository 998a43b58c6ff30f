import { engineOf, type Provider } from '../../src/engines/index.js'
import { refractPortable } from '../contenders/refract-portable.js'
import type { CaseResult, EngineResults, Results } from '../results.js'
import { coldRatio, meanSpeedUp, readsRatio, speedUp } from './ratios.js'
import { describe } from './text.js'

const BEGIN = '<!-- Written by `npm run bench`. -->'
const END = '<!-- End of what it wrote. -->'
const PROVIDERS: readonly Provider[] = ['sqlite', 'postgresql', 'mysql']

/** The README with the summary anew, between its marks. */
export function renderReadme(readme: string, results: Results): string {
  const [before, rest] = readme.split(BEGIN)
  const after = rest?.split(END)[1]
  if (after === undefined) throw new Error(`The README has no place for the summary, between ${BEGIN} and ${END}.`)
  return [before, BEGIN, renderSummary(results), END, after].join('')
}

type Cell = (results: EngineResults) => string

function renderSummary(results: Results): string {
  const cases = results.sqlite?.cases?.cases ?? []
  const rows: (readonly [string, Cell])[] = [
    ...[...new Set(cases.map(({ name }) => name))].map((name): [string, Cell] => [
      `${name}, 1 and 16 in flight`,
      (one) => list((one.cases?.cases ?? []).filter((other) => other.name === name).map((other: CaseResult) => speedUp(other))),
    ]),
    ['**geometric mean**', (one) => `**${list(one.cases ? [meanSpeedUp(one.cases.cases)] : [])}**`],
    ['the portable client, geometric mean', (one) => list(one.cases ? [meanSpeedUp(one.cases.cases, refractPortable.name)] : [])],
    [
      'reads per second while one writer writes: same client, another process',
      ({ mixed }) => list(mixed ? [readsRatio(mixed.sameProcess), readsRatio(mixed.otherProcess)] : []),
    ],
    ["import to first query, as a part of plain Prisma's time (less is better)", (one) => list([coldRatio(one, 'firstQuery')])],
    ['memory after it, likewise', (one) => list([coldRatio(one, 'resident')])],
  ]
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const table = [
    line(['Refract, times as fast as plain Prisma 7 with its official adapter', ...PROVIDERS.map((provider) => engineOf(provider).title)]),
    line(['---', ...PROVIDERS.map(() => '---')]),
    ...rows.map(([name, cell]) => line([name, ...PROVIDERS.map((provider) => cell(results[provider] ?? {}))])),
  ]
  const runs = PROVIDERS.flatMap((provider) => results[provider]?.cases?.run ?? [])
  const sources = runs.map((run) => `<sub>${describe(run)}</sub>`)
  return `\n\n${table.join('\n')}\n\n${sources.join('<br>\n')}\n\n`
}

function list(values: readonly number[]): string {
  const known = values.filter((value) => !Number.isNaN(value))
  return known.length === 0 ? '–' : known.map((value) => (value >= 10 ? value.toFixed(0) : value.toFixed(2))).join(', ')
}
