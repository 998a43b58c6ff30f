import { readFileSync, writeFileSync } from 'node:fs'
import { quantile } from '../measure/statistics.js'
import { isPgloaders } from './contenders.js'
import { DIRECTIONS, nameDirection, type PlaceName } from './options.js'
import type { ContenderResult, CopyResult } from './results.js'

const DOCUMENT = 'bench/README.md'
const [START, END] = ['<!-- Written by `npm run bench:copy`. -->', '<!-- End of what bench:copy wrote. -->']

/** Megabytes that a copy may take, whatever its size. */
const MOST_MEMORY = 250

const TITLES: Record<PlaceName, string> = {
  sqlite: 'SQLite',
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  dump: 'a dump',
}

export function writeReport(results: readonly CopyResult[]): void {
  const text = readFileSync(DOCUMENT, 'utf8')
  const [before, rest] = text.split(START)
  const after = rest?.split(END)[1]
  if (after === undefined) throw new Error(`${DOCUMENT} has no place for the table, between ${START} and ${END}.`)
  writeFileSync(DOCUMENT, `${before}${START}\n\n${renderReport(results)}\n\n${END}${after}`)
}

export function renderReport(results: readonly CopyResult[]): string {
  const order = DIRECTIONS.map(nameDirection)
  const sorted = [...results].sort((a, b) => b.rows - a.rows || order.indexOf(nameDirection(a)) - order.indexOf(nameDirection(b)))
  const head = [
    'from → to',
    'rows',
    'rounds',
    'Refract, rows/s',
    'opponent, rows/s',
    'Refract, times as fast',
    'goal',
    'peak memory, MB',
    'of the opponent',
  ]
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(head),
    line(head.map((_, at) => (at === 0 ? '---' : '---:'))),
    ...sorted.map((result) => line(renderCells(result))),
    '',
    ...describe(results),
  ].join('\n')
}

function renderCells(result: CopyResult): string[] {
  const { from, to, rows, contenders } = result
  const [ours, ...others] = contenders
  const goal = isPgloaders(result) ? 1 : 0.5
  const opponent = [...others].sort((a, b) => median(a) - median(b))[0]
  const ratio =
    ours &&
    opponent &&
    quantile(
      ours.seconds.map((seconds, round) => (opponent.seconds[round] ?? Number.NaN) / seconds),
      0.5,
    )
  const rate = (one: ContenderResult | undefined) => (one ? count(rows / median(one)) : '–')
  return [
    `${TITLES[from]} → ${TITLES[to]}`,
    count(rows),
    String(ours?.seconds.length ?? 0),
    rate(ours),
    opponent ? `${rate(opponent)} (${opponent.name})` : 'pgloader is not installed',
    ratio ? mark((Math.floor(ratio * 100) / 100).toFixed(2), ratio >= goal) : 'not compared',
    `≥ ${goal.toFixed(1)}`,
    ours?.peak ? mark(ours.peak.toFixed(0), ours.peak < MOST_MEMORY) : '–',
    opponent?.peak?.toFixed(0) ?? '–',
  ]
}

/** What misses its goal stands out. */
const mark = (text: string, isReached: boolean) => (isReached ? text : `**${text}**`)
const median = ({ seconds }: ContenderResult) => quantile(seconds, 0.5)
const count = (value: number) => Math.round(value).toLocaleString('en-US')

/** A line for the runs of a day with the same settings, and all versions that took part. */
function describe(results: readonly CopyResult[]): string[] {
  const versions = new Map<string, Set<string>>()
  for (const { date, machine, batchSize, versions: own } of results) {
    const run = `${date.slice(0, 10)}; batches of ${count(batchSize)}; ${machine}`
    const known = versions.get(run) ?? new Set()
    for (const [name, version] of Object.entries(own)) known.add(`${name} ${version}`)
    versions.set(run, known)
  }
  const lines = [...versions].map(([run, names]) => `<sub>${run}; ${[...names].sort().join(', ')}</sub>`)
  return lines.map((line, at) => (at === lines.length - 1 ? line : `${line}<br>`))
}
