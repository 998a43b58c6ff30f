import { copyBetween } from '../commands/copy-between.js'
import { RefractError } from '../contract/errors.js'
import { NAMED } from '../copy/compare-table.js'
import type { CommandEvent, CopyEvent, CopyPhase, PlanEvent } from '../copy/events.js'
import { HALF_DONE } from '../copy/repair.js'
import type { CopyReport, TableReport } from '../copy/request.js'
import type { CopyCommand } from './args.js'
import { agree, canAsk } from './ask.js'
import { print, screen, whenUnread } from './print.js'
import { count, many, Progress } from './progress.js'
import { limitYoungGeneration } from './young-generation.js'

/** A line of `refract copy --json`. The last one is a report or an error; who is killed prints neither. */
export type CopyLine = CopyEvent | CommandEvent | ({ readonly event: 'report' } & CopyReport)

/** What a copy has told, for the words at its end. */
interface Told {
  plan: PlanEvent | null
  phase: CopyPhase | null
}

/** Runs `refract copy` and returns the exit code. */
export async function runCopy(command: CopyCommand, packageFolder: () => string): Promise<number> {
  const { from, to, json, force, options } = command
  const start = performance.now()
  const progress = json || options.dryRun ? null : new Progress(screen, phasesOf(options))
  const tell = (warning: string) => {
    if (json) printLine({ event: 'warning', warning })
    else if (progress === null) print(warning)
    else progress.line(warning)
  }
  const stop = stopOnInterrupt(tell)
  const told: Told = { plan: null, phase: null }
  const endLimit = limitYoungGeneration()
  const onEvent = (event: CopyEvent) => {
    if (event.event === 'plan') told.plan = event
    if (event.event === 'begin') told.phase = event.phase
    if (json) printLine(event)
    else progress?.show(event)
  }
  try {
    const asked = {
      ...options,
      signal: stop.signal,
      agreeToRemove: (which: 'all' | 'extra', database: string, models: readonly string[]) =>
        agreeToRemove(describeRemoval(which, database, models.length), force),
      onEvent,
      onWarning: (warning: string) => tell(warning),
    }
    const report = await copyBetween(from, to, asked, packageFolder)
    progress?.clear()
    if (json) printLine({ event: 'report', ...report })
    else if (!report.complete) print(describeStop(options, report, told.phase))
    else if (options.dryRun) printPlan(command, told.plan)
    else printReport(command, report, (performance.now() - start) / 1000)
    return report.complete && report.tables.every(({ equal }) => equal !== false) ? 0 : 1
  } catch (error) {
    progress?.clear()
    throw error
  } finally {
    stop.end()
    endLimit()
  }
}

function printLine(line: CopyLine): void {
  print(JSON.stringify(line))
}

/** A failure, for a program: what stands on the error stream in words. */
export function describeFailure(error: unknown): CommandEvent {
  if (!(error instanceof RefractError))
    return { event: 'error', code: null, message: error instanceof Error ? error.message : String(error) }
  const { code, message, hint } = error
  // The hint is a part of the message too.
  return { event: 'error', code, message: hint === undefined ? message : message.slice(0, -`\n  ${hint}`.length), hint }
}

type Options = CopyCommand['options']

/** What stands in the target, as the command line says. */
function ontoOf({ append, replace, resume }: Options): 'append' | 'replace' | 'resume' | null {
  return append ? 'append' : replace ? 'replace' : resume ? 'resume' : null
}

/** A repair of what is there, and not of what is copied before. */
function isRepairAlone(options: Options): boolean {
  return options.repair === true && ontoOf(options) === null
}

function phasesOf(options: Options): CopyPhase[] {
  if (options.verifyOnly) return ['verify']
  return [isRepairAlone(options) ? 'repair' : 'copy', ...(options.verify === false ? [] : ['verify' as const])]
}

function describeRemoval(which: 'all' | 'extra', database: string, tables: number): string {
  if (which === 'all') return `--replace removes all rows of ${many(tables, 'table')} from ${database}`
  return `--repair removes rows of ${many(tables, 'table')} from ${database} that the source has not`
}

async function agreeToRemove(what: string, force: boolean): Promise<boolean> {
  if (force) return true
  if (!canAsk()) throw new RefractError('REFRACT_USAGE', `${what}, and nobody can be asked.`, { hint: '--force answers yes.' })
  return agree(`${what}. Write yes to go on: `)
}

/** Ctrl-C stops at the edge of a batch, and a second time at once; so does, without a word, a reader who goes. */
function stopOnInterrupt(tell: (line: string) => void): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController()
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(130)
    controller.abort()
    tell('Stopping at the edge of a batch. Once more stops at once, which loses nothing either.')
  }
  whenUnread(() => controller.abort())
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  return { signal: controller.signal, end: () => void process.off('SIGINT', interrupt).off('SIGTERM', interrupt) }
}

function printPlan({ options }: CopyCommand, plan: PlanEvent | null): void {
  if (plan === null) return
  const { from, to, tables } = plan
  print(`From ${from} to ${to}:`)
  for (const { model, rows, copied } of tables) {
    const rest = copied === 0 ? '' : `, of which ${count(copied)} ${copied === 1 ? 'is' : 'are'} copied`
    print(`  ${model.padEnd(28)} ${count(rows).padStart(14)} ${rows === 1 ? 'row' : 'rows'}${rest}`)
  }
  if (options.replace)
    print(`Before, all rows of ${tables.length === 1 ? 'this table' : `these ${tables.length} tables`} would be removed from ${to}.`)
  const all = tables.reduce((sum, { rows }) => sum + rows, 0)
  print(`${many(all, 'row')} in ${many(tables.length, 'table')}, in this order. Nothing was copied.`)
}

function describeStop(options: Options, { rows }: CopyReport, phase: CopyPhase | null): string {
  if (isRepairAlone(options)) return `Stopped. ${HALF_DONE}`
  if (options.verifyOnly || options.dryRun || rows === 0) return 'Stopped.'
  const onto = ontoOf(options)
  const how = onto === null ? ' and --resume' : onto === 'resume' ? '' : ` with --resume in place of --${onto}`
  const lacks = phase === 'repair' ? ', but for rows that differed, which may be missing from the target' : ''
  return `Stopped: ${many(rows, 'row')} ${rows === 1 ? 'is' : 'are'} copied${lacks}. Go on with the same command${how}.`
}

function printReport(command: CopyCommand, report: CopyReport, seconds: number): void {
  const { options } = command
  const { rows, tables, rejected, rejects, repaired } = report
  if (rejects !== null && rejected > 0)
    print(`${many(rejected, 'row')} could not be copied: ${rejects} has ${rejected === 1 ? 'it' : 'them'}, and why.`)
  if (repaired > 0) print(`${many(repaired, 'row')} repaired.`)
  const differing = tables.filter(({ equal }) => equal === false)
  for (const table of differing) printDifferences(table)
  const what = options.verifyOnly || isRepairAlone(options) ? 'Compared' : `${many(rows, 'row')} copied`
  const verdict =
    differing.length > 0
      ? `${differing.length} of ${many(tables.length, 'table')} ${differing.length === 1 ? 'differs' : 'differ'}. ${describeRemedy(command)}`
      : options.verify === false
        ? 'not verified.'
        : `both sides are equal${rejected > 0 ? ', but for what could not be copied' : ''}.`
  print(`${what} in ${seconds.toFixed(1)} s; ${verdict}`)
}

function printDifferences({ model, rows, differences }: TableReport): void {
  print(`${model} (${many(rows, 'row')}) differs:`)
  for (const difference of differences) print(`  ${difference}`)
  if (differences.length >= NAMED) print('  There may be more: no others are named.')
}

/** What makes both sides equal. */
function describeRemedy({ to, options }: CopyCommand): string {
  const given = options.verifyOnly ? 'verify-only' : ontoOf(options)
  const inPlace = given === null ? '' : ` in place of --${given}`
  if (to.startsWith('dump:')) {
    return given === 'replace'
      ? 'A dump cannot be repaired: the same command writes it anew.'
      : `A dump cannot be repaired: the same command with --replace${inPlace} writes it anew.`
  }
  if (options.repair) return 'They were repaired, and differ again: run it once more when nobody else writes to the target.'
  return `The same command with --repair${inPlace} copies their rows again.`
}
