import { copyFileSync, readFileSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import { copy } from '../../src/commands/copy.js'
import {
  type CopyCursor,
  type CopyRow,
  type CopySource,
  type CopyTable,
  type CopyTarget,
  type DriverRow,
  ForeignNoteError,
} from '../../src/contract/copy.js'
import { engineOf } from '../../src/engines/index.js'
import { createClient } from '../../src/index.js'
import { createMaker, MODELS, serverNames, type TestDatabase } from './databases.js'
import { createNastyRows, fillNasty, type NastyRows } from './nasty.js'

/*
 * What each engine's own connections do to a target, and to what stands beside the copied tables.
 */

const { make, folder } = await createMaker()
const { schema } = MODELS.core

const query = async <T = Record<string, unknown>>({ provider, url }: TestDatabase, ...statements: string[]): Promise<T[]> => {
  const db = createClient(provider as 'sqlite', { url })
  let rows: T[] = []
  for (const statement of statements) rows = await db.$queryRawUnsafe<T[]>(statement)
  await db.$disconnect()
  return rows
}

const countOf = async (database: TestDatabase, table: string) =>
  Number(Object.values((await query(database, `SELECT count(*) FROM ${table}`))[0] ?? {})[0])

function openTarget({ provider, url }: TestDatabase, parameters = ''): Promise<CopyTarget> {
  const engine = engineOf(provider)
  return engine.openCopyTarget(engine.parseUrl(url + parameters))
}

function openSource({ provider, url }: TestDatabase): Promise<CopySource> {
  const engine = engineOf(provider)
  return engine.openCopySource(engine.parseUrl(url))
}

async function addUser({ url }: TestDatabase, email: string, name = 'x'): Promise<string> {
  const db = createClient({ url })
  const { id } = await db.user.create({ data: { email, name } })
  await db.$disconnect()
  return id
}

/** A table that the schema does not know, with one row that points to a user, who would take it along. */
function pointFrom({ provider }: TestDatabase, table: string, user: string, parent = 'core_user'): string[] {
  const references = `REFERENCES ${parent} (id) ON DELETE CASCADE`
  if (provider !== 'mysql') {
    const type = provider === 'postgresql' ? 'uuid' : 'TEXT'
    const create = `CREATE TABLE ${table} (id int PRIMARY KEY, user_id ${type} ${references})`
    return [create, `INSERT INTO ${table} SELECT 1, id FROM ${parent} WHERE ${user}`]
  }
  return [
    // Of the same collation, and without NOT NULL.
    `CREATE TABLE ${table} SELECT 1 AS id, nullif(id, '') AS user_id FROM ${parent} WHERE ${user}`,
    `ALTER TABLE ${table} ADD FOREIGN KEY (user_id) ${references}`,
  ]
}

const core = createNastyRows('core', 100)
const tables = core.map(({ table }) => table)
const rowsOf = (model: string) => core.find(({ table }) => table.model === model) as NastyRows

describe.each(serverNames())('beside the copied tables of %s', (name) => {
  it('a table that no schema knows keeps what it points to when all rows are replaced', async () => {
    const [from, to] = [await make('sqlite', 'core'), await make(name, 'core')]
    await addUser(to, 'before')
    await query(to, ...pointFrom(to, 'visit', "email = 'before'"))
    const replace = () => copy(from.url, to.url, { schema, replace: true })
    await expect(replace()).rejects.toMatchObject({
      code: 'REFRACT_COPY',
      message: expect.stringMatching(/Rows of (public\.)?visit, which is not copied, point to rows of .*core_user, which would be removed/),
      hint: expect.stringMatching(/Empty .*visit before/),
    })
    expect([await countOf(to, 'visit'), await countOf(to, 'core_user')]).toEqual([1, 1])
    // What points nowhere keeps nothing.
    await query(to, 'UPDATE visit SET user_id = NULL')
    expect(await replace()).toMatchObject({ complete: true })
    expect([await countOf(to, 'visit'), await countOf(to, 'core_user')]).toEqual([1, 0])
  })

  it('a table that no schema knows keeps what it points to when a repair removes rows', async () => {
    const [from, to] = [await make('sqlite', 'core'), await make(name, 'core')]
    await addUser(from, 'both')
    await copy(from.url, to.url, { schema })
    const extra = await addUser(to, 'extra')
    await addUser(to, 'alone')
    await query(to, "UPDATE core_user SET name = 'changed' WHERE email = 'both'")
    await query(to, ...pointFrom(to, 'visit', "email = 'extra'"), ...pointFrom(to, 'stay', "email = 'both'"))
    const repair = () => copy(from.url, to.url, { schema, repair: true })
    await expect(repair()).rejects.toMatchObject({
      code: 'REFRACT_COPY',
      message: expect.stringMatching(/Rows of (public\.)?visit, which is not copied, point to rows of .*core_user, which would be removed/),
      hint: expect.stringMatching(/visit.*again/),
    })
    const pointing = (table: string) => countOf(to, `${table} v JOIN core_user u ON u.id = v.user_id`)
    expect([await pointing('visit'), await pointing('stay')]).toEqual([1, 1])
    await query(to, 'DELETE FROM visit')
    const { tables } = await copy(from.url, to.url, { schema, repair: true })
    expect(tables.filter(({ equal }) => equal !== true)).toEqual([])
    expect([await countOf(to, `core_user WHERE id = '${extra}'`), await countOf(to, 'core_user'), await pointing('stay')]).toEqual([
      0, 1, 1,
    ])
  })

  it('a row that goes for another of its key is there until that is, whatever happens between', async () => {
    const database = await make(name, 'core')
    const user = rowsOf('User')
    const { table, rows } = user
    await fillNasty(database, [user])
    const [first, second] = rows as [CopyRow, CopyRow]
    const key = [String(first[table.key[0] as number])]
    await query(database, ...pointFrom(database, 'visit', `id = '${key}'`))
    const pointing = () => countOf(database, 'visit v JOIN core_user u ON u.id = v.user_id')
    const interrupted = await openTarget(database)
    await interrupted.beginWriting([table], false)
    await interrupted.deleteRows(table, [key])
    await interrupted.end()
    expect(await pointing()).toBe(1)
    const target = await openTarget(database)
    await target.beginWriting([table], false)
    await target.deleteRows(table, [key])
    const note = { name: 'table core_user', before: null, after: 'one' }
    const refused = await target.writeRows(table, [first, second], note).catch((error: unknown) => error)
    expect(target.explainRefusal(refused)).not.toBeNull()
    await target.writeRows(table, [first], note)
    await expect(target.writeNote(note)).rejects.toThrow(ForeignNoteError)
    await target.finish([table])
    expect([await pointing(), await target.countRows(table)]).toEqual([1, rows.length])
    await target.removeNotes()
    await target.end()
  })

  it('tells another process by its note before a row stands in the way', async () => {
    const { table, rows } = rowsOf('Verification')
    const database = await make(name, 'core')
    const [one, other] = [await openTarget(database), await openTarget(database)]
    const note = { name: 'table core_verification', before: null, after: 'one' }
    await one.beginWriting([table], true)
    await one.writeRows(table, rows, note)
    await expect(other.writeRows(table, rows, note)).rejects.toThrow(ForeignNoteError)
    const next = { ...note, before: 'none', after: 'two' }
    await expect(other.writeRows(table, rows, next)).rejects.toThrow(ForeignNoteError)
    // The refused rows leave no note behind.
    await expect(one.writeRows(table, rows, { ...note, before: 'one', after: 'two' })).rejects.not.toThrow(ForeignNoteError)
    expect((await one.readNotes()).get(note.name)).toBe('one')
    for (const target of [one, other]) await target.end()
  })
})

it('a target is not changed before rows are written, not even how its file is kept', async () => {
  const path = `${folder}/delete.db`
  const made = await make('sqlite', 'core')
  await addUser(made, 'there')
  await query(made, `VACUUM INTO '${path}'`)
  const before = readFileSync(path)
  expect(before[18]).toBe(1)
  const database = { ...made, url: `file:${path}` }
  const looked = await openTarget(database)
  expect((await looked.readNotes()).size).toBe(0)
  expect(await looked.countRows(rowsOf('User').table)).toBe(1)
  await looked.end()
  expect(readFileSync(path).equals(before)).toBe(true)
  const target = await openTarget(database)
  await target.beginWriting(tables, false)
  expect(await target.canBeReadMeanwhile(tables)).toBe(true)
  await target.finish(tables)
  await target.removeNotes()
  await target.end()
  expect(readFileSync(path)[18]).toBe(2)
})

it.for(serverNames().filter((name) => name === 'mysql' || name === 'mariadb'))(
  'rows of another database of %s keep what they point to',
  async (name) => {
    const [from, to, elsewhere] = [await make('sqlite', 'core'), await make(name, 'core'), await make(name, 'core')]
    await addUser(to, 'before')
    const [database, other] = [to, elsewhere].map(({ url }) => new URL(url).pathname.slice(1))
    await query(to, ...pointFrom(to, `${other}.visit`, "email = 'before'", `${database}.core_user`))
    const words = `Rows of ${other}.visit, which is not copied, point to rows of core_user, which would be removed.`
    await expect(copy(from.url, to.url, { schema, replace: true })).rejects.toThrow(words)
    await expect(copy(from.url, to.url, { schema, repair: true })).rejects.toThrow(words)
    expect(await countOf(elsewhere, `visit v JOIN ${database}.core_user u ON u.id = v.user_id`)).toBe(1)
    await query(elsewhere, 'DROP TABLE visit')
  },
)

describe.each(serverNames())('the connections of a copy to %s', (name) => {
  const provider = name === 'mariadb' ? 'mysql' : name
  const text = { kind: 'text', length: null } as const
  const column = (field: string, storage: CopyTable['columns'][number]['storage']) => ({
    field,
    name: field,
    storage,
    required: true,
    autoincrement: false,
  })

  it('go on within a key whose values are sorted by their places', async () => {
    const database = await make(name, 'core')
    const values = ['B', "it's", 'A', 'back\\slash', 'a\nline', 'x,y']
    const written = values.map((value) => `'${value.replaceAll("'", "''")}'`)
    const ofMysql = written.map((value) => value.replaceAll('\\', '\\\\'))
    const type = { postgresql: 'place', mysql: `ENUM(${ofMysql.join(', ')})`, sqlite: 'TEXT' }[provider]
    await query(
      database,
      ...(provider === 'postgresql' ? [`CREATE TYPE place AS ENUM (${written.join(', ')})`] : []),
      `CREATE TABLE adopted (place ${type} NOT NULL, id int NOT NULL, PRIMARY KEY (place, id))`,
      ...(provider === 'mysql' ? ofMysql : written).flatMap((value) => [1, 2].map((id) => `INSERT INTO adopted VALUES (${value}, ${id})`)),
    )
    const columns = [column('place', { kind: 'enum', type: 'place', values }), column('id', { kind: 'int' })]
    const table: CopyTable = { model: 'Adopted', name: 'adopted', columns, key: [0, 1], foreignKeys: [] }
    const source = await openSource(database)
    await source.beginSnapshot()
    const found: string[] = []
    for (let after: CopyCursor | null = null; found.length <= 20; ) {
      let last: DriverRow | undefined
      for await (const rows of source.readRows(table, after, 1)) last = rows.at(-1)
      if (last === undefined) break
      found.push(last.join(' '))
      after = last as string[]
    }
    await source.end()
    expect(found.sort()).toEqual(values.flatMap((value) => [`${value} 1`, `${value} 2`]).sort())
  })

  it('have no limit of time', async () => {
    const made = await make(name, 'core')
    const { database, lift } = await limitTime(made)
    try {
      const [source, target] = [await openSource(database), await openTarget(database)]
      await source.beginSnapshot()
      const table: CopyTable = { model: 'Slow', name: 'slow', columns: [column('x', text)], key: [0], foreignKeys: [] }
      expect(await source.countRows(table)).toBe(1)
      expect(await target.countRows(table)).toBe(1)
      await new Promise((resolve) => setTimeout(resolve, 2 * LIMIT))
      expect(await source.countRows(table)).toBe(1)
      expect((await target.readNotes()).size).toBe(0)
      for (const one of [source, target]) await one.end()
    } finally {
      await lift()
    }
  })

  it('do not wait without end for a table that is in use, be it by the copy itself', async () => {
    const database = await make(name, 'core')
    const user = rowsOf('User').table
    await addUser(database, 'there')
    const source = await openSource(database)
    await source.beginSnapshot()
    const waiting = { postgresql: '?lock_timeout=500', mysql: '?innodb_lock_wait_timeout=1', sqlite: '' }[provider]
    const target = await openTarget(database, waiting)
    expect(await source.countRows(user)).toBe(1)
    const clear = async () => {
      await target.beginWriting(tables, true)
      await target.clear(tables)
    }
    if (provider === 'sqlite') await clear()
    else {
      await expect(clear()).rejects.toMatchObject({
        code: 'REFRACT_COPY',
        message: expect.stringMatching(/Somebody else is using a table/),
        hint: expect.stringMatching(/same database/),
      })
    }
    expect(await source.countRows(user)).toBe(1)
    for (const one of [source, target]) await one.end()
  })
})

/** Milliseconds that the tests' servers let a session have. */
const LIMIT = 800

/** Makes a table `slow` of one row, and has new sessions end that take longer than a moment. */
async function limitTime(database: TestDatabase): Promise<{ database: TestDatabase; lift: () => Promise<unknown> }> {
  const none = { database, lift: async () => undefined }
  if (database.provider === 'sqlite') {
    await query(database, 'CREATE TABLE slow AS SELECT 1 AS x')
    return none
  }
  if (database.provider === 'postgresql') {
    const role = `refract_hurried_${process.pid}`
    const [{ version = 0 } = {}] = await query<{ version: number }>(
      database,
      "SELECT current_setting('server_version_num')::int AS version",
    )
    const limits = ['statement', 'lock', 'idle_in_transaction_session', 'idle_session', ...(version < 170_000 ? [] : ['transaction'])]
    await query(
      database,
      'CREATE VIEW slow AS SELECT 1 AS x FROM pg_sleep(1)',
      `CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD '${role}'`,
      ...limits.map((limit) => `ALTER ROLE ${role} SET ${limit}_timeout = ${LIMIT}`),
    )
    const url = new URL(database.url)
    url.username = role
    url.password = role
    return { database: { ...database, url: url.href }, lift: () => query(database, `DROP ROLE ${role}`) }
  }
  await query(database, 'CREATE TABLE base AS SELECT 1 AS x', 'CREATE VIEW slow AS SELECT x FROM base WHERE sleep(x) = 0')
  const limits: [string, number][] =
    database.name === 'mariadb'
      ? [
          ['max_statement_time', LIMIT / 1_000],
          ['idle_transaction_timeout', 1],
        ]
      : [['max_execution_time', LIMIT]]
  const set = (to: (value: number) => number) => query(database, ...limits.map(([limit, value]) => `SET GLOBAL ${limit} = ${to(value)}`))
  await set((value) => value)
  return { database, lift: () => set(() => 0) }
}

it.runIf(serverNames().includes('postgresql'))('who may not read a sequence of PostgreSQL finds the greatest id', async () => {
  const database = await make('postgresql', 'zoo')
  const traveller = createNastyRows('zoo', 0).find(({ table }) => table.name === 'zoo_traveller') as NastyRows
  await fillNasty(database, [traveller])
  const role = `refract_reader_${process.pid}`
  await query(database, `CREATE ROLE ${role} LOGIN PASSWORD '${role}'`, `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`)
  const url = new URL(database.url)
  url.username = role
  url.password = role
  const source = await openSource({ ...database, url: url.href })
  await source.beginSnapshot()
  const id = traveller.table.columns.find(({ autoincrement }) => autoincrement) as CopyTable['columns'][number]
  const [{ greatest } = { greatest: 0 }] = await query<{ greatest: number }>(database, 'SELECT max(id) AS greatest FROM zoo_traveller')
  expect(await source.readCounter(traveller.table, id)).toBe(BigInt(greatest))
  expect(await source.countRows(traveller.table)).toBe(traveller.rows.length)
  await source.end()
  await query(database, `DROP OWNED BY ${role}`, `DROP ROLE ${role}`)
})

it('a target whose writer was killed is looked at as it was before', async () => {
  const made = await make('sqlite', 'core')
  const [path, killed] = [`${folder}/written.db`, `${folder}/killed.db`]
  await fillNasty(made, [rowsOf('User')])
  await query(made, `VACUUM INTO '${path}'`)
  const writer = new DatabaseSync(path)
  writer.exec("PRAGMA cache_size = 5; BEGIN; UPDATE core_user SET name = 'half'; DELETE FROM core_session")
  // Pages are in the file already, and what they were is in the journal.
  for (const end of ['', '-journal']) copyFileSync(path + end, killed + end)
  writer.close()
  const target = await openTarget({ ...made, url: `file:${killed}` })
  expect(await target.countRows(rowsOf('User').table)).toBe(rowsOf('User').rows.length)
  await target.end()
  expect(readFileSync(killed)[18]).toBe(1)
  expect(await countOf({ ...made, url: `file:${killed}` }, "core_user WHERE name = 'half'")).toBe(0)
})
