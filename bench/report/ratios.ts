import { BASELINE, SUBJECT } from '../contenders/index.js'
import { COLD_BASELINE, COLD_ONE_ENGINE, COLD_SUBJECT } from '../measure/cold.js'
import { geometricMean } from '../measure/statistics.js'
import type { CaseResult, EngineResults, MixedRow } from '../results.js'

/** How many times as fast a contender is as another in one case; below 1 it is slower. */
export function speedUp({ timings }: Pick<CaseResult, 'timings'>, subject = SUBJECT, baseline = BASELINE): number {
  const of = (name: string) => timings.find((timing) => timing.name === name)?.microseconds.median ?? Number.NaN
  return of(baseline) / of(subject)
}

export function meanSpeedUp(cases: readonly CaseResult[], subject = SUBJECT, baseline = BASELINE): number {
  return geometricMean(cases.map((one) => speedUp(one, subject, baseline)))
}

export function readsRatio(rows: readonly MixedRow[]): number {
  const of = (name: string) => rows.find((row) => row.name === name)?.readsPerSecond.median ?? Number.NaN
  return of(SUBJECT) / of(BASELINE)
}

/** Time and memory of a start against plain Prisma's. */
export function coldRatio({ cold }: EngineResults, what: 'firstQuery' | 'resident', subject: string = COLD_SUBJECT): number {
  const of = (name: string) => cold?.rows.find((row) => row.name === name)?.[what].median ?? Number.NaN
  return of(subject) / of(COLD_BASELINE)
}

export { COLD_ONE_ENGINE, COLD_SUBJECT }
