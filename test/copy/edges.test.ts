import { readFileSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, it } from 'vitest'
import { copy } from '../../src/commands/copy.js'
import type { CopyOptions } from '../../src/commands/copy-options.js'
import { NOTES_TABLE } from '../../src/contract/copy.js'
import { engineOf } from '../../src/engines/index.js'
import { createClient } from '../../src/index.js'
import { createMaker, MODELS, serverNames, type TestDatabase } from './databases.js'
import { createNastyRows, fillNasty } from './nasty.js'

/*
 * Where a copy may lose rows, take too many away, or change what it has no business with.
 */

const { make, folder } = await createMaker()
const { schema } = MODELS.core

const copyCore = (from: TestDatabase, to: TestDatabase, options: CopyOptions = {}) => copy(from.url, to.url, { schema, ...options })

function run({ url }: TestDatabase, sql: string): void {
  const database = new DatabaseSync(url.slice('file:'.length))
  database.exec(sql)
  database.close()
}

function count({ url }: TestDatabase, table: string): number {
  const database = new DatabaseSync(url.slice('file:'.length), { readOnly: true })
  const { rows } = database.prepare(`SELECT count(*) AS rows FROM "${table}"`).get() as { rows: number }
  database.close()
  return rows
}

const user = (id: string, email: string) =>
  `INSERT INTO core_user (id, name, email, updated_at) VALUES ('${id}', 'x', '${email}', '2024-02-29T12:34:56.789+00:00');`
const idOf = (at: number) => `${String(at).padStart(8, '0')}-0000-7000-8000-00000000000a`

it.for(serverNames())('brings every row to %s whose key others have written in another form', async (name) => {
  const [from, to] = [await make('sqlite', 'core'), await make(name, 'core')]
  // Upper case stands before lower case, where a page of 8 rows may end.
  const ids = Array.from({ length: 40 }, (_, at) => (at % 3 === 0 ? `${idOf(at).slice(0, -1)}A` : `abcdef${at + 10}${idOf(at).slice(8)}`))
  const mixed = ids.map((id, at) => (at % 2 === 0 ? id.toUpperCase() : id))
  run(from, mixed.map((id, at) => user(id, `u${at}`)).join(''))
  const { rows, tables } = await copyCore(from, to, { batchSize: 1 })
  expect(rows).toBe(ids.length)
  expect(tables.every(({ equal }) => equal)).toBe(true)
})

it('goes on within keys of every type after an interruption', async () => {
  const [from, to] = [await make('sqlite', 'zoo'), await make('sqlite', 'zoo')]
  const made = createNastyRows('zoo', 300)
  const rows = await fillNasty(from, made)
  const options = { schema: MODELS.zoo.schema, batchSize: 1 }
  let runs = 0
  for (let complete = false; !complete; runs += 1) {
    const controller = new AbortController()
    let seen = 0
    const onEvent: CopyOptions['onEvent'] = ({ event }) => {
      if (event !== 'progress') return
      seen += 1
      if (seen === 150) controller.abort()
    }
    const report = await copy(from.url, to.url, { ...options, resume: runs > 0, signal: controller.signal, onEvent, verify: true })
    complete = report.complete
    if (complete) expect(report.tables.filter(({ equal }) => equal !== true)).toEqual([])
    if (complete) expect(report.rows).toBe(rows)
  }
  expect(runs).toBeGreaterThan(10)
})

it('changes nothing in the file of its source, not even how it is kept', async () => {
  const [from, to] = [await make('sqlite', 'core'), await make('sqlite', 'core')]
  // In the journal mode that SQLite begins with.
  const path = `${folder}/delete.db`
  run(from, `${user(idOf(1), 'u1')} VACUUM INTO '${path}'`)
  const before = readFileSync(path)
  expect(before[18]).toBe(1)
  await copy(`file:${path}`, to.url, { schema })
  await copy(`file:${path}`, to.url, { schema, verifyOnly: true })
  expect(readFileSync(path).equals(before)).toBe(true)
})

it('that is stopped before its first row removes none', async () => {
  const [from, to] = [await make('sqlite', 'core'), await make('sqlite', 'core')]
  run(from, user(idOf(1), 'u1'))
  run(to, user(idOf(2), 'u2'))
  expect(await copyCore(from, to, { replace: true, signal: AbortSignal.abort() })).toMatchObject({ complete: false })
  expect(count(to, 'core_user')).toBe(1)
  expect(await copyCore(from, to, { verifyOnly: true, signal: AbortSignal.abort() })).toMatchObject({ complete: false })
})

it('removes rows that it has not brought when it is agreed alone', async () => {
  const [from, to] = [await make('sqlite', 'core'), await make('sqlite', 'core')]
  run(from, user(idOf(1), 'u1'))
  run(to, user(idOf(2), 'u2'))
  for (const how of [{ replace: true }, { repair: true }] as const) {
    await expect(copyCore(from, to, { ...how, agreeToRemove: async () => false })).rejects.toThrow('nothing removed')
    expect(count(to, 'core_user')).toBe(1)
  }
  expect(await copyCore(from, to, { repair: true, agreeToRemove: async (which) => which === 'extra' })).toMatchObject({ repaired: 2 })
})

it('repairs rows whose keys others have written in another form', async () => {
  const [from, to] = [await make('sqlite', 'core'), await make('sqlite', 'core')]
  const upper = (at: number) => idOf(at).toUpperCase()
  run(from, [1, 2, 3].map((at) => user(upper(at), `u${at}`)).join(''))
  await copyCore(from, to)
  // One that is missing, one that differs, and one of the target's own in another form.
  run(
    to,
    `DELETE FROM core_user WHERE email = 'u1'; UPDATE core_user SET id = upper(id), name = 'other' WHERE email = 'u2'; ${user(upper(4), 'u4')}`,
  )
  const { tables } = await copyCore(from, to, { verifyOnly: true })
  expect([...(tables.find(({ model }) => model === 'User')?.differences ?? [])].sort()).toEqual([
    `User id=${idOf(1)} is not in the target`,
    `User id=${idOf(2)} name is other where the source has x`,
    `User id=${idOf(4)} is in the target alone`,
  ])
  const repaired = await copyCore(from, to, { repair: true })
  expect(repaired).toMatchObject({ repaired: 3 })
  expect(repaired.tables.every(({ equal }) => equal)).toBe(true)
})

it('names and repairs rows of the target that cannot be read', async () => {
  const [from, to] = [await make('sqlite', 'core'), await make('sqlite', 'core')]
  run(from, `${user(idOf(1), 'u1')} ${user(idOf(2), 'u2')}`)
  await copyCore(from, to)
  run(to, "PRAGMA ignore_check_constraints = on; UPDATE core_user SET name = x'6162' WHERE email = 'u2'")
  const wrong = 'name is a blob, and the schema asks for a text'
  const differencesOf = async (one: TestDatabase, other: TestDatabase) => {
    const { tables } = await copyCore(one, other, { verifyOnly: true })
    return tables.flatMap(({ differences }) => differences)
  }
  expect(await differencesOf(from, to)).toEqual([`User id=${idOf(2)} cannot be read in the target: ${wrong}`])
  expect(await differencesOf(to, from)).toEqual([`User id=${idOf(2)} cannot be read in the source: ${wrong}`])
  expect(await copyCore(from, to, { repair: true })).toMatchObject({ complete: true, repaired: 1 })
  expect(await differencesOf(from, to)).toEqual([])
})

it('says what of a dump stays behind', async () => {
  const [zoo, core] = [await make('sqlite', 'zoo'), await make('sqlite', 'core')]
  const dump = `dump:${folder}/behind`
  run(core, user(idOf(1), 'u1'))
  await copyCore(core, { ...core, url: dump })
  const own = `${folder}/one.prisma`
  const text = readFileSync(schema, 'utf8')
  writeFileSync(
    own,
    text
      .replace(/^model (?!User )[\s\S]*?^}/gm, '')
      .replace(/^ {2}(image|accounts|sessions|memberships|apiKeys|invitations|auditLogs)\b.*$/gm, ''),
  )
  const warnings: string[] = []
  await copy(dump, zoo.url, { schema: own, dryRun: true, onWarning: (warning) => warnings.push(warning) }).catch(() => undefined)
  expect(warnings).toContain('The source differs from the schema: The table core_session is known to no model.')
  expect(warnings).toContain('The source differs from the schema: The column core_user.image is not asked for: text.')
})

it.for(serverNames())('has counters go on from %s where they were, be the rows gone', async (name) => {
  const [from, to] = [await make(name, 'zoo'), await make(name, 'zoo')]
  const db = createClient(from.provider as 'sqlite', { url: from.url })
  for (const one of ['a', 'b', 'c']) await db.$executeRawUnsafe(`INSERT INTO zoo_traveller (name) VALUES ('${one}')`)
  await db.$executeRawUnsafe("DELETE FROM zoo_traveller WHERE name <> 'a'")
  await db.$disconnect()
  const dump = `dump:${folder}/counters-${name}`
  await copy(from.url, dump, { schema: MODELS.zoo.schema })
  await copy(dump, to.url, { schema: MODELS.zoo.schema })
  const target = createClient(to.provider as 'sqlite', { url: to.url })
  await target.$executeRawUnsafe("INSERT INTO zoo_traveller (name) VALUES ('d')")
  expect(await target.$queryRawUnsafe("SELECT id FROM zoo_traveller WHERE name = 'd'")).toEqual([{ id: 4 }])
  await target.$disconnect()
})

it('that was interrupted is repaired or begun anew as a whole', async () => {
  const [from, to] = [await make('sqlite', 'core'), await make('sqlite', 'core')]
  await fillNasty(from, createNastyRows('core', 1_000))
  const controller = new AbortController()
  const onEvent: CopyOptions['onEvent'] = ({ event }) => event === 'progress' && controller.abort()
  expect(await copyCore(from, to, { batchSize: 10, signal: controller.signal, onEvent })).toMatchObject({ complete: false })
  await expect(copyCore(from, to, { repair: true, tables: ['User'] })).rejects.toThrow(/choice of tables/)
  await expect(copyCore(from, to, { replace: true, tables: ['Verification'] })).rejects.toThrow(/has brought a part of/)
  const stopped = new AbortController()
  const stop: CopyOptions['onEvent'] = (event) => event.event === 'begin' && event.phase === 'repair' && stopped.abort()
  expect(await copyCore(from, to, { repair: true, signal: stopped.signal, onEvent: stop })).toMatchObject({ complete: false })
  // What it has brought the notes of the copy know nothing of.
  await expect(copyCore(from, to, { resume: true })).rejects.toThrow(/A repair of the interrupted copy was begun/)
  const { tables } = await copyCore(from, to, { repair: true })
  expect(tables.filter(({ equal }) => equal !== true)).toEqual([])
  expect(() => count(to, NOTES_TABLE)).toThrow(/no such table/)
})

it('adds nothing to rows that point to nothing, and takes none of them away', async () => {
  const [from, to] = [await make('sqlite', 'core'), await make('sqlite', 'core')]
  run(from, user(idOf(1), 'u1'))
  const session = `INSERT INTO core_session (id, token, expires_at, user_id, updated_at)
    VALUES ('${idOf(3)}', 't', '2024-02-29T12:34:56.789+00:00', '${idOf(9)}', '2024-02-29T12:34:56.789+00:00')`
  run(to, `PRAGMA foreign_keys = off; ${session}`)
  const rejects = `${folder}/orphans.jsonl`
  await expect(copyCore(from, to, { append: true, onError: 'report', rejects })).rejects.toThrow(/rows already that point to nothing/)
  expect(count(to, 'core_session')).toBe(1)
})

it('repairs around rows that cannot be copied', async () => {
  const [from, to] = [await make('sqlite', 'core'), await make('sqlite', 'core')]
  run(from, `PRAGMA ignore_check_constraints = on; ${user(idOf(1), 'u1')} ${user(idOf(2), 'u2')}`)
  run(from, "PRAGMA ignore_check_constraints = on; UPDATE core_user SET name = x'6162' WHERE email = 'u2'")
  const options = { onError: 'report', rejects: `${folder}/around.jsonl` } as const
  expect(await copyCore(from, to, options)).toMatchObject({ complete: true, rejected: 1, rows: 1 })
  run(from, "UPDATE core_user SET name = 'changed' WHERE email = 'u1'")
  const repaired = await copyCore(from, to, { ...options, repair: true })
  expect(repaired).toMatchObject({ repaired: 1 })
  expect(repaired.tables.every(({ equal }) => equal)).toBe(true)
})

it('reads a table while others are written where no trigger of somebody changes it', async () => {
  const to = await make('sqlite', 'zoo')
  const engine = engineOf('sqlite')
  const tables = createNastyRows('zoo', 0).map(({ table }) => table)
  const ask = async () => {
    const target = await engine.openCopyTarget(engine.parseUrl(to.url) as never)
    const answer = await target.canBeReadMeanwhile(tables)
    await target.end()
    return answer
  }
  expect(await ask()).toBe(true)
  run(to, 'CREATE TRIGGER mine AFTER INSERT ON zoo_leaf BEGIN UPDATE zoo_branch SET id = id; END')
  expect(await ask()).toBe(false)
})

it('says so where a repair has taken away what rows of others point to', async () => {
  const [from, to] = [await make('sqlite', 'core'), await make('sqlite', 'core')]
  const session = `INSERT INTO core_session (id, token, expires_at, user_id, updated_at)
    VALUES ('${idOf(3)}', 't', '2024-02-29T12:34:56.789+00:00', '${idOf(1)}', '2024-02-29T12:34:56.789+00:00')`
  run(to, `${user(idOf(1), 'u1')} ${session}`)
  await expect(copyCore(from, to, { repair: true, tables: ['User'] })).rejects.toThrow(
    /Rows of Session, which is not copied, point to rows of core_user/,
  )
})
