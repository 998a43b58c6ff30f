import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { resetDatabase } from '../../src/commands/migrate-reset.js'
import { resolveMigration } from '../../src/commands/migrate-resolve.js'
import { readStatus } from '../../src/commands/migrate-status.js'
import type { MigrationStatus } from '../../src/commands/migration-history.js'
import { engineOf } from '../../src/engines/index.js'
import { createClient } from '../../src/index.js'
import { type Place, sleep } from './running.js'

const MIGRATIONS = 40
const TABLES = Array.from({ length: MIGRATIONS }, (_, index) => `made_${String(index).padStart(2, '0')}`)
const PREFIX = '2099_'
/** Of a migration: its table, and two rows. */
const STATEMENTS = 3

/**
 * A deploy that is killed at any moment: what is left is a migration's edge, or a state that `status` names. Removes
 * all that is in the database.
 */
export function testDeployKill(place: (context: TestContext) => Place, many: number): void {
  describe('a deploy that is killed', () => {
    let dir: string
    beforeAll(async () => {
      dir = await mkdtemp(join(tmpdir(), 'refract-killed-'))
    })
    afterAll(() => rm(dir, { recursive: true }))

    it('leaves what its records say, and the next one goes on from there', async (context) => {
      const victim = place(context)
      const { kind, url } = victim
      const engine = engineOf(kind.provider)
      const options = { engine, url, folder: join(dir, kind.provider) }
      const nothing = { ...options, folder: join(dir, 'nothing') }
      await mkdir(nothing.folder, { recursive: true })
      for (const table of TABLES) {
        await mkdir(join(options.folder, PREFIX + table), { recursive: true })
        const script = `CREATE TABLE ${table} (id INTEGER);\nINSERT INTO ${table} VALUES (1);\nINSERT INTO ${table} VALUES (2);\n`
        await writeFile(join(options.folder, PREFIX + table, 'migration.sql'), script)
      }
      let [edges, middles, applied] = [0, 0, 0]
      for (let round = 0; round < many; round++) {
        await resetDatabase(nothing)
        await deployUntilKilled(url, dir)
        const { migrations } = await readStatus(options)
        const failed = await expectTruth(migrations, victim)
        applied += migrations.filter(({ state }) => state === 'applied').length
        if (failed === undefined) edges += 1
        else {
          middles += 1
          await expect(deployMigrations(options)).rejects.toThrow(`refract migrate resolve --rolled-back ${failed.name}`)
          await runByHand(victim, `DROP TABLE IF EXISTS ${tableOf(failed.name)}`)
          await resolveMigration({ ...options, name: failed.name, as: 'rolled back' })
        }
        await deployMigrations(options)
        const after = await readStatus(options)
        expect(after.migrations.every(({ state }) => state === 'applied')).toBe(true)
        await expectTruth(after.migrations, victim)
      }
      if (engine.capabilities.transactionalDdl) expect(middles).toBe(0)
      console.log(`${kind.title}, ${many} deploys killed after ${applied} migrations: ${edges} at an edge, ${middles} within one`)
    })
  })
}

/** Starts a deploy and kills it after it has begun, some time before it would end. */
async function deployUntilKilled(url: string, dir: string): Promise<void> {
  const args = ['--import', 'tsx', 'src/cli/index.ts', 'migrate', 'deploy', '--migrations', dir]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DATABASE_URL: url } })
  const closed = once(child, 'close')
  const first = Math.floor(Math.random() * MIGRATIONS)
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    if (printed.split(' applied in ').length > first) setTimeout(() => child.kill('SIGKILL'), Math.random() * 10)
  })
  await closed
  // The server ends what had reached it.
  await sleep(100)
}

/** Compares every table with what is said of its migration, and returns the one that was interrupted. */
async function expectTruth(migrations: readonly MigrationStatus[], { url, kind }: Place): Promise<MigrationStatus | undefined> {
  const db = createClient(kind.provider as 'sqlite', { url })
  for (const { name, state, logs } of migrations) {
    const rows = await db.$queryRawUnsafe<unknown[]>(`SELECT id FROM ${tableOf(name)}`).catch(() => null)
    // The statements of the migration that ran.
    const ran = rows === null ? 0 : rows.length + 1
    if (state === 'applied') expect(ran, name).toBe(STATEMENTS)
    else if (state === 'pending') expect(ran, name).toBe(0)
    else {
      const named = Number(/statement (\d) of 3/.exec(logs ?? '')?.[1] ?? 1)
      // The one that is named ran or did not.
      expect([named - 1, named], `${name}: ${logs}`).toContain(ran)
    }
  }
  await db.$disconnect()
  return migrations.find(({ state }) => state === 'failed')
}

async function runByHand({ url, kind }: Place, statement: string): Promise<void> {
  const db = createClient(kind.provider as 'sqlite', { url })
  await db.$executeRawUnsafe(statement)
  await db.$disconnect()
}

function tableOf(migration: string): string {
  return migration.slice(PREFIX.length)
}
