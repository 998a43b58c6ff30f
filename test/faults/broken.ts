import { describe, expect, it, type TestContext } from 'vitest'
import type { PortableClient } from '../../src/index.js'
import { withWire } from './client.js'
import { expectClear, measure } from './failures.js'
import { rounds } from './rounds.js'
import { type RunningServer, retry, sleep } from './running.js'
import { summarize, underLoad } from './under-load.js'
import type { Wire } from './wire.js'
import { readAfresh } from './writes.js'

/** Ways to break every connection that clients have. */
const WAYS: Readonly<Record<string, (server: RunningServer, wire: Wire) => unknown>> = {
  'an administrator': (server) => killConnections(server),
  'a reset': (_, wire) => wire.cut('reset'),
  'an orderly end': (_, wire) => wire.cut('end'),
}

interface Fixture {
  readonly server: RunningServer
  readonly db: PortableClient
  /** Begins every email of the test. */
  readonly prefix: string
  /** @param warmUp opens all connections */
  breakAll(warmUp?: () => Promise<unknown>): Promise<void>
}

/** Connections that end while they are idle, in a statement or in a transaction. */
export function testBroken(server: (context: TestContext) => RunningServer): void {
  it('survives an administrator who ends connections at any moment', async (context) => {
    const running = server(context)
    let ended = 0
    const outcome = await underLoad(running, running.url, async () => {
      for (let round = 0; round < rounds(10, 200); round++) {
        await sleep(Math.random() * 100)
        ended += await killConnections(running)
      }
    })
    expect(ended).toBeGreaterThan(0)
    console.log(`${running.kind.title}, ${ended} connections ended by an administrator: ${summarize([outcome])}`)
  })

  describe.each(Object.entries(WAYS))('connections ended by %s', (_, breakAll) => {
    const test = (name: string, max: number, body: (fixture: Fixture) => Promise<void>) =>
      it(name, async (context) => {
        const running = server(context)
        await withWire(running, { pool: { max } }, (db, wire) =>
          body({
            server: running,
            db,
            prefix: `broken${Date.now()}`,
            breakAll: async (warmUp = async () => undefined) => {
              await retry(5_000, async () => {
                await warmUp()
                expect(wire.connections).toBe(max)
              })
              const ended = wire.waitForEnd()
              await breakAll(running, wire)
              await ended
            },
          }),
        )
      })

    test('while idle are replaced before anybody notices', 4, async ({ db, breakAll }) => {
      const ask = () => Promise.all(Array.from({ length: 12 }, () => db.user.count()))
      await breakAll(ask)
      // The news of it have arrived; a client that only learns by its next query is told of that in the cases below.
      await sleep(50)
      expect(await ask()).toHaveLength(12)
    })

    test('in a statement fail it alone', 1, async ({ server, db, prefix, breakAll }) => {
      const where = { email: `${prefix}-single-1@example.com` }
      await db.user.create({ data: { ...where, name: 'before' } })
      await server.withAdmin(async (admin) => {
        await admin.query('BEGIN')
        await admin.query(`SELECT id FROM core_user WHERE email = '${where.email}' FOR UPDATE`)
        const waiting = measure(() => db.user.update({ where, data: { name: 'after' } }))
        await sleep(200)
        await breakAll()
        const answer = await waiting
        if (!('error' in answer)) throw new Error('a statement succeeded that could not')
        expectClear([answer])
        await admin.query('ROLLBACK')
      })
      await db.user.update({ where, data: { name: 'again' } })
    })

    const create = (tx: Pick<PortableClient, 'user'>, prefix: string, part: string) =>
      tx.user.create({ data: { email: `${prefix}-${part}@example.com`, name: part } })

    test('in a transaction undo it', 1, async ({ server, db, prefix, breakAll }) => {
      const answer = await measure(() =>
        db.$transaction(async (tx) => {
          await create(tx, prefix, 'one')
          await breakAll()
          await create(tx, prefix, 'two')
        }),
      )
      await expectUndone(answer, server, db, prefix)
    })

    test('before COMMIT undo the transaction', 1, async ({ server, db, prefix, breakAll }) => {
      const answer = await measure(() =>
        db.$transaction(async (tx) => {
          await create(tx, prefix, 'one')
          await breakAll()
        }),
      )
      await expectUndone(answer, server, db, prefix)
    })

    test('undo a transaction whose author ignores the error', 1, async ({ server, db, prefix, breakAll }) => {
      const answer = await measure(() =>
        db.$transaction(async (tx) => {
          await create(tx, prefix, 'one')
          await breakAll()
          await create(tx, prefix, 'two').catch(() => undefined)
          await create(tx, prefix, 'three').catch(() => undefined)
        }),
      )
      await expectUndone(answer, server, db, prefix)
    })
  })
}

async function expectUndone(answer: Awaited<ReturnType<typeof measure>>, server: RunningServer, db: PortableClient, prefix: string) {
  if (!('error' in answer)) throw new Error('a transaction was acknowledged whose connection had ended')
  expectClear([answer])
  expect(await db.user.count({ where: { email: { startsWith: prefix } } })).toBe(0)
  const { whole, half } = await readAfresh(server, prefix)
  expect([...whole, ...half]).toEqual([])
}

/** Ends every connection of a client; returns how many there were. */
function killConnections(server: RunningServer): Promise<number> {
  return server.withAdmin(async (admin) => {
    const rows = await admin.query(server.kind.listConnections)
    // Some are gone by now.
    for (const { id } of rows) await admin.query(server.kind.kill(id)).catch(() => undefined)
    return rows.length
  })
}
