import { quantile, summarize } from '../measure/statistics.js'
import type { Installation } from './install.js'
import type { SpeedResults } from './speed.js'

type Row = readonly string[]

function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

export function installTable(found: readonly { node: string; driver: string; result: Installation }[]): string {
  const head = [
    'Node',
    'driver',
    'installs',
    'opens a file',
    'the same with `--ignore-scripts`',
    'install scripts',
    'packages',
    'MB',
    'seconds',
  ]
  const rows = found.map(({ node, driver, result: { installs, opens, opensWithoutScripts, scripts, packages, megabytes, seconds } }) => [
    node,
    driver,
    installs === 'yes' ? 'yes' : `no: ${installs}`,
    opens,
    opensWithoutScripts,
    scripts.map((script) => `\`${script}\``).join(', ') || 'none',
    installs === 'yes' ? String(packages) : '–',
    installs === 'yes' ? megabytes.toFixed(0) : '–',
    seconds.toFixed(1),
  ])
  return table(head, rows)
}

export function platformTable(platforms: Readonly<Record<string, string[]>>): string {
  return table(
    ['driver', 'binaries from the registry'],
    Object.entries(platforms).map(([name, list]) => [name, list.join(', ') || 'none']),
  )
}

/** One row for each answer that differs: by Node and driver. */
export function featureTable(answers: readonly { node: string; driver: string; answers: Readonly<Record<string, string>> }[]): string {
  const drivers = [...new Set(answers.map(({ driver }) => driver))]
  const names = Object.keys(answers[0]?.answers ?? {})
  const rows = names.map((name) => [
    name,
    ...drivers.map((driver) => {
      const own = answers.filter((candidate) => candidate.driver === driver)
      const different = [...new Set(own.map((candidate) => candidate.answers[name] ?? ''))]
      if (different.length === 1) return different[0] ?? ''
      return different
        .map(
          (answer) =>
            `${answer} (${own
              .filter((each) => each.answers[name] === answer)
              .map(({ node }) => node)
              .join(', ')})`,
        )
        .join('; ')
    }),
  ])
  return table(['', ...drivers], rows)
}

/** Microseconds for one, and how many times those of the first driver: the middle of the rounds, each compared with itself. */
export function speedTable(results: SpeedResults, first: string): string {
  const drivers = [first, ...Object.keys(Object.values(results)[0] ?? {}).filter((name) => name !== first)]
  const rows = Object.entries(results).map(([name, measured]) => [
    name,
    ...drivers.map((driver) => cell(measured[driver] ?? [], measured[first] ?? [])),
  ])
  return table(['µs for one (8 of 10 rounds)', ...drivers], rows)
}

function cell(samples: readonly number[], first: readonly number[]): string {
  if (samples.length === 0) return 'cannot'
  const { median, p10, p90 } = summarize(samples)
  const ratios = samples.map((sample, index) => sample / (first[index] ?? Number.NaN))
  const ratio = samples === first || first.length === 0 ? '' : ` **×${quantile(ratios, 0.5).toFixed(2)}**`
  return `${round(median)}${ratio} (${round(p10)}–${round(p90)})`
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
