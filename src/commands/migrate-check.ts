import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine, Target } from '../contract/engine.js'
import { RefractError } from '../contract/errors.js'
import type { MigrationConnection } from '../contract/migration.js'
import { engineOf, PROVIDERS, type Provider } from '../engines/index.js'
import { createMigrations } from './migrate-dev.js'
import { withMigrations } from './migration-connection.js'
import { checksumOf, type Migration, readHistory } from './migration-history.js'
import { assertLine, listSnapshots, readSnapshot, type Snapshot } from './snapshots.js'

export interface CheckOptions {
  readonly schema: string
  /** The folder of all histories. */
  readonly migrations: string
  /** Empty databases in which to replay the histories of engines that need a server. They are emptied afterwards. */
  readonly replays: readonly { readonly engine: Engine; readonly url: string }[]
}

export interface CheckReport {
  /** What is wrong, in sentences; none where the histories are in step. */
  readonly problems: readonly string[]
  /** The engines whose histories were replayed and compared with a fresh install. */
  readonly replayed: readonly string[]
}

/**
 * Proves that the histories are in step: the same migrations in each, snapshots that nobody edited, and a schema that the last
 * one knows. Each history that can be replayed ends in the tables of a fresh install: where the engine has databases in memory,
 * and where an empty one is given.
 */
export async function checkMigrations({ schema, migrations, replays }: CheckOptions): Promise<CheckReport> {
  const names = await listSnapshots(migrations)
  const problems = [
    ...(await compareNames(migrations, names)),
    ...(await readSnapshots(migrations, names)),
    ...(await compareSchema(schema, migrations)),
  ]
  const last = names.at(-1)
  if (problems.length > 0 || last === undefined) return { problems, replayed: [] }
  const snapshot = await readSnapshot(migrations, last)
  const own = PROVIDERS.map(engineOf).filter(({ capabilities }) => capabilities.inMemory)
  const places = [
    ...own.map((engine) => ({ engine, target: openInMemory(engine) })),
    ...replays.map(({ engine, url }) => ({ engine, target: engine.parseUrl(url) })),
  ]
  for (const { engine, target } of places) problems.push(...(await replay(engine, target, migrations, snapshot)))
  return { problems, replayed: places.map(({ engine }) => engine.title) }
}

async function compareNames(migrations: string, names: readonly string[]): Promise<string[]> {
  const problems: string[] = []
  for (const provider of PROVIDERS) {
    const folder = join(migrations, provider)
    const history = existsSync(folder) ? (await readHistory(folder, engineOf(provider))).map(({ name }) => name) : []
    problems.push(...names.filter((name) => !history.includes(name)).map((name) => `${folder} has no migration ${name}.`))
    problems.push(
      ...history.filter((name) => !names.includes(name)).map((name) => `${folder} has the migration ${name}, which has no snapshot.`),
    )
  }
  return problems
}

async function readSnapshots(migrations: string, names: readonly string[]): Promise<string[]> {
  try {
    await assertLine(migrations, names)
    for (const name of names) await readSnapshot(migrations, name)
    return []
  } catch (error) {
    return [describe(error)]
  }
}

/** What a migration of now would hold. */
async function compareSchema(schema: string, migrations: string): Promise<string[]> {
  const stop = new RefractError('REFRACT_MIGRATION', '')
  try {
    await createMigrations({
      schema,
      migrations,
      name: 'check',
      renames: [],
      fills: [],
      agree: () => Promise.reject(stop),
      allowEmpty: false,
      onPlanned: (isEmpty) => {
        if (!isEmpty) throw stop
      },
    })
    return []
  } catch (error) {
    const missing = `${schema} has changes that no migration has.`
    return [error === stop ? missing : describe(error)]
  }
}

function describe(error: unknown): string {
  if (error instanceof RefractError) return error.message
  throw error
}

/** A target that only this process knows. */
function openInMemory(engine: Engine): Target {
  const target = engine.parseUrl(':memory:')
  engine.createAdapter(target, engine.pool)
  return target
}

async function replay(engine: Engine, target: Target, migrations: string, { step }: Snapshot): Promise<string[]> {
  const history = await readHistory(join(migrations, engine.provider), engine)
  const fresh = step.engines[engine.provider as Provider].script
  return withMigrations({ engine, url: target }, async (connection) => {
    await connection.begin()
    if ((await connection.readCatalog()).length > 0) {
      throw new RefractError('REFRACT_USAGE', `The database ${target.label} is not empty: a history is replayed in an empty one.`)
    }
    try {
      for (const migration of history) await apply(connection, migration)
      const lived = await connection.readCatalog()
      await connection.clear()
      await apply(connection, { name: 'fresh', sql: fresh })
      return compareCatalogs(engine, lived, await connection.readCatalog())
    } catch (error) {
      return [`The history of ${engine.title} does not run: ${(error as Error).message}`]
    } finally {
      await connection.clear()
    }
  })
}

async function apply(connection: MigrationConnection, { name, sql }: Migration): Promise<void> {
  await connection.apply({ id: randomUUID(), name, checksum: checksumOf(sql) }, sql)
}

function compareCatalogs({ title }: Engine, lived: readonly string[], fresh: readonly string[]): string[] {
  const lines = [
    ...lived.filter((line) => !fresh.includes(line)).map((line) => `  + ${line}`),
    ...fresh.filter((line) => !lived.includes(line)).map((line) => `  - ${line}`),
  ]
  if (lines.length === 0) return []
  return [
    `The history of ${title} does not end in the tables that the schema asks for (+ what it makes, - what is missing):\n${lines.join('\n')}`,
  ]
}
