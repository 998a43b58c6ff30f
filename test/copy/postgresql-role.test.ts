import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { copy } from '../../src/commands/copy.js'
import type { CopyOptions } from '../../src/commands/copy-options.js'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { type CopySource, type CopyTable, type CopyTarget, NOTES_TABLE } from '../../src/contract/copy.js'
import { Digest } from '../../src/copy/digest.js'
import { engineOf } from '../../src/engines/index.js'
import { createDatabase } from '../engines/postgresql/server.js'
import { createMaker, MODELS, type ModelsName, serverNames, type TestDatabase } from './databases.js'
import { createNastyRows, fillNasty, type NastyRows } from './nasty.js'

/*
 * An ordinary role owns its tables and may not be a replica: foreign keys, triggers and indexes go for the time, and come back.
 */

const { make } = await createMaker()
const ROLE = `refract_copier_${process.pid}`
const drops: (() => Promise<void>)[] = []

const admin = inject('servers').find(({ name }) => name === 'postgresql')?.url ?? ''

async function query(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

/** A database that the role owns, with the tables of a schema. */
async function makeOwned(models: ModelsName): Promise<TestDatabase> {
  const name = `refract_owned_${process.pid}_${drops.length}`
  const { url, drop } = await createDatabase(admin, name)
  drops.push(drop)
  await query(url, `ALTER DATABASE ${name} OWNER TO ${ROLE}`, `ALTER SCHEMA public OWNER TO ${ROLE}`)
  const own = new URL(url)
  own.username = ROLE
  own.password = ROLE
  await deployMigrations({ engine: engineOf('postgresql'), url: own.href, folder: `${MODELS[models].migrations}/postgresql` })
  return { name: 'postgresql', provider: 'postgresql', url: own.href }
}

/** Everything that holds rows to something. */
async function readRules({ url }: TestDatabase): Promise<string[]> {
  const rows = await query(
    url,
    `SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS rule FROM pg_constraint WHERE connamespace = 'public'::regnamespace
     UNION ALL SELECT pg_get_triggerdef(oid) || ' ' || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
     UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`,
  )
  return rows.map(({ rule }) => String(rule))
}

const stopAt = (batches: number): Pick<CopyOptions, 'signal' | 'onEvent'> => {
  const controller = new AbortController()
  let seen = 0
  return {
    signal: controller.signal,
    onEvent: ({ event }) => {
      if (event === 'progress') seen += 1
      if (seen === batches) controller.abort()
    },
  }
}

const engine = engineOf('postgresql')

/** Asks a connection of the engine's own something. */
async function ask<T>({ url }: TestDatabase, question: (target: CopyTarget) => Promise<T>): Promise<T> {
  const target = await engine.openCopyTarget(engine.parseUrl(url) as never)
  try {
    return await question(target)
  } finally {
    await target.end()
  }
}

const readDigest = (database: TestDatabase, table: CopyTable) => ask(database, async (source) => source.readDigest?.(table))

/** A trigger that would refuse every row, be it of a replica. */
const refuseRows = (table: string, kind: 'ALWAYS' | 'REPLICA' | '') => [
  "CREATE OR REPLACE FUNCTION refuse_rows() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''asked''; END'",
  `CREATE TRIGGER mine BEFORE INSERT OR DELETE OR TRUNCATE ON ${table} EXECUTE FUNCTION refuse_rows()`,
  `ALTER TABLE ${table} ENABLE ${kind} TRIGGER mine`,
]

/** A table that no schema knows, with one row that points to the first user, who takes it along. */
const pointFrom = (table: string) => [
  `CREATE TABLE ${table} (id int PRIMARY KEY, "a user" uuid REFERENCES core_user ON DELETE CASCADE)`,
  `INSERT INTO ${table} SELECT 1, min(id::text)::uuid FROM core_user`,
]

const countOf = async ({ url }: TestDatabase, table: string) => (await query(url, `SELECT count(*)::int AS rows FROM ${table}`))[0]?.rows

/** Of some Json the server has an order of keys of its own. */
const isJson = ({ columns }: CopyTable, name: string) => columns.some(({ field, storage }) => field === name && storage.kind === 'json')

/** A table whose sums the server can make: those of bytes it cannot. */
function withoutBytes(made: readonly NastyRows[], name: string): CopyTable {
  const table = made.find((one) => one.table.name === name)?.table
  if (table === undefined) throw new Error(`${name} is gone`)
  return { ...table, columns: table.columns.filter(({ storage }) => storage.kind !== 'bytes') }
}

async function readAll(source: CopySource, table: CopyTable): Promise<number> {
  let rows = 0
  for await (const portion of source.readRows(table, null, 1_000)) rows += portion.length
  return rows
}

if (!serverNames().includes('postgresql')) console.log('  not run  the ordinary role of PostgreSQL: there is no server')

describe.skipIf(!serverNames().includes('postgresql'))('a copy by an ordinary role of PostgreSQL', () => {
  beforeAll(() => query(admin, `CREATE ROLE ${ROLE} LOGIN PASSWORD '${ROLE}'`))
  afterAll(async () => {
    for (const drop of drops) await drop()
    await query(admin, `DROP ROLE IF EXISTS ${ROLE}`)
  })

  it('puts everything back, and begins anew after an interruption', async () => {
    const [from, to] = [await make('sqlite', 'zoo'), await makeOwned('zoo')]
    await fillNasty(from, createNastyRows('zoo', 4_000))
    await query(to.url, ...refuseRows('zoo_leaf', 'ALWAYS'), ...refuseRows('zoo_entry', ''))
    const before = await readRules(to)
    const options = { schema: MODELS.zoo.schema, batchSize: 50 }
    expect(await copy(from.url, to.url, { ...options, ...stopAt(60) })).toMatchObject({ complete: false })
    expect(await readRules(to)).not.toEqual(before)
    const replaced = await copy(from.url, to.url, { ...options, replace: true })
    expect(replaced.tables.filter(({ equal }) => equal !== true)).toEqual([])
    expect(await readRules(to)).toEqual(before)
    expect(await query(to.url, `SELECT to_regclass('${NOTES_TABLE}') AS notes`)).toEqual([{ notes: null }])
  })

  it('goes through at once, and notes what is away until it is back', async () => {
    const [from, to] = [await make('sqlite', 'zoo'), await makeOwned('zoo')]
    await fillNasty(from, createNastyRows('zoo', 1_000))
    const before = await readRules(to)
    let noted: Promise<unknown> | undefined
    const onEvent: CopyOptions['onEvent'] = ({ event }) => {
      if (event === 'progress') noted ??= query(to.url, `SELECT value FROM ${NOTES_TABLE} WHERE name = 'put back'`)
    }
    const { tables } = await copy(from.url, to.url, { schema: MODELS.zoo.schema, onEvent })
    expect(tables.filter(({ equal }) => equal !== true)).toEqual([])
    expect(JSON.stringify(await noted)).toMatch(/ENABLE TRIGGER.*ADD CONSTRAINT/)
    expect(await readRules(to)).toEqual(before)
  })

  it('repairs rows without those that point to them', async () => {
    const [from, to] = [await make('sqlite', 'core'), await makeOwned('core')]
    await fillNasty(from, createNastyRows('core', 1_000))
    const { schema } = MODELS.core
    await copy(from.url, to.url, { schema })
    const before = await readRules(to)
    const count = async () => (await query(to.url, 'SELECT count(*)::int AS rows FROM core_session'))[0]?.rows
    const sessions = await count()
    await query(to.url, "UPDATE core_user SET name = 'changed'")
    expect((await copy(from.url, to.url, { schema, repair: true, tables: ['User'] })).repaired).toBeGreaterThan(10)
    expect(await count()).toBe(sessions)
    expect(await readRules(to)).toEqual(before)
  })

  it('says which rows point to what a repair has removed, and puts everything back once they are gone', async () => {
    const [from, to] = [await make('sqlite', 'core'), await makeOwned('core')]
    await fillNasty(from, createNastyRows('core', 1_000))
    const options = { schema: MODELS.core.schema, repair: true, tables: ['User'] }
    await copy(from.url, to.url, { schema: MODELS.core.schema })
    const before = await readRules(to)
    await query(
      to.url,
      "INSERT INTO core_user (id, name, email, updated_at) VALUES (gen_random_uuid(), 'extra', 'extra', now())",
      "INSERT INTO core_session (id, token, expires_at, user_id, updated_at) SELECT gen_random_uuid(), 'extra', now(), id, now() FROM core_user WHERE name = 'extra'",
    )
    const refusal = await copy(from.url, to.url, options).catch((error: Error) => error)
    expect(refusal).toMatchObject({ code: 'REFRACT_COPY' })
    expect(String(refusal)).toMatch(
      /Rows of Session, which is not copied, point to rows of core_user that are not there.*Repair Session too/s,
    )
    await query(to.url, "DELETE FROM core_session WHERE token = 'extra'")
    expect(await copy(from.url, to.url, options)).toMatchObject({ complete: true, repaired: 0 })
    expect(await readRules(to)).toEqual(before)
  })

  it('leaves tables alone that no schema knows', async () => {
    const [from, to] = [await make('sqlite', 'core'), await makeOwned('core')]
    await fillNasty(from, createNastyRows('core', 1_000))
    const { schema } = MODELS.core
    await copy(from.url, to.url, { schema })
    await query(
      to.url,
      `CREATE SCHEMA elsewhere`,
      ...pointFrom('elsewhere.visit'),
      ...pointFrom('visit'),
      'CREATE TABLE "Empty" (id uuid REFERENCES core_user)',
    )
    const before = await readRules(to)
    await query(to.url, "UPDATE core_user SET name = 'changed'")
    expect((await copy(from.url, to.url, { schema, repair: true })).repaired).toBeGreaterThan(10)
    expect([await countOf(to, 'visit'), await countOf(to, 'elsewhere.visit')]).toEqual([1, 1])
    expect(await readRules(to)).toEqual(before)
    await expect(copy(from.url, to.url, { schema, replace: true })).rejects.toThrow(/Rows of .*visit, which is not copied, point to/)
    expect(await countOf(to, 'core_user')).toBeGreaterThan(10)
    expect(await readRules(to)).toEqual(before)
  })

  it('is refused tables of others, in words', async () => {
    const [from, to] = [await make('sqlite', 'core'), await makeOwned('core')]
    const ofAdmin = new URL(to.url)
    ofAdmin.username = new URL(admin).username
    ofAdmin.password = new URL(admin).password
    await query(ofAdmin.href, 'ALTER TABLE core_session OWNER TO CURRENT_USER', `GRANT ALL ON core_session TO ${ROLE}`)
    const refusal = await copy(from.url, to.url, { schema: MODELS.core.schema }).catch((error: Error) => error)
    expect(String(refusal)).toMatch(/may not set foreign keys[\s\S]*owner of the tables/)
  })

  it('takes the place of rows that an empty table may point to', async () => {
    const [from, to] = [await make('sqlite', 'core'), await make('postgresql', 'core')]
    await fillNasty(from, createNastyRows('core', 1_000))
    const options = { schema: MODELS.core.schema, tables: ['Verification', 'User'] }
    await copy(from.url, to.url, options)
    // No trigger is asked when rows go, either.
    await query(to.url, ...refuseRows('core_user', ''), ...refuseRows('core_verification', ''))
    const { tables } = await copy(from.url, to.url, { ...options, replace: true })
    expect(tables.filter(({ equal }) => equal !== true)).toEqual([])
    const alone = await copy(from.url, to.url, { ...options, tables: ['Verification'], replace: true })
    expect(alone.tables.filter(({ equal }) => equal !== true)).toEqual([])
  })

  it('removes no row that one of an unknown table points to', async () => {
    const [from, to] = [await make('sqlite', 'core'), await make('postgresql', 'core')]
    await fillNasty(from, createNastyRows('core', 1_000))
    const { schema } = MODELS.core
    await copy(from.url, to.url, { schema })
    await query(to.url, ...pointFrom('visit'))
    await expect(copy(from.url, to.url, { schema, replace: true })).rejects.toThrow('Rows of public.visit, which is not copied, point to')
    expect(await countOf(to, 'core_user')).toBeGreaterThan(10)
    await query(to.url, 'DELETE FROM visit')
    expect((await copy(from.url, to.url, { schema, replace: true })).tables.filter(({ equal }) => equal !== true)).toEqual([])
  })

  it('reads a table while others are written where no trigger is left that may change it', async () => {
    const [theirs, own] = [await make('postgresql', 'core'), await makeOwned('core')]
    const tables = createNastyRows('core', 0).map(({ table }) => table)
    const mayRead = (database: TestDatabase) => ask(database, (target) => target.canBeReadMeanwhile(tables))
    // For the foreign keys there are triggers of the server's own.
    expect([await mayRead(theirs), await mayRead(own)]).toEqual([true, true])
    for (const [kind, expected] of [
      ['', true],
      ['REPLICA', false],
      ['ALWAYS', false],
    ] as const) {
      for (const { url } of [theirs, own]) {
        await query(url, 'DROP TRIGGER IF EXISTS mine ON core_user', ...refuseRows('core_user', kind))
      }
      expect([kind, await mayRead(theirs), await mayRead(own)]).toEqual([kind, expected, true])
    }
  })

  it('forgets a copy, and keeps what is to be put back', async () => {
    const database = await makeOwned('core')
    const before = await readRules(database)
    const tables = createNastyRows('core', 0).map(({ table }) => table)
    const left = await ask(database, async (target) => {
      await target.beginWriting(tables, true)
      await target.writeNote({ name: 'table core_user', before: null, after: '{}' })
      await target.forgetCopy()
      return [...(await target.readNotes()).keys()]
    })
    expect(left).toEqual(['put back'])
    expect(await readRules(database)).not.toEqual(before)
    await ask(database, async (target) => {
      await target.finish(tables)
      await target.removeNotes()
    })
    expect(await readRules(database)).toEqual(before)
  })

  it('is refused rows that policies hide from it', async () => {
    const [from, to] = [await makeOwned('core'), await make('sqlite', 'core')]
    await query(
      from.url,
      "INSERT INTO core_verification (id, identifier, value, expires_at, updated_at) VALUES (gen_random_uuid(), 'x', 'y', now(), now())",
      'ALTER TABLE core_verification ENABLE ROW LEVEL SECURITY',
      'ALTER TABLE core_verification FORCE ROW LEVEL SECURITY',
    )
    await expect(copy(from.url, to.url, { schema: MODELS.core.schema })).rejects.toThrow(
      /Policies may hide rows from this role.*core_verification[\s\S]*BYPASSRLS/,
    )
    // Where nothing is counted before, the comparison and the rows that come in are refused.
    const refused = expect.objectContaining({ code: 'REFRACT_COPY', message: expect.stringContaining('Policies may hide rows') })
    const [verification] = createNastyRows('core', 10).filter(({ table }) => table.model === 'Verification')
    if (verification === undefined) throw new Error('the model is gone')
    const { table, rows } = verification
    await ask(from, async (target) => {
      await expect(readAll(target, table)).rejects.toEqual(refused)
      await target.beginWriting([table], false)
      await expect(target.writeRows(table, rows, { name: 'x', before: null, after: '' })).rejects.toEqual(refused)
      await target.finish([table])
    })
  })

  it('tells apart what the server writes alike', async () => {
    const [one, other] = [await make('postgresql', 'core'), await make('postgresql', 'core')]
    const pairs = [
      [one, ["'infinity'", "'0044-03-15 BC'"]],
      [other, ["'-infinity'", "'0044-03-15'"]],
    ] as const
    for (const [database, values] of pairs) {
      await fillNasty(database, createNastyRows('core', 10))
      const row = 'id = (SELECT id FROM core_verification ORDER BY id LIMIT 1 OFFSET'
      await query(database.url, ...values.map((value, at) => `UPDATE core_verification SET expires_at = ${value} WHERE ${row} ${at})`))
    }
    const { tables } = await copy(one.url, other.url, { schema: MODELS.core.schema, verifyOnly: true, tables: ['Verification'] })
    expect(tables.map(({ differences }) => differences.length)).toEqual([2])
  })

  it('makes different sums of instants of which it knows a form of its own, and tells null apart from it', async () => {
    const database = await make('postgresql', 'zoo')
    const made = createNastyRows('zoo', 300)
    await fillNasty(database, made)
    const scalar = withoutBytes(made, 'zoo_scalar')
    const years = ["'0001-01-01'", "'0044-03-15'", "'9999-12-31 23:59:59.999'", "'0044-03-15 BC'", "'0001-12-31 BC'", "'10000-01-01'"]
    for (const column of ['date_time_null', 'zoned_null']) {
      const seen = new Set<string>()
      for (const value of ['NULL', "'infinity'", "'-infinity'", ...years]) {
        await query(database.url, "SET TimeZone = 'UTC'", `UPDATE zoo_scalar SET ${column} = ${value} WHERE id = 1`)
        seen.add(JSON.stringify(await readDigest(database, scalar)))
      }
      expect(seen.size).toBe(years.length + 3)
    }
  })

  it('makes different sums of different days, times and numbers', async () => {
    const database = await make('postgresql', 'zoo')
    const made = createNastyRows('zoo', 300)
    await fillNasty(database, made)
    const cases = [
      [
        'zoo_calendar',
        'day_null',
        ["'infinity'", "'-infinity'", "'0044-03-15'", "'0044-03-15 BC'", "'10000-01-01'", "'1000-01-01'", 'NULL'],
      ],
      ['zoo_calendar', 'time_null', ["'00:00'", "'24:00'", "'12:00'", 'NULL']],
      ['zoo_scalar', 'float', ["'NaN'", "'Infinity'", "'-Infinity'", '1e300', '1e-300', '0', '0.1', '0.30000000000000004', '0.3']],
      ['zoo_scalar', 'decimal', ["'NaN'", '0', '0.1', '1', '10', '-10']],
    ] as const
    for (const [name, column, values] of cases) {
      const table = withoutBytes(made, name)
      const seen = new Map<string, string>()
      for (const value of values) {
        await query(database.url, `UPDATE ${name} SET ${column} = ${value} WHERE id = (SELECT min(id) FROM ${name})`)
        const digest = await readDigest(database, table)
        expect([column, value, digest]).not.toEqual([column, value, null])
        seen.set(JSON.stringify(digest), value)
      }
      expect([column, [...seen.values()]]).toEqual([column, [...values]])
    }
  })

  it('has rows in its sums whose key is null, as only a changed table has them', async () => {
    const database = await make('postgresql', 'core')
    const verification = createNastyRows('core', 10).find(({ table }) => table.model === 'Verification')?.table
    if (verification === undefined) throw new Error('the model is gone')
    await query(
      database.url,
      'ALTER TABLE core_verification DROP CONSTRAINT core_verification_pkey; ALTER TABLE core_verification ALTER COLUMN id DROP NOT NULL',
      "INSERT INTO core_verification (identifier, value, expires_at, updated_at) VALUES ('x', 'one', now(), now())",
      'UPDATE core_verification SET id = NULL',
    )
    const one = await readDigest(database, verification)
    await query(database.url, "UPDATE core_verification SET value = 'other'")
    expect(await readDigest(database, verification)).not.toEqual(one)
  })

  it('is compared by the sums of the server itself', async () => {
    const place = await make('postgresql', 'core')
    const made = createNastyRows('core', 1_000)
    await fillNasty(place, made)
    const source = await engine.openCopySource(engine.parseUrl(place.url) as never)
    for (const { table, rows } of made) {
      const own = new Digest(table)
      for (const row of rows) own.add(row)
      const server = new Digest(table, await source.readDigest?.(table))
      const differing = server.differsIn(own).filter((field) => !isJson(table, field))
      expect([table.name, server.rows, differing]).toEqual([table.name, rows.length, []])
    }
    await source.end()
  })
})
