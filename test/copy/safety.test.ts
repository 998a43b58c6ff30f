import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import { copy } from '../../src/commands/copy.js'
import type { CopyOptions } from '../../src/commands/copy-options.js'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { NOTES_TABLE } from '../../src/contract/copy.js'
import { engineOf } from '../../src/engines/index.js'
import { createClient, migrate } from '../../src/index.js'
import { createMaker, MODELS, serverNames, type TestDatabase } from './databases.js'
import { createNastyRows, fillNasty } from './nasty.js'

const { make } = await createMaker()
const { schema } = MODELS.core
const small = () => createNastyRows('core', 4_000)

const copyCore = (from: TestDatabase, to: TestDatabase, options: CopyOptions = {}) =>
  copy(from.url, to.url, { schema, batchSize: 100, ...options })

/** Changes a row, adds one and removes one. */
async function change({ url }: TestDatabase): Promise<void> {
  const db = createClient({ url })
  const [first, second] = await db.verification.findMany({ orderBy: { id: 'asc' }, take: 2 })
  await db.verification.update({ where: { id: first?.id ?? '' }, data: { value: 'changed' } })
  await db.verification.delete({ where: { id: second?.id ?? '' } })
  await db.verification.create({ data: { identifier: 'new', value: 'new', expiresAt: new Date() } })
  await db.$disconnect()
}

/** Stops a copy when so many of its batches are written. */
function stopAfter(batches: number): Pick<CopyOptions, 'signal' | 'onEvent'> {
  const controller = new AbortController()
  let seen = 0
  return {
    signal: controller.signal,
    onEvent: ({ event }) => {
      if (event !== 'progress') return
      seen += 1
      if (seen === batches) controller.abort()
    },
  }
}

describe.each(serverNames())('a copy from %s', (name) => {
  const other = name === 'sqlite' ? (serverNames().find((one) => one !== 'sqlite') ?? 'sqlite') : 'sqlite'

  it('is of one moment, whatever happens to the source meanwhile', async () => {
    const [from, to] = [await make(name, 'core'), await make(other, 'core')]
    await fillNasty(from, small())
    // Asked when the moment is there already, and before the first row is read.
    const report = await copyCore(from, to, { replace: true, agreeToRemove: () => change(from).then(() => true) })
    expect(report.tables.every(({ equal }) => equal)).toBe(true)
    const compared = await copyCore(from, to, { verifyOnly: true })
    const { equal, differences } = compared.tables.find(({ model }) => model === 'Verification') ?? { equal: null, differences: [] }
    expect(equal).toBe(false)
    expect(differences).toHaveLength(3)
    expect(differences.join('\n')).toMatch(/value is .* where the source has changed/)
    const repaired = await copyCore(from, to, { repair: true })
    expect(repaired).toMatchObject({ repaired: 3 })
    expect(repaired.tables.every(({ equal }) => equal)).toBe(true)
  })

  it('goes on from the edge of a batch, and names what has changed since', async () => {
    const [from, to] = [await make(name, 'core'), await make(other, 'core')]
    await fillNasty(from, small())
    const tables = ['Verification']
    const stopped = await copyCore(from, to, { tables, ...stopAfter(2) })
    expect(stopped).toMatchObject({ complete: false })
    expect(stopped.rows % 100).toBe(0)
    await expect(copyCore(from, to, { tables })).rejects.toThrow('The target holds an interrupted copy.')
    await expect(copyCore(from, to, { tables: ['User'], resume: true })).rejects.toThrow(/another source, schema or choice/)
    await change(from)
    const resumed = await copyCore(from, to, { tables, resume: true })
    const changed = resumed.tables.filter(({ equal }) => equal === false).map(({ model }) => model)
    expect(changed).toEqual(['Verification'])
    const repaired = await copyCore(from, to, { tables, repair: true })
    expect(repaired.tables.every(({ equal }) => equal)).toBe(true)
    // It is done: nothing is left of it.
    await expect(copyCore(from, to, { tables, resume: true })).rejects.toThrow('There is no interrupted copy')
  })
})

describe.each(serverNames())('a copy to %s', (name) => {
  it('refuses a target that is not empty, adds to it or takes its place', async () => {
    const [from, to] = [await make('sqlite', 'core'), await make(name, 'core')]
    await fillNasty(from, createNastyRows('core', 1_000))
    const db = createClient({ url: to.url })
    const data = { name: 'there', email: 'there before' }
    const { id } = await db.user.create({ data })
    await expect(copyCore(from, to)).rejects.toThrow('The target is not empty: User has 1 row.')
    const plan = await copyCore(from, to, { append: true, dryRun: true })
    expect(plan.rows).toBe(0)
    expect(await db.user.count()).toBe(1)
    const { tables } = await copyCore(from, to, { append: true })
    expect(tables.every(({ equal }) => equal)).toBe(true)
    expect(await db.user.count({ where: { id } })).toBe(1)
    await expect(copyCore(from, to, { append: true })).rejects.toThrow(/This row cannot be copied\. User id=/)
    const replaced = await copyCore(from, to, { replace: true })
    expect(replaced.tables.every(({ equal }) => equal)).toBe(true)
    expect(await db.user.count({ where: { id } })).toBe(0)
    await db.$disconnect()
  })

  it('leaves the database as it was: foreign keys, counters, no table of notes', async () => {
    const [from, to] = [await make('sqlite', 'zoo'), await make(name, 'zoo')]
    await fillNasty(from, createNastyRows('zoo', 1_000))
    const options = { schema: MODELS.zoo.schema }
    await copy(from.url, to.url, options)
    const engine = engineOf(to.provider)
    const target = await engine.openCopyTarget(engine.parseUrl(to.url))
    expect((await target.readNotes()).size).toBe(0)
    const warnings: string[] = []
    await copy(from.url, to.url, { ...options, verifyOnly: true, onWarning: (warning) => warnings.push(warning) })
    expect(warnings).toEqual([])
    const db = createClient(to.provider as 'sqlite', { url: to.url })
    await expect(db.$executeRawUnsafe(`SELECT 1 FROM ${NOTES_TABLE}`)).rejects.toThrow()
    // The next id is one after the greatest; and what points to nothing is refused.
    await db.$executeRawUnsafe("INSERT INTO zoo_traveller (name) VALUES ('next')").catch(() => undefined)
    const [row] = await db.$queryRawUnsafe<{ id: number }[]>("SELECT id FROM zoo_traveller WHERE name = 'next'")
    expect(row?.id).toBe(2_147_483_647)
    await expect(db.$executeRawUnsafe('INSERT INTO zoo_leaf (branch_id) VALUES (999999)')).rejects.toThrow()
    await db.$disconnect()
    await target.end()
  })

  it('stops when another process copies into the same target', async () => {
    const [from, to] = [await make('sqlite', 'core'), await make(name, 'core')]
    await fillNasty(from, small())
    const engine = engineOf(to.provider)
    const other = await engine.openCopyTarget(engine.parseUrl(to.url))
    let meddled: Promise<void> | undefined
    const onEvent: CopyOptions['onEvent'] = ({ event }) => {
      if (event === 'begin') meddled ??= meddle()
    }
    const meddle = async () => {
      for (;;) {
        const notes = [...(await other.readNotes())].find(([key]) => key.startsWith('table '))
        if (notes === undefined) {
          await new Promise((resolve) => setTimeout(resolve, 1))
          continue
        }
        const [key, value] = notes
        // Another batch may have come between.
        const written = await other.writeNote({ name: key, before: value, after: value.replace('"done":false', '"done":null') }).then(
          () => true,
          () => false,
        )
        if (written) return
      }
    }
    // So many batches that there is time to come between two of them.
    await expect(copyCore(from, to, { batchSize: 2, tables: ['Session'], onEvent })).rejects.toThrow(
      'Another process copies into the same target.',
    )
    await meddled
    await other.end()
  })
})

it('refuses what makes no sense, in words', async () => {
  const db = await make('sqlite', 'core')
  await expect(copyCore(db, db)).rejects.toThrow('The source and the target are the same')
  await expect(copy(db.url, 'dump:', { schema })).rejects.toThrow('names no folder')
  await expect(copy(db.url, 'mongodb', { schema })).rejects.toThrow(/There is no place mongodb\.[\s\S]*postgresql, mysql, sqlite/)
  await expect(copyCore(db, db, { verifyOnly: true, onError: 'report' })).rejects.toThrow('--verify-only makes none')
  await expect(copyCore(db, db, { tables: ['Nobody'] })).rejects.toThrow('The schema has no model Nobody.')
  await expect(copyCore(db, db, { append: true, replace: true })).rejects.toThrow('Choose one of --append and --replace.')
  await expect(copyCore(db, db, { batchSize: 0 })).rejects.toThrow('batch size')
  const bare = await make('sqlite', 'zoo')
  await expect(copyCore(db, bare)).rejects.toThrow(/lacks what the schema asks for[\s\S]*core_user[\s\S]*migrate deploy/)
  const environment = { ...process.env }
  process.env.DATABASE_URL = 'postgresql://localhost/app'
  await expect(copy('sqlite', db.url, { schema })).rejects.toThrow(/DATABASE_URL is an address of PostgreSQL[\s\S]*DATABASE_URL_SQLITE/)
  process.env = environment
})

it('stops when another process has begun anew', async () => {
  const [from, to] = [await make('sqlite', 'core'), await make('sqlite', 'core')]
  await fillNasty(from, small())
  const database = new DatabaseSync(to.url.slice('file:'.length))
  let ended = 0
  const onEvent: CopyOptions['onEvent'] = ({ event }) => {
    if (event !== 'end') return
    ended += 1
    // Between two tables: of the next one nothing has been copied that another process could have changed.
    if (ended === 1) database.exec(`DELETE FROM ${NOTES_TABLE}`)
  }
  await expect(copyCore(from, to, { onEvent })).rejects.toThrow('Another process copies into the same target.')
  expect(ended).toBe(1)
  database.close()
})

it('takes two clients in memory for two places, and one for one', async () => {
  const [from, to] = [createClient({ url: ':memory:' }), createClient({ url: ':memory:' })]
  for (const db of [from, to]) await migrate(db)
  await from.user.create({ data: { name: 'one', email: 'one' } })
  await expect(copy(from, from, { schema })).rejects.toThrow('The source and the target are the same')
  expect(await copy(from, to, { schema })).toMatchObject({ complete: true, rows: 1 })
  expect(await to.user.count()).toBe(1)
  await from.$disconnect()
  await to.$disconnect()
})

describe.skipIf(!serverNames().includes('postgresql'))('two schemas of one database', () => {
  it('are two places', async () => {
    const database = await make('postgresql', 'core')
    const other = { ...database, url: `${database.url}?schema=other` }
    await expect(copyCore(database, database)).rejects.toThrow('The source and the target are the same')
    const db = createClient('postgresql', { url: database.url })
    await db.$executeRawUnsafe('CREATE SCHEMA other')
    await db.user.create({ data: { name: 'one', email: 'one' } })
    await db.$disconnect()
    await deployMigrations({ engine: engineOf('postgresql'), url: other.url, folder: `${MODELS.core.migrations}/postgresql` })
    expect(await copyCore(database, other)).toMatchObject({ complete: true, rows: 1 })
  })
})
