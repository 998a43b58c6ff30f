import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { copy } from '../../src/commands/copy.js'
import type { CopyOptions } from '../../src/commands/copy-options.js'
import { createClient } from '../../src/index.js'
import { createMaker, MODELS, serverNames, type TestDatabase } from './databases.js'
import { createNastyRows, fillNasty } from './nasty.js'

const { folder, make } = await createMaker()
const { core, zoo } = MODELS

async function run({ url, provider }: TestDatabase, ...statements: string[]): Promise<void> {
  const db = createClient(provider as 'sqlite', { url })
  for (const statement of statements) await db.$executeRawUnsafe(statement)
  await db.$disconnect()
}

const idOf = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
const insertUser = (number: number, name: string) =>
  `INSERT INTO core_user (id, name, email, updated_at) VALUES ('${idOf(number)}', ${name}, 'u${number}', '2024-02-29 12:34:56.789')`

let files = 0
function reporting(): CopyOptions & { readonly rejects: string } {
  files += 1
  return { schema: core.schema, onError: 'report', rejects: join(folder, `rejects-${files}.jsonl`) }
}

const readRejects = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { model: string; key: object; field: string | null; reason: string; row: Record<string, unknown> })

describe.skipIf(!serverNames().includes('mysql'))('a text with U+0000', () => {
  it.each(['postgresql', 'sqlite'].filter((name) => serverNames().includes(name)))(
    'is refused by %s by model, key and field',
    async (name) => {
      const [from, to] = [await make('mysql', 'core'), await make(name, 'core')]
      await run(from, insertUser(1, "'good'"), insertUser(2, "'b\\0d'"), insertUser(3, "'also good'"))
      const refused = copy(from.url, to.url, { schema: core.schema })
      await expect(refused).rejects.toThrow(`User id=${idOf(2)}: name holds U+0000`)
      const options = reporting()
      const report = await copy(from.url, to.url, { ...options, replace: true })
      expect(report).toMatchObject({ complete: true, rejected: 1, rows: 2 })
      expect(report.tables.every(({ equal }) => equal)).toBe(true)
      const [rejected] = readRejects(options.rejects)
      expect(rejected).toMatchObject({ model: 'User', key: { id: idOf(2) }, field: 'name', row: { name: 'b\0d', email: 'u2' } })
    },
  )
})

describe.skipIf(!serverNames().includes('mysql'))('a repair', () => {
  it('leaves a row where it is whose place another cannot take, or takes it out', async () => {
    const [from, to] = [await make('mysql', 'core'), await make('sqlite', 'core')]
    await run(from, insertUser(1, "'good'"))
    await copy(from.url, to.url, { schema: core.schema })
    await run(from, "UPDATE core_user SET name = 'b\\0d'")
    const users = async () => {
      const db = createClient('sqlite', { url: to.url })
      const count = await db.user.count()
      await db.$disconnect()
      return count
    }
    await expect(copy(from.url, to.url, { schema: core.schema, repair: true })).rejects.toThrow('name holds U+0000')
    expect(await users()).toBe(1)
    const options = reporting()
    expect(await copy(from.url, to.url, { ...options, repair: true })).toMatchObject({ complete: true, rejected: 1 })
    expect(await users()).toBe(0)
    expect(readRejects(options.rejects)).toMatchObject([{ model: 'User', field: 'name' }])
  })
})

describe.each(serverNames())('a repair of %s', (name) => {
  it('finds the rows that the server refuses', async () => {
    const [from, to] = [await make('sqlite', 'core'), await make(name, 'core')]
    const db = createClient('sqlite', { url: from.url })
    await db.user.createMany({ data: ['x', 'y', 'x', 'z'].map((name, at) => ({ name, email: `u${at}` })) })
    await db.$disconnect()
    await run(to, 'CREATE UNIQUE INDEX mine ON core_user (name)')
    await expect(copy(from.url, to.url, { schema: core.schema, repair: true })).rejects.toThrow(/User id=.*Until the repair has run/s)
    const options = reporting()
    const report = await copy(from.url, to.url, { ...options, repair: true })
    expect(report).toMatchObject({ complete: true, rejected: 1 })
    expect(report.tables.filter(({ equal }) => equal !== true)).toEqual([])
    expect(readRejects(options.rejects)).toMatchObject([{ model: 'User', row: { name: 'x' } }])
  })
})

describe.skipIf(!serverNames().includes('postgresql'))('what PostgreSQL alone can hold', () => {
  it.each(serverNames().filter((name) => name !== 'postgresql'))('is refused by %s, value by value', async (name) => {
    const [from, to] = [await make('postgresql', 'zoo'), await make(name, 'zoo')]
    await fillNasty(from, createNastyRows('zoo', 1_000))
    const values = {
      float: ["'NaN'", "'Infinity'"],
      decimal: ["'NaN'"],
      date_time: ["'infinity'", "'10000-01-01'", "'0044-03-15 BC'"],
    }
    const wrong = Object.entries(values).flatMap(([column, some]) => some.map((value) => ({ column, value })))
    const updates = wrong.map(({ column, value }, at) => `UPDATE zoo_scalar SET ${column} = ${value} WHERE id = ${at + 1}`)
    await run(from, ...updates, "UPDATE zoo_calendar SET time_null = '24:00:00' WHERE id = 1")
    const options = { ...reporting(), schema: zoo.schema }
    const report = await copy(from.url, to.url, options)
    expect(report.tables.filter(({ equal }) => equal !== true)).toEqual([])
    const rejected = readRejects(options.rejects).map(({ model, field }) => `${model}.${field}`)
    expect(rejected.sort()).toEqual(
      [
        'Calendar.timeNull',
        'Scalar.dateTime',
        'Scalar.dateTime',
        'Scalar.dateTime',
        'Scalar.decimal',
        'Scalar.float',
        'Scalar.float',
      ].sort(),
    )
  })

  it('comes back as it was from PostgreSQL by a dump', async () => {
    const [from, to] = [await make('postgresql', 'zoo'), await make('postgresql', 'zoo')]
    await fillNasty(from, createNastyRows('zoo', 1_000))
    const odd = ["'infinity'", "'-infinity'", "'10000-01-01'", "'0044-03-15 BC'", "'0001-01-01 BC'"]
    await run(from, ...odd.map((value, at) => `UPDATE zoo_scalar SET date_time = ${value}, float = 'NaN' WHERE id = ${at + 1}`))
    const dump = `dump:${join(folder, 'odd')}`
    await copy(from.url, dump, { schema: zoo.schema })
    await copy(dump, to.url, { schema: zoo.schema })
    const compared = await copy(from.url, to.url, { schema: zoo.schema, verifyOnly: true })
    expect(compared.tables.filter(({ equal }) => equal !== true)).toEqual([])
  })
})

describe.each(serverNames())('rows that point to nothing, on the way to %s', (name) => {
  it('are named, or taken out with what points to them', async () => {
    const [from, to] = [await make('sqlite', 'core'), await make(name, 'core')]
    const owned = `INSERT INTO core_session (id, token, expires_at, user_id, updated_at) VALUES ('${idOf(9)}', 't', '2024-01-01T00:00:00.000+00:00', '${idOf(7)}', '2024-01-01T00:00:00.000+00:00')`
    const { DatabaseSync } = await import('@photostructure/sqlite')
    const file = new DatabaseSync(from.url.slice('file:'.length), { enableForeignKeyConstraints: false })
    file.exec(owned)
    file.close()
    await expect(copy(from.url, to.url, { schema: core.schema })).rejects.toThrow(
      `Session id=${idOf(9)}: userId points to a row of core_user`,
    )
    const options = reporting()
    const report = await copy(from.url, to.url, { ...options, replace: true })
    expect(report).toMatchObject({ complete: true, rejected: 1, rows: 0 })
    expect(report.tables.filter(({ equal }) => equal !== true)).toEqual([])
    expect(readRejects(options.rejects)).toMatchObject([{ model: 'Session', field: 'userId' }])
  })

  it('take along what points to them, and what points to that', async () => {
    const [from, to] = [await make('sqlite', 'zoo'), await make(name, 'zoo')]
    const { DatabaseSync } = await import('@photostructure/sqlite')
    const file = new DatabaseSync(from.url.slice('file:'.length), { enableForeignKeyConstraints: false })
    file.exec(`INSERT INTO zoo_branch (id, name, wood_id, parent_id) VALUES (1, 'of no wood', 99, NULL), (2, 'of that', NULL, 1), (3, 'whole', NULL, NULL);
      INSERT INTO zoo_leaf (id, branch_id) VALUES (10, 2), (11, 3)`)
    file.close()
    const options = { ...reporting(), schema: zoo.schema }
    const report = await copy(from.url, to.url, options)
    expect(report).toMatchObject({ complete: true, rejected: 3, rows: 2 })
    expect(report.tables.filter(({ equal }) => equal !== true)).toEqual([])
    const rejected = readRejects(options.rejects).map(({ model, key, field }) => `${model} ${JSON.stringify(key)} ${field}`)
    expect(rejected.sort()).toEqual(['Branch {"id":"1"} woodId', 'Branch {"id":"2"} parentId', 'Leaf {"id":"10"} branchId'])
  })
})

describe('an SQLite file that others have written', () => {
  it.each([
    ['a blob among texts', "name = x'6162'", 'name is a blob, and the schema asks for a text'],
    ['bytes that are no UTF-8', "name = CAST(x'61ff62' AS TEXT)", 'name is a text whose bytes are no UTF-8'],
  ])('with %s is refused by its row', async (_, set, reason) => {
    const [from, to] = [await make('sqlite', 'core'), await make('sqlite', 'core')]
    const { DatabaseSync } = await import('@photostructure/sqlite')
    const file = new DatabaseSync(from.url.slice('file:'.length))
    file.exec(insertUser(1, "'x'").replace('2024-02-29 12:34:56.789', '2024-02-29T12:34:56.789+00:00'))
    file.exec(`PRAGMA ignore_check_constraints = ON; UPDATE core_user SET ${set}`)
    file.close()
    await expect(copy(from.url, to.url, { schema: core.schema })).rejects.toThrow(`User id=${idOf(1)}: ${reason}`)
  })
})
