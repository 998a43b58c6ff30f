import type { Provider } from '../../src/engines/index.js'
import { type Case, cases } from '../cases.js'
import type { Operations } from '../contender.js'
import { plainPrisma } from '../contenders/plain-prisma.js'
import { sessionOf, userId } from '../data.js'
import { describeRun } from '../machine.js'
import { usePrisma } from '../prisma-operations.js'
import type { CaseResult, CompilerResult } from '../results.js'
import type { Server } from '../servers.js'
import { type Contestant, type Pace, readProcessorTime, timeCase } from './rounds.js'

/** The builds of Prisma's query compiler, the default first. */
export const COMPILERS = ['fast', 'small'] as const

interface Client extends Operations {
  readonly user: { findMany(args: object): Promise<unknown> }
}

/** Prisma keeps what it compiled, by query without its values: these are never the same query twice. */
const uncached: readonly Case[] = [
  { name: 'a query never seen before', writes: false, run: (on, n) => (on as Client).user.findMany(newQuery(n)) },
  // A createMany is compiled every time.
  { name: 'insert 1', writes: true, run: (on, n) => on.insertSessions([sessionOf(n)]) },
  { name: 'insert 100', writes: true, run: (on, n) => on.insertSessions(Array.from({ length: 100 }, (_, at) => sessionOf(n * 100 + at))) },
]

const USER_FIELDS = ['name', 'email', 'emailVerified', 'image', 'createdAt', 'updatedAt']
const SESSION_FIELDS = ['token', 'expiresAt', 'ipAddress', 'userAgent', 'userId', 'createdAt', 'updatedAt']

/** Another set of fields for each number below 2^13, of a user and of their sessions. */
function newQuery(number: number): object {
  const select = (fields: readonly string[], bits: number) =>
    Object.fromEntries([['id', true], ...fields.filter((_, at) => (bits >> at) & 1).map((name) => [name, true])])
  const sessions = { select: select(SESSION_FIELDS, number >> USER_FIELDS.length), where: { expiresAt: { gt: new Date(0) } } }
  return { where: { id: userId(number) }, select: { ...select(USER_FIELDS, number), sessions } }
}

/** What Prisma's smaller query compiler costs once it is loaded: plain Prisma with the one and with the other. */
export async function measureCompiler(
  provider: Provider,
  server: Server,
  pace: Pace,
  tell: (line: string) => void,
): Promise<CompilerResult> {
  const contestants: Contestant[] = []
  for (const name of COMPILERS) contestants.push({ name, operations: await open(`prisma-${name}-${provider}`, server), calls: 0 })
  const cached = cases.filter(({ name }) => name !== 'insert 1,000')
  const results: CaseResult[] = []
  for (const one of [...cached, ...uncached]) {
    const timings = await timeCase(one, 1, contestants, pace, readProcessorTime)
    results.push({ name: one.name, inFlight: 1, timings })
    tell(`compiler, ${one.name}: ${timings.map((t) => `${t.name} ${t.microseconds.median.toFixed(0)} µs`).join(', ')}`)
  }
  for (const { operations } of contestants) await operations.close()
  return { run: describeRun(server, provider, [plainPrisma], pace.rounds), cases: results }
}

async function open(program: string, server: Server): Promise<Operations> {
  const module = (await import(new URL(`cold/${program}/${program}.mjs`, import.meta.url).href)) as { open(url: string): object }
  const client = module.open(await server.createDatabase('delete'))
  return { ...usePrisma(client), user: (client as Client).user } as Client
}
