import { engineOf } from '../../src/engines/index.js'
import { PrismaClient } from '../../src/generated/sqlite/client.js'
import { cases } from '../cases.js'
import type { Contender } from '../contender.js'
import { refract } from '../contenders/refract.js'
import { refractPortable } from '../contenders/refract-portable.js'
import { describeRun } from '../machine.js'
import { TRANSACTION, usePrisma } from '../prisma-operations.js'
import type { CaseResult, FactoryResult } from '../results.js'
import type { Server } from '../servers.js'
import { openContestants } from './contestants.js'
import { type Pace, readProcessorTime, timeCase } from './rounds.js'

/** The same generated client on the same adapter, without `createClient`. */
export const byHand: Contender = {
  ...refract,
  name: 'by hand',
  open: async ({ url, poolSize }) => {
    const engine = engineOf('sqlite')
    const target = engine.parseUrl(url)
    const adapter = engine.createAdapter(target, engine.resolvePool({ max: poolSize }, target))
    return usePrisma(new PrismaClient({ adapter, transactionOptions: TRANSACTION }))
  },
}

/** What `createClient` itself costs per query, where the database costs least. */
export async function measureFactory(server: Server, pace: Pace, tell: (line: string) => void): Promise<FactoryResult> {
  const playing = [byHand, refract, refractPortable]
  const contestants = await openContestants(playing, 'sqlite', server, 1)
  // Processor time counts V8's compiler and garbage collector along, which a short slice has more of than a server that runs.
  const long = { ...pace, slice: pace.slice * 6, warmUp: pace.warmUp * 6 }
  const results: CaseResult[] = []
  for (const one of cases.filter(({ name }) => name !== 'insert 1,000')) {
    const timings = await timeCase(one, 1, contestants, long, readProcessorTime)
    results.push({ name: one.name, inFlight: 1, timings })
    tell(`factory, ${one.name}: ${timings.map((t) => `${t.name} ${t.microseconds.median.toFixed(0)} µs`).join(', ')}`)
  }
  for (const { operations } of contestants) await operations.close()
  return { run: describeRun(server, 'sqlite', playing, long.rounds), cases: results }
}
