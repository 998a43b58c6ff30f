import { describe, expect, inject, it } from 'vitest'
import { createClient } from '../../../src/index.js'
import { modelOf } from '../../unit/schema/canonical.js'
import { useSteppedDatabase } from '../step-through.js'
import { createDatabase } from './server.js'

const FIELDS = ['id Int @id @default(autoincrement())', 'title String @db.VarChar(100)', 'words String']

describe.skipIf(inject('server').notRun !== undefined)('indexes that MySQL alone has', () => {
  const { database, step } = useSteppedDatabase('mysql', createDatabase)

  /** What the index finds, and what it is. */
  async function migrate(...lines: string[]): Promise<string[]> {
    await step(modelOf(...FIELDS, ...lines))
    const db = createClient('mysql', { url: database.url })
    const rows = await db.$queryRaw<{ text: string }[]>`
      SELECT CONCAT(index_name, ' ', index_type, ' ', column_name) AS text FROM information_schema.statistics
      WHERE table_schema = DATABASE() AND table_name = 'M' AND index_name LIKE 'by%' ORDER BY index_name, seq_in_index`
    await db.$disconnect()
    return rows.map((row) => row.text)
  }

  it('come and go with migrations, which leave the other engines alone', async () => {
    expect(await migrate()).toEqual([])
    expect(await migrate('@@fulltext([title, words], map: "by_words")')).toEqual(['by_words FULLTEXT title', 'by_words FULLTEXT words'])
    const db = createClient('mysql', { url: database.url })
    await db.$executeRaw`INSERT INTO M (title, words) VALUES ('lantern', 'a light in the dark'), ('river', 'water')`
    const found = await db.$queryRaw<{ title: string }[]>`SELECT title FROM M WHERE MATCH (title, words) AGAINST ('light')`
    expect(found).toEqual([{ title: 'lantern' }])
    await db.$disconnect()
    expect(await migrate('// @refract mysql: @@index([words(length: 10)], map: "by_start")', 'more Int?')).toEqual(['by_start BTREE words'])
    expect(await migrate('more Int?')).toEqual([])
  })
})
