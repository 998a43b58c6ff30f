import { afterEach, describe, expect, inject, it } from 'vitest'
import { createClient } from '../../../src/index.js'
import { useDatabase } from '../database.js'
import { createDatabase, query } from './server.js'

describe.skipIf(inject('server').notRun !== undefined)('prepared statements', () => {
  const database = useDatabase('mysql', createDatabase, 'prisma/migrations')
  let db: ReturnType<typeof open>
  const open = (max: number) => createClient('mysql', { url: database.url, pool: { max } })
  afterEach(() => db.$disconnect())

  const readStatus = async (name: string) =>
    Number((await db.$queryRawUnsafe<{ Value: string }[]>(`SHOW SESSION STATUS LIKE '${name}'`))[0]?.Value)

  it('are prepared once and run many times', async () => {
    db = open(1)
    const find = () => db.user.findFirst({ where: { email: 'x' } })
    for (let count = 0; count < 2; count++) await find()
    const before = await readStatus('Com_stmt_prepare')
    const between = await readStatus('Com_stmt_prepare')
    for (let count = 0; count < 20; count++) await find()
    // Reading the status prepares, too.
    expect((await readStatus('Com_stmt_prepare')) - between).toBeLessThanOrEqual(between - before)
  })

  it('do not pile up, whatever sizes of lists are asked for, and are gone with the connection', async () => {
    db = open(1)
    for (let round = 0; round < 2; round++)
      for (let size = 1; size <= 150; size++) {
        await db.user.findMany({ where: { email: { in: Array.from({ length: size }, (_, index) => `${size}.${index}`) } } })
      }
    // Those that run at once are closed, too.
    for (let round = 0; round < 3; round++)
      await db.$transaction(async (tx) => void (await Promise.all([1, 2, 3, 4].map(() => tx.session.count({ where: { token: 'x' } })))))
    const [prepared, closed] = [await readStatus('Com_stmt_prepare'), await readStatus('Com_stmt_close')]
    expect(prepared - closed).toBeLessThanOrEqual(105)
  })

  it('see what a migration has changed', async () => {
    db = open(1)
    await query(database.url, 'CREATE TABLE changing (id INTEGER PRIMARY KEY, n INTEGER)')
    await query(database.url, 'INSERT INTO changing VALUES (1, 2)')
    const read = () => db.$queryRaw`SELECT * FROM changing WHERE id = ${1}`
    for (let count = 0; count < 3; count++) expect(await read()).toEqual([{ id: 1, n: 2 }])
    await query(database.url, 'ALTER TABLE changing MODIFY n VARCHAR(20), ADD COLUMN more DECIMAL(4,2) DEFAULT 1.50 FIRST')
    for (let count = 0; count < 2; count++) expect(JSON.parse(JSON.stringify(await read()))).toEqual([{ more: '1.5', id: 1, n: '2' }])
  })

  it('take values of another type as if they were prepared for them', async () => {
    db = open(1)
    const read = async (value: unknown) => {
      const [row] = await db.$queryRawUnsafe<{ v: unknown; more: unknown }[]>('SELECT ? AS v, COALESCE(?, 0) AS more', value, value)
      return row
    }
    for (let count = 0; count < 3; count++) expect(await read(1.5)).toEqual({ v: 1.5, more: 1.5 })
    const big = 9_223_372_036_854_775_807n
    for (let count = 0; count < 3; count++) expect(await read(big)).toEqual({ v: big, more: big })
    for (let count = 0; count < 3; count++) expect((await read('text'))?.v).toBe('text')
    for (let count = 0; count < 3; count++) expect(await read(1.5)).toEqual({ v: 1.5, more: 1.5 })
  })

  it('are done without where the server has no room for them', async () => {
    db = open(1)
    const find = (name: string) => db.user.count({ where: { name } })
    await find('warm')
    const [row] = await query(database.url, "SHOW GLOBAL VARIABLES LIKE 'max_prepared_stmt_count'")
    // One at a time is what a query itself needs.
    const [status] = await query(database.url, "SHOW GLOBAL STATUS LIKE 'Prepared_stmt_count'")
    await query(database.url, `SET GLOBAL max_prepared_stmt_count = ${Number(status?.Value) + 1}`)
    try {
      for (let round = 0; round < 3; round++) {
        expect(await find('a')).toBe(0)
        expect(await db.session.count({ where: { token: 'a' } })).toBe(0)
        expect(await db.workspace.count({ where: { name: 'a' } })).toBe(0)
      }
    } finally {
      await query(database.url, `SET GLOBAL max_prepared_stmt_count = ${row?.Value}`)
    }
  })
})
