import { describe, expect, it } from 'vitest'
import type { DriverConnection, DriverRequest } from '../../../../src/engines/mysql/driver.js'
import { StatementPolicy, Statements } from '../../../../src/engines/mysql/statements.js'

/** A connection that counts what is asked of it. */
function createConnection(policy = new StatementPolicy()) {
  const log: string[] = []
  const open = new Set<object>()
  const fail = { prepare: 0, room: 1_000 }
  const connection = {
    async query({ sql }: DriverRequest) {
      log.push(`query ${sql}`)
    },
    async prepare({ sql }: DriverRequest) {
      if (open.size >= fail.room) throw Object.assign(new Error('x'), { errno: 1461 })
      if (fail.prepare !== 0) throw Object.assign(new Error('x'), { errno: fail.prepare })
      log.push(`prepare ${sql}`)
      const statement = {
        async execute() {
          log.push(`run ${sql}`)
        },
        close() {
          if (!open.delete(statement)) throw new Error('closed twice')
          log.push(`close ${sql}`)
        },
      }
      open.add(statement)
      return statement
    },
  }
  const statements = new Statements(connection as unknown as DriverConnection, policy)
  return { run: (sql: string, values: unknown[] = [1]) => statements.run({ sql }, values), log, open, fail, policy }
}

describe('Statements', () => {
  it('keeps a text anew for values of other types, which the server would cast to the first', async () => {
    const { run, log } = createConnection()
    const values = ['a', 1, 1.5, 2 ** 40, 1n, 2n ** 63n, true, null, Buffer.from('a')]
    for (let count = 0; count < 3; count++) for (const value of values) await run('a', [value])
    // 2 ** 40 is sent as 1.5 is: by the second of both it is worth keeping, and then kept for both.
    expect(log.filter((line) => line === 'prepare a')).toHaveLength(2 * 8)
  })

  it('keeps what is used a second time, and prepares it once', async () => {
    const { run, log } = createConnection()
    for (let count = 0; count < 4; count++) await run('a')
    expect(log).toEqual(['prepare a', 'run a', 'close a', 'prepare a', 'run a', 'run a', 'run a'])
  })

  it('knows from the other connections of its pool what is used again', async () => {
    const first = createConnection()
    const second = createConnection(first.policy)
    await first.run('a')
    await second.run('a')
    expect(second.log).toEqual(['prepare a', 'run a'])
  })

  it('keeps a hundred, and closes the one that was not used for the longest time', async () => {
    const { run, open, log } = createConnection()
    for (let round = 0; round < 2; round++) for (let index = 0; index < 150; index++) await run(`s${index}`)
    expect(open.size).toBe(100)
    log.length = 0
    await run('s149')
    await run('s0')
    expect(log).toEqual(['run s149', 'prepare s0', 'run s0', 'close s50'])
    expect(open.size).toBe(100)
  })

  it('closes one of two that were prepared at once', async () => {
    const { run, open } = createConnection()
    await run('a')
    await Promise.all([run('a'), run('a')])
    expect(open.size).toBe(1)
  })

  it('does not keep a text as long as an insert of many rows', async () => {
    const { run, open } = createConnection()
    for (let count = 0; count < 3; count++) await run('x'.repeat(20_000))
    expect(open.size).toBe(0)
  })

  it('goes on without where the server has no room for more', async () => {
    const { run, log, open, fail } = createConnection()
    for (let count = 0; count < 2; count++) await run('a')
    log.length = 0
    fail.room = 1
    for (const sql of ['b', 'a', 'b']) await run(sql)
    const once = (sql: string) => [`prepare ${sql}`, `run ${sql}`, `close ${sql}`]
    expect(log).toEqual(['close a', ...once('b'), ...once('a'), ...once('b')])
    expect(open.size).toBe(0)
    fail.room = 0
    await expect(run('c')).rejects.toMatchObject({ errno: 1461 })
  })

  it('runs by the text protocol what cannot be prepared, where it has no parameters', async () => {
    const { run, log, fail } = createConnection()
    fail.prepare = 1295
    await run('SAVEPOINT x', [])
    expect(log).toEqual(['query SAVEPOINT x'])
    await expect(run('SAVEPOINT y', [1])).rejects.toMatchObject({ errno: 1295 })
  })
})
