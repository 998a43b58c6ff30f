import { readFileSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, it } from 'vitest'
import { copy } from '../../src/commands/copy.js'
import type { CopyOptions } from '../../src/commands/copy-options.js'
import { NOTES_TABLE } from '../../src/contract/copy.js'
import { engineOf } from '../../src/engines/index.js'
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

it('that was interrupted is repaired or begun anew as a whole', async () => {
  const [from, to] = [await make('sqlite', 'core'), await make('sqlite', 'core')]
  await fillNasty(from, createNastyRows('core', 1_000))
  const controller = new AbortController()
  const onEvent: CopyOptions['onEvent'] = ({ event }) => event === 'progress' && controller.abort()
  expect(await copyCore(from, to, { batchSize: 10, signal: controller.signal, onEvent })).toMatchObject({ complete: false })
  await expect(copyCore(from, to, { repair: true, tables: ['User'] })).rejects.toThrow(/choice of tables/)
  await expect(copyCore(from, to, { replace: true, tables: ['Verification'] })).rejects.toThrow(/has brought a part of/)
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
