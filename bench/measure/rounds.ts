import type { Case } from '../cases.js'
import type { Operations } from '../contender.js'
import { type Spread, summarize } from './statistics.js'

/** A contender that is set up, and how many calls it has had. */
export interface Contestant {
  readonly name: string
  readonly operations: Operations
  calls: number
}

/** How long and how often. */
export interface Pace {
  readonly rounds: number
  /** Milliseconds that a contender gets in a round. */
  readonly slice: number
  readonly warmUp: number
}

/** Milliseconds since some moment. */
export type Clock = () => number

const readTime: Clock = () => performance.now()

/**
 * The time that processors have worked for this process. For contestants that wait for the same disk and differ only in
 * what they compute: a neighbour who takes the processor away is not measured along.
 */
export const readProcessorTime: Clock = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

export interface Timing {
  readonly name: string
  /** Microseconds for one call: elapsed time by the number of calls, so that 16 in flight share it. */
  readonly microseconds: Spread
}

/**
 * Times a case for all contestants in alternation: each round gives every contestant a slice, and each
 * round begins with another one, so that what the machine does besides falls on all alike.
 */
export async function timeCase(
  one: Case,
  inFlight: number,
  contestants: readonly Contestant[],
  pace: Pace,
  clock: Clock = readTime,
): Promise<Timing[]> {
  const sizes = new Map<string, number>()
  for (const contestant of contestants) sizes.set(contestant.name, await warmUp(one, inFlight, contestant, pace))
  const samples = new Map(contestants.map(({ name }) => [name, [] as number[]]))
  const rounds = Math.ceil(pace.rounds / (one.oneRoundIn ?? 1))
  for (let round = 0; round < rounds; round += 1) {
    for (let place = 0; place < contestants.length; place += 1) {
      const contestant = contestants[(round + place) % contestants.length] as Contestant
      const calls = sizes.get(contestant.name) ?? 1
      collectGarbage()
      samples.get(contestant.name)?.push(((await runCalls(one, inFlight, contestant, calls, clock)) * 1_000) / calls)
      if (one.writes) await contestant.operations.removeSessions()
    }
  }
  return contestants.map(({ name }) => ({ name, microseconds: summarize(samples.get(name) ?? []) }))
}

/** Runs a while, and returns how many calls fill a slice. */
async function warmUp(one: Case, inFlight: number, contestant: Contestant, { slice, warmUp: atLeast }: Pace): Promise<number> {
  let calls = inFlight
  let spent = 0
  let rate = 0
  while (spent < atLeast) {
    const elapsed = await runCalls(one, inFlight, contestant, calls, readTime)
    spent += elapsed
    rate = calls / elapsed
    calls = Math.max(inFlight, Math.round(rate * Math.min(slice, atLeast / 2)))
  }
  if (one.writes) await contestant.operations.removeSessions()
  return Math.max(inFlight, Math.round(rate * slice))
}

/** Milliseconds that so many calls take. */
async function runCalls(one: Case, inFlight: number, contestant: Contestant, calls: number, clock: Clock): Promise<number> {
  let left = calls
  const work = async () => {
    while (left > 0) {
      left -= 1
      contestant.calls += 1
      await one.run(contestant.operations, contestant.calls)
    }
  }
  const start = clock()
  await Promise.all(Array.from({ length: inFlight }, work))
  return clock() - start
}

/** Nobody pays for the garbage of the one before. */
function collectGarbage(): void {
  const { gc } = globalThis as { gc?: () => void }
  if (gc === undefined) throw new Error('Run the benchmark with npm run bench: it needs node --expose-gc.')
  gc()
}
