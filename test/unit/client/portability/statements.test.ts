import type { SqlQuery } from '@prisma/driver-adapter-utils'
import { describe, expect, it } from 'vitest'
import { packLists } from '../../../../src/client/portability/pack-lists.js'
import { splitInsert } from '../../../../src/client/portability/split-insert.js'
import { engineOf } from '../../../../src/engines/index.js'
import { balanceConditions } from '../../../../src/engines/sqlite/balance.js'

const numbers = Array.from({ length: 150 }, (_, index) => index)
const INT = { scalarType: 'int', arity: 'scalar' } as const

const toQuery = (sql: string, args: unknown[]): SqlQuery => ({ sql, args, argTypes: args.map(() => INT) })

describe('packLists', () => {
  const listed = (write: (index: number) => string) => numbers.map(write).join()

  it('gives PostgreSQL one array for a list, and numbers what stands behind it', () => {
    const sql = `SELECT "a?" FROM "t" WHERE "x" = $1 AND ("t"."id" NOT IN (${listed((index) => `$${index + 2}`)}) OR "y" IN ($152,$153)) LIMIT $154`
    const { sql: packed, args, argTypes } = packLists(toQuery(sql, ['x', ...numbers, 8, 9, 10]), engineOf('postgresql').packList)
    expect(packed).toBe('SELECT "a?" FROM "t" WHERE "x" = $1 AND ("t"."id" <> ALL($2) OR "y" IN ($3,$4)) LIMIT $5')
    expect(args).toEqual(['x', numbers, 8, 9, 10])
    expect(argTypes.map(({ arity }) => arity)).toEqual(['scalar', 'list', 'scalar', 'scalar', 'scalar'])
  })

  it('gives SQLite one text, and no index in a subquery that is asked for each row', () => {
    const list = listed(() => '?')
    const sql = `SELECT 1 FROM t WHERE \`t\`.\`id\` IN (${list}) AND EXISTS(SELECT 1 FROM u WHERE \`u\`.\`id\` IN (${list})) LIMIT ?`
    const { sql: packed, args } = packLists(toQuery(sql, [...numbers, ...numbers, 1]), engineOf('sqlite').packList)
    const each = 'IN (SELECT value FROM json_each(?))'
    expect(packed).toBe(`SELECT 1 FROM t WHERE \`t\`.\`id\` ${each} AND EXISTS(SELECT 1 FROM u WHERE +\`u\`.\`id\` ${each}) LIMIT ?`)
    expect(args).toEqual([JSON.stringify(numbers), JSON.stringify(numbers), 1])
  })

  it('writes texts for MySQL so that nothing in them is read as SQL', () => {
    const texts = numbers.map((index) => (index === 0 ? "' OR ?=? -- \\" : `n${index}`))
    const query = { sql: `SELECT 1 WHERE a IN (${listed(() => '?')}) LIMIT ?`, args: [...texts, 1], argTypes: [] as never[] }
    const argTypes = query.args.map(() => ({ scalarType: 'string', arity: 'scalar' }) as const)
    const { sql, args } = packLists({ ...query, argTypes }, engineOf('mysql').packList)
    expect(sql).toMatch(/^SELECT 1 WHERE a IN \(_utf8mb4 X'27204f52203f3d3f202d2d205c','n1','n2',.*'n149'\) LIMIT \?$/)
    expect(args).toEqual([1])
  })

  it('leaves short lists and lists that cannot be packed', () => {
    const short = toQuery('SELECT 1 WHERE a IN ($1,$2)', [1, 2])
    expect(packLists(short, engineOf('postgresql').packList)).toEqual(short)
    const floats = toQuery(`SELECT 1 WHERE a IN (${listed(() => '?')})`, [1 / 3, ...numbers.slice(1)])
    floats.argTypes = floats.args.map(() => ({ scalarType: 'float', arity: 'scalar' }))
    expect(packLists(floats, engineOf('sqlite').packList)).toEqual(floats)
  })
})

describe('splitInsert', () => {
  it('divides the rows and repeats what stands around them', () => {
    const sql = 'INSERT INTO "j" ("A","B") VALUES ($1,$2),($3,$4),($5,$6) ON CONFLICT DO NOTHING'
    const parts = splitInsert(toQuery(sql, [1, 2, 3, 4, 5, 6]), 5)
    expect(parts?.map((part) => [part.sql, part.args])).toEqual([
      ['INSERT INTO "j" ("A","B") VALUES ($1,$2),($3,$4) ON CONFLICT DO NOTHING', [1, 2, 3, 4]],
      ['INSERT INTO "j" ("A","B") VALUES ($1,$2) ON CONFLICT DO NOTHING', [5, 6]],
    ])
    expect(splitInsert(toQuery('INSERT INTO `j` (`A`) VALUES (?),(?)', [1, 2]), 1)?.map((part) => part.sql)).toEqual(
      Array(2).fill('INSERT INTO `j` (`A`) VALUES (?)'),
    )
    expect(splitInsert(toQuery('UPDATE t SET a = ?', [1]), 1)).toBeNull()
  })
})

describe('balanceConditions', () => {
  const chain = (word: string, length: number) => Array.from({ length }, () => '`a (` = ?').join(` ${word} `)

  it('groups a long chain of one word, whatever is in names', () => {
    const balanced = balanceConditions(`SELECT 1 WHERE (\`b\` = ? AND (${chain('OR', 900)})) LIMIT ?`)
    expect(balanced.replaceAll(/[()]|`[^`]*`/g, '')).toBe(
      `SELECT 1 WHERE (\`b\` = ? AND (${chain('OR', 900)})) LIMIT ?`.replaceAll(/[()]|`[^`]*`/g, ''),
    )
    expect(balanced.split(' OR (').length).toBe(30)
    expect(balanced).toContain('WHERE (`b` = ? AND ((`a (` = ? OR')
  })

  it('leaves short chains and chains of two words', () => {
    const mixed = `(${chain('OR', 500)} AND ${chain('OR', 500)})`
    for (const sql of [`(${chain('AND', 300)})`, mixed]) expect(balanceConditions(sql)).toBe(sql)
  })
})
