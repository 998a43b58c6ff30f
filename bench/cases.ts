import type { Operations } from './contender.js'
import { instant, sessionOf, USERS, userId, workspaceId } from './data.js'

/** One thing that is timed. */
export interface Case {
  readonly name: string
  readonly writes: boolean
  /** A case whose calls are long needs fewer rounds for the same certainty: one in so many. Default 1. */
  readonly oneRoundIn?: number
  /** Runs it once. `number` differs with every call of a contender, so that no row is written twice and no read is of the row before. */
  run(operations: Operations, number: number): Promise<unknown>
}

const MANY = 1_000

/** A step through all rows that has no factor in common with their number. */
const spread = (number: number) => (number * 379) % USERS

export const cases: readonly Case[] = [
  { name: 'point read', writes: false, run: (on, n) => on.findUser(userId(spread(n))) },
  { name: '100-row read', writes: false, run: (on, n) => on.listUsers(userId(spread(n) % (USERS - 100))) },
  { name: 'nested read', writes: false, run: (on, n) => on.findWorkspace(workspaceId(spread(n))) },
  { name: 'insert one', writes: true, run: (on, n) => on.insertSession(sessionOf(n)) },
  {
    name: 'insert 1,000',
    writes: true,
    oneRoundIn: 3,
    run: (on, n) => on.insertSessions(Array.from({ length: MANY }, (_, at) => sessionOf(n * MANY + at))),
  },
  { name: 'update', writes: true, run: (on, n) => on.renameUser(userId(spread(n)), `User renamed ${n}`, instant(n)) },
  { name: 'transaction of 3', writes: true, run: (on, n) => on.signIn(sessionOf(n), `User signed in ${n}`) },
]

/** How many are in flight at once. */
export const CONCURRENCIES: readonly number[] = [1, 16]
