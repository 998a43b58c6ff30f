import type { Provider } from '../../src/engines/index.js'
import { refract } from '../contenders/refract.js'
import { refractPortable } from '../contenders/refract-portable.js'
import { byHand } from '../measure/factory.js'
import { geometricMean } from '../measure/statistics.js'
import type { EngineResults } from '../results.js'
import { COLD_ONE_ENGINE, coldRatio, meanSpeedUp, readsRatio, speedUp } from './ratios.js'

export interface Goal {
  readonly what: string
  readonly goal: string
  readonly measured: number
  readonly holds: boolean
}

/** Speed against plain Prisma, as a geometric mean of all cases. "Not slower" leaves room for what cannot be told from 1. */
const LEAST: Record<Provider, number> = { sqlite: 1.25, postgresql: 1.1, mysql: 1 }

/** The goals that these results can tell about. */
export function judge(provider: Provider, results: EngineResults): Goal[] {
  const { cases, factory, mixed, cold } = results
  const goals: Goal[] = []
  const atLeast = (what: string, measured: number, goal: number) =>
    goals.push({ what, goal: `≥ ${goal}×`, measured, holds: measured >= goal })
  const atMost = (what: string, measured: number, goal: number) =>
    goals.push({ what, goal: `≤ ${goal}×`, measured, holds: measured <= goal })
  if (cases) atLeast('speed against plain Prisma, geometric mean of all cases', meanSpeedUp(cases.cases), LEAST[provider])
  if (mixed) {
    atLeast('reads per second while one writer writes, in the same client', readsRatio(mixed.sameProcess), 3)
    atLeast('reads per second while one writer writes, in another process', readsRatio(mixed.otherProcess), 3)
  }
  if (factory) {
    for (const { name } of [refract, refractPortable]) {
      const cost = geometricMean(factory.cases.map((one) => 1 / speedUp(one, name, byHand.name)))
      atMost(`processor time per query of ${name} against the same client and adapter by hand`, cost, 1.05)
    }
  }
  if (cold) {
    // The issue sets the goal for SQLite; the other engines are told without one.
    if (provider === 'sqlite') {
      atMost('import to first query, `refract-db`', coldRatio(results, 'firstQuery'), 0.7)
      atMost(`import to first query, \`refract-db/${provider}\``, coldRatio(results, 'firstQuery', COLD_ONE_ENGINE), 0.7)
    }
    atMost('memory after the first query, `refract-db`', coldRatio(results, 'resident'), 1)
    atMost(`memory after the first query, \`refract-db/${provider}\``, coldRatio(results, 'resident', COLD_ONE_ENGINE), 1)
  }
  return goals
}
