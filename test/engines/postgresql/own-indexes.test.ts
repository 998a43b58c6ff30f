import { describe, expect, inject, it } from 'vitest'
import { createClient } from '../../../src/index.js'
import { HEAD, modelOf } from '../../unit/schema/canonical.js'
import { useSteppedDatabase } from '../step-through.js'
import { createDatabase } from './server.js'

const EXTENSION = HEAD.replace('  output', '  // @refract postgresql: previewFeatures = ["postgresqlExtensions"]\n  output').replace(
  'datasource db {',
  'datasource db {\n  // @refract postgresql: extensions = [pg_trgm]',
)
const FIELDS = ['id BigInt @id @default(autoincrement())', 'data Json', 'title String', 'tags String[]']
const GIN = '@@index([data(ops: JsonbPathOps)], type: Gin, map: "by_data")'
const BRIN = '// @refract postgresql: @@index([id], type: Brin, map: "by_block")'
const TAGS = '@@index([tags], type: Gin, map: "by_tag")'
const TRIGRAMS = '// @refract postgresql: @@index([title(ops: raw("gin_trgm_ops"))], type: Gin, map: "by_title")'

describe.skipIf(inject('server').notRun !== undefined)('indexes that PostgreSQL alone has', () => {
  const { database, step, check } = useSteppedDatabase('postgresql', createDatabase)

  async function migrate(text: string): Promise<string[]> {
    await step(text)
    const db = createClient('postgresql', { url: database.url })
    const rows = await db.$queryRaw<{ text: string }[]>`
      SELECT regexp_replace(indexdef, '^.* USING ', '') AS text FROM pg_indexes WHERE tablename = 'M' AND indexname LIKE 'by%' ORDER BY indexname`
    await db.$disconnect()
    return rows.map((row) => row.text)
  }

  it('come and go with migrations, which leave the other engines alone', async () => {
    expect(await migrate(modelOf(...FIELDS))).toEqual([])
    expect(await migrate(modelOf(...FIELDS, GIN, BRIN, TAGS))).toEqual(['brin (id)', 'gin (data jsonb_path_ops)', 'gin (tags)'])
    expect(await migrate(modelOf(...FIELDS, BRIN, 'more Int?'))).toEqual(['brin (id)'])
    expect(await migrate(modelOf(...FIELDS, GIN))).toEqual(['gin (data jsonb_path_ops)'])
  })

  it('may stand on an extension', async () => {
    expect(await migrate(modelOf(...FIELDS, TRIGRAMS).replace(HEAD, EXTENSION))).toEqual(['gin (title gin_trgm_ops)'])
    // Prisma's command line brings a PostgreSQL without it.
    expect(await check()).toEqual([
      expect.stringMatching(/extension "pg_trgm" is not available in PGlite: give an empty database of a server with --replay$/m),
    ])
    expect(await migrate(modelOf(...FIELDS))).toEqual([])
  })
})
