import { afterEach, describe, expect, it, vi } from 'vitest'
import { createClient } from '../../../src/index.js'
import { useDatabase } from '../database.js'
import { createDatabase } from './server.js'

/** What the disk does with a sync; the tests hold it up or make it fail. */
const disk = vi.hoisted(() => ({ sync: (run: () => void, _fail: (error: Error) => void) => run(), calls: 0 }))

vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>()
  const fdatasync = (file: number, done: (error: Error | null) => void) => {
    disk.calls += 1
    disk.sync(() => fs.fdatasync(file, done), done)
  }
  return { ...fs, fdatasync }
})

const passOn = disk.sync
const pause = () => new Promise((resolve) => setTimeout(resolve, 50))
let counter = 0
const row = () => {
  counter += 1
  return { name: 'durable', email: `${counter}@durable.example` }
}

describe('a commit on SQLite', () => {
  const database = useDatabase('sqlite', createDatabase, 'prisma/migrations')
  afterEach(() => {
    disk.sync = passOn
  })

  it('is acknowledged when the disk has it, and not before', async () => {
    const db = createClient({ url: database.url })
    await db.user.create({ data: row() })
    const held: (() => void)[] = []
    disk.sync = (run) => held.push(run)
    const acknowledged: string[] = []
    const write = db.user.create({ data: row() }).then(() => acknowledged.push('write'))
    const transaction = db.$transaction(async (tx) => void (await tx.user.create({ data: row() })))
    const both = [write, transaction.then(() => acknowledged.push('transaction'))]
    await pause()
    expect(acknowledged).toEqual([])
    disk.sync = passOn
    for (const run of held) run()
    await Promise.all(both)
    expect(acknowledged).toHaveLength(2)
    await db.$disconnect()
  })

  it('shares a sync with those that come meanwhile', async () => {
    const db = createClient({ url: database.url })
    await db.user.create({ data: row() })
    disk.calls = 0
    await Promise.all(Array.from({ length: 32 }, () => db.user.create({ data: row() })))
    expect(disk.calls).toBeLessThan(32)
    expect(await db.user.count({ where: { name: 'durable' } })).toBeGreaterThanOrEqual(33)
    await db.$disconnect()
  })

  it('is an error where the disk does not take it', async () => {
    const db = createClient({ url: database.url })
    await db.user.count()
    disk.sync = (_, fail) => fail(new Error('EIO: i/o error, fdatasync'))
    const transaction = db.$transaction(async (tx) => void (await tx.user.create({ data: row() })))
    await expect(transaction).rejects.toThrow('could not be written to disk (EIO: i/o error, fdatasync)')
    await expect(db.user.create({ data: row() })).rejects.toThrow('may be lost in a power cut')
    disk.sync = passOn
    await db.user.create({ data: row() })
    await db.$disconnect()
  })

  it.each(['synchronous=normal', 'synchronous=off', 'synchronous=extra', 'journal_mode=delete'])(
    'is left to SQLite with %s',
    async (parameters) => {
      disk.sync = () => expect.unreachable('no sync of ours')
      const db = createClient('sqlite', { url: `${database.url}-${parameters}?${parameters}` })
      await db.$executeRaw`CREATE TABLE t (a INTEGER)`
      expect(await db.$queryRaw`SELECT count(*) AS n FROM t`).toEqual([{ n: 0n }])
      await db.$disconnect()
    },
  )
})
