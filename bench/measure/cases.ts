import type { Provider } from '../../src/engines/index.js'
import { CONCURRENCIES, cases } from '../cases.js'
import { contenders } from '../contenders/index.js'
import { assertEqualAnswers } from '../equal.js'
import { describeRun } from '../machine.js'
import type { CaseResult, CasesResult } from '../results.js'
import type { Server } from '../servers.js'
import { openContestants } from './contestants.js'
import { type Pace, timeCase } from './rounds.js'

export const POOL_SIZE = 10

/** Every case, at every number in flight, for everyone who plays on this engine. */
export async function measureCases(provider: Provider, server: Server, pace: Pace, tell: (line: string) => void): Promise<CasesResult> {
  const playing = contenders.filter(({ providers }) => providers.includes(provider))
  const contestants = await openContestants(playing, provider, server, POOL_SIZE)
  try {
    const answersCompared = await assertEqualAnswers(contestants)
    tell(`${provider}: ${contestants.length} contenders give the same ${answersCompared} answers`)
    const results: CaseResult[] = []
    for (const one of cases) {
      for (const inFlight of CONCURRENCIES) {
        const timings = await timeCase(one, inFlight, contestants, pace)
        results.push({ name: one.name, inFlight, timings })
        tell(`${one.name}, ${inFlight} in flight: ${timings.map((t) => `${t.name} ${t.microseconds.median.toFixed(0)} µs`).join(', ')}`)
      }
    }
    return {
      run: describeRun(server, provider, playing, pace.rounds),
      poolSize: POOL_SIZE,
      answersCompared,
      contenders: playing.map(({ name, about }) => ({ name, about })),
      cases: results,
    }
  } finally {
    for (const { operations } of contestants) await operations.close()
  }
}
