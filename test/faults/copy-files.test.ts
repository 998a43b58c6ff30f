import { execFileSync } from 'node:child_process'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { engineOf } from '../../src/engines/index.js'
import { createSource, killCopies, MANY, runCopy, type Source } from './copy.js'
import { expectOneMoment } from './copy-moment.js'
import { rounds } from './rounds.js'
import { mountSmallDisk } from './small-disk.js'

/** Targets that are files: nothing but the process itself can end half way. */
describe('a copy into files', () => {
  let source: Source
  beforeAll(async () => {
    source = await createSource(MANY)
  })
  afterAll(() => source.remove())

  it.for(['an SQLite file', 'a dump'])('that is killed at any moment goes on without gap or double in %s', async (kind) => {
    const isDump = kind === 'a dump'
    const target = isDump ? `dump:${source.folder}/dump` : `file:${source.folder}/target.db`
    if (!isDump) await deployMigrations({ engine: engineOf('sqlite'), url: target, folder: 'prisma/migrations/sqlite' })
    const many = rounds(2, 100)
    const { completed } = await killCopies(source.url, target, many)
    expect(await runCopy(source.url, target, ['--verify-only'])).toMatchObject({ code: 0, stderr: '' })
    if (isDump) execFileSync('sha256sum', ['--quiet', '-c', 'manifest-sha256.txt'], { cwd: `${source.folder}/dump` })
    console.log(`${kind}, ${many} copies of ${source.rows} rows killed, ${completed} came to their end between: equal`)
  })

  it('brings one moment of an SQLite file that is written to without a pause', async () => {
    await expectOneMoment(source.url, source.folder)
  })
})

const disk = await mountSmallDisk(64)
if ('notRun' in disk) console.warn(`Full disks under a copy: not run, ${disk.notRun}.`)

describe.skipIf('notRun' in disk)('a copy onto a full disk', () => {
  const folder = 'notRun' in disk ? '' : disk.folder
  afterAll(() => ('notRun' in disk ? undefined : disk.remove()))

  it.for(['file', 'dump'])('says so, and goes on when there is room (%s)', async (kind) => {
    const source = await createSource(40_000)
    const target = `${kind}:${join(folder, kind)}`
    if (kind === 'file') await deployMigrations({ engine: engineOf('sqlite'), url: target, folder: 'prisma/migrations/sqlite' })
    const filler = join(folder, 'filler')
    const { bfree, bsize } = await statfs(folder)
    // Room for a part of the rows.
    await writeFile(filler, Buffer.alloc(bfree * bsize - (kind === 'file' ? 6 : 0.3) * 2 ** 20))
    const full = await runCopy(source.url, target, ['--batch-size', '500'])
    expect(full).toMatchObject({ code: 1, stderr: expect.stringMatching(/full|no space/i) })
    expect(full.stderr).toContain('--resume')
    await rm(filler)
    expect(await runCopy(source.url, target, ['--resume'])).toMatchObject({ code: 0, stderr: '' })
    await source.remove()
  })
})
