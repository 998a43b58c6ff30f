import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { engineOf } from '../../src/engines/index.js'
import { createClient } from '../../src/index.js'
import { rounds } from './rounds.js'
import { mountSmallDisk } from './small-disk.js'

const MEGABYTE = 2 ** 20

const disk = await mountSmallDisk(24)
if ('notRun' in disk) console.warn(`Full disks under SQLite: not run, ${disk.notRun}.`)

describe.skipIf('notRun' in disk)('a full disk under SQLite', () => {
  const folder = 'notRun' in disk ? '' : disk.folder
  const url = `file:${folder}/app.db`
  const filler = join(folder, 'filler')
  beforeAll(() => deployMigrations({ engine: engineOf('sqlite'), url, folder: 'prisma/migrations/sqlite' }))
  afterAll(() => ('notRun' in disk ? undefined : disk.remove()))

  it('refuses what does not fit, keeps what was acknowledged, and goes on when there is room', async () => {
    const db = createClient({ url })
    const full = expect.objectContaining({ message: expect.stringContaining('database or disk is full') })
    let acknowledged = 0
    const write = async (tx: Pick<typeof db, 'user'> = db) => {
      await tx.user.create({ data: { name: 'kept', email: `${acknowledged}@example.com`, image: 'x'.repeat(900) } })
    }
    for (let round = 0; round < rounds(3, 50); round += 1) {
      // A different moment in each round.
      const { bfree, bsize } = await statfs(folder)
      await writeFile(filler, Buffer.alloc(Math.floor(bfree * bsize - Math.random() * MEGABYTE)))
      let error: unknown
      while (error === undefined) {
        await write().then(
          () => {
            acknowledged += 1
          },
          (reason: unknown) => {
            error = reason
          },
        )
      }
      expect(error).toEqual(full)
      expect(await db.user.count()).toBe(acknowledged)
      // All of a transaction or nothing of it.
      const transaction = db.$transaction(async (tx) => {
        await tx.user.updateMany({ data: { name: 'y'.repeat(100), image: 'y'.repeat(1000) } })
        for (let index = 0; index < 200; index += 1) {
          const data = { name: 'half', email: `${index}@half.example.com`, image: 'x'.repeat(1000) }
          // Whoever goes on after the error must not write outside of the transaction.
          await tx.user.create({ data }).catch(() => undefined)
        }
      })
      await expect(transaction).rejects.toThrow()
      expect(await db.user.count()).toBe(acknowledged)
      expect(await db.user.count({ where: { name: 'kept' } })).toBe(acknowledged)
      await rm(filler)
      await write()
      acknowledged += 1
      // Room for the next round.
      await db.user.deleteMany()
      acknowledged = 0
    }
    await db.$disconnect()
    const again = createClient({ url })
    expect(await again.user.count()).toBe(0)
    await again.$disconnect()
  })
})
