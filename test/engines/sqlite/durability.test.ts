import { afterEach, describe, expect, it, vi } from 'vitest'
import { createClient } from '../../../src/index.js'
import { useDatabase } from '../database.js'
import { createDatabase } from './server.js'

/** What the disk does with a sync, and the code with which it refuses to open a log; the tests hold it up or make it fail. */
const disk = vi.hoisted(() => ({ sync: (run: () => void, _fail: (error: Error) => void) => run(), calls: 0, refused: '' }))

vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>()
  const fdatasync = (file: number, done: (error: Error | null) => void) => {
    disk.calls += 1
    disk.sync(() => fs.fdatasync(file, done), done)
  }
  const openSync = (path: string, flags: string) => {
    if (disk.refused !== '' && path.endsWith('-wal')) throw Object.assign(new Error(`${disk.refused}: no log`), { code: disk.refused })
    return fs.openSync(path, flags)
  }
  return { ...fs, fdatasync, openSync }
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
    disk.refused = ''
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

  it('is told as it is when the client disconnects meanwhile', async () => {
    for (let ticks = 0; ticks < 60; ticks += 1) {
      const db = createClient({ url: database.url })
      await db.user.count()
      const data = row()
      const written = db.user.create({ data }).then(
        () => 1,
        () => 0,
      )
      for (let tick = 0; tick < ticks; tick += 1) await null
      await db.$disconnect()
      expect(await db.user.count({ where: { email: data.email } })).toBe(await written)
      await db.$disconnect()
    }
  })

  it('is left to SQLite where the log cannot be opened', async () => {
    disk.refused = 'EACCES'
    const db = createClient('sqlite', { url: database.url })
    await db.user.create({ data: row() })
    expect(await db.$queryRaw`PRAGMA synchronous`).toEqual([{ synchronous: 2n }])
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
