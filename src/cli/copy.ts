import { copyBetween } from '../commands/copy-between.js'
import { RefractError } from '../contract/errors.js'
import type { CopyEvent, PlannedTable } from '../copy/events.js'
import { HALF_DONE } from '../copy/repair.js'
import type { CopyReport } from '../copy/request.js'
import type { CopyCommand } from './args.js'
import { agree, canAsk } from './ask.js'
import { print, screen } from './print.js'
import { count, Progress } from './progress.js'

/** Runs `refract copy` and returns the exit code. */
export async function runCopy(command: CopyCommand, packageFolder: () => string): Promise<number> {
  const { from, to, json, force, options } = command
  const start = performance.now()
  const passes = (options.verifyOnly ? 0 : 1) + (options.verify === false ? 0 : 1)
  const progress = json || options.dryRun ? null : new Progress(screen, passes)
  const tell = (warning: string) => {
    if (json) print(JSON.stringify({ event: 'warning', warning }))
    else if (progress === null) print(warning)
    else progress.line(warning)
  }
  const stop = stopOnInterrupt(tell)
  let tables: readonly PlannedTable[] = []
  const onEvent = (event: CopyEvent) => {
    if (event.event === 'plan') tables = event.tables
    if (json) print(JSON.stringify(event))
    else progress?.show(event)
  }
  try {
    const told = {
      ...options,
      signal: stop.signal,
      agreeToRemove: (which: 'all' | 'extra', database: string, models: readonly string[]) =>
        agreeToRemove(describeRemoval(which, database, models.length), force),
      onEvent,
      onWarning: (warning: string) => tell(warning),
    }
    const report = await copyBetween(from, to, told, packageFolder)
    progress?.clear()
    if (json) print(JSON.stringify({ event: 'report', ...report }))
    else if (options.dryRun) printPlan(tables)
    else printReport(command, report, (performance.now() - start) / 1000)
    return report.complete && report.tables.every(({ equal }) => equal !== false) ? 0 : 1
  } catch (error) {
    progress?.clear()
    throw error
  } finally {
    stop.end()
  }
}

function describeRemoval(which: 'all' | 'extra', database: string, tables: number): string {
  if (which === 'all') return `--replace removes all rows of ${tables} tables from ${database}`
  return `--repair removes rows of ${tables} tables from ${database} that the source has not`
}

async function agreeToRemove(what: string, force: boolean): Promise<boolean> {
  if (force) return true
  if (!canAsk()) throw new RefractError('REFRACT_USAGE', `${what}, and nobody can be asked.`, { hint: '--force answers yes.' })
  return agree(`${what}. Write yes to go on: `)
}

/** Ctrl-C stops at the edge of a batch, and a second time at once. */
function stopOnInterrupt(tell: (line: string) => void): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController()
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(130)
    tell('Stopping at the edge of a batch. Once more stops at once, which loses nothing either.')
    controller.abort()
  }
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  return { signal: controller.signal, end: () => void process.off('SIGINT', interrupt).off('SIGTERM', interrupt) }
}

function printPlan(tables: readonly PlannedTable[]): void {
  for (const { model, rows, copied } of tables) {
    print(`  ${model.padEnd(28)} ${count(rows).padStart(14)} rows${copied === 0 ? '' : `, of which ${count(copied)} are copied`}`)
  }
  print(`${count(tables.reduce((sum, { rows }) => sum + rows, 0))} rows in ${tables.length} tables, in this order. Nothing was copied.`)
}

function describeStop({ verifyOnly, repair }: CopyCommand['options'], rows: number): string {
  if (rows > 0 && !verifyOnly) return `Stopped: ${count(rows)} rows are copied. Go on with the same command and --resume.`
  return repair ? `Stopped. ${HALF_DONE}` : 'Stopped.'
}

function printReport({ options }: CopyCommand, report: CopyReport, seconds: number): void {
  const { complete, rows, tables, rejected, rejects, repaired } = report
  const differing = tables.filter(({ equal }) => equal === false)
  if (!complete) {
    print(describeStop(options, rows))
    return
  }
  if (rejects !== null && rejected > 0) print(`${count(rejected)} rows could not be copied: ${rejects} has them, and why.`)
  if (repaired > 0) print(`${count(repaired)} rows repaired.`)
  for (const { model, rows: total, differences } of differing) {
    print(`${model} (${count(total)} rows) differs:`)
    for (const difference of differences) print(`  ${difference}`)
  }
  const what = options.verifyOnly || (options.repair && rows === 0) ? 'Compared' : `${count(rows)} rows copied`
  const verdict =
    differing.length > 0
      ? `${differing.length} of ${tables.length} tables differ. The same command with --repair in place of --resume, --append or --replace copies their rows again.`
      : options.verify === false
        ? 'not verified.'
        : `both sides are equal${rejected > 0 ? ', but for the rows that could not be copied' : ''}.`
  print(`${what} in ${seconds.toFixed(1)} s; ${verdict}`)
}
