import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { engineOf } from '../../src/engines/index.js'
import { createClient } from '../../src/index.js'
import { rounds } from './rounds.js'

const MEGABYTE = 2 ** 20

/** A disk of a few megabytes, which only the administrator of a Linux can make. */
async function mountSmallDisk(): Promise<{ folder: string; remove(): Promise<void> } | { notRun: string }> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return { notRun: 'only root may mount a small disk, on Linux' }
  const folder = await mkdtemp(join(tmpdir(), 'refract-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder], { stdio: 'pipe' })
  } catch (error) {
    await rm(folder, { recursive: true })
    return { notRun: `a small disk cannot be mounted (${error instanceof Error ? error.message.trim() : error})` }
  }
  return {
    folder,
    async remove() {
      // The driver may keep the files open until its statements are collected as garbage.
      execFileSync('umount', ['--lazy', folder])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const disk = await mountSmallDisk()
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
