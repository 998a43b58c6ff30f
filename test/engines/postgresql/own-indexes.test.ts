import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { checkMigrations } from '../../../src/commands/migrate-check.js'
import { deployMigrations } from '../../../src/commands/migrate-deploy.js'
import { createMigrations } from '../../../src/commands/migrate-dev.js'
import { readStatus } from '../../../src/commands/migrate-status.js'
import { engineOf } from '../../../src/engines/index.js'
import { createClient } from '../../../src/index.js'
import { HEAD, modelOf } from '../../unit/schema/canonical.js'
import { useDatabase } from '../database.js'
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
  const [database, empty] = [useDatabase('postgresql', createDatabase), useDatabase('postgresql', createDatabase)]
  const engine = engineOf('postgresql')
  let folder = ''
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** Writes a migration to the schema, applies it, and reads what became of it. */
  async function migrate(text: string): Promise<string[]> {
    folder ||= await mkdtemp(join(tmpdir(), 'refract-indexes-'))
    const [schema, migrations] = [join(folder, 'schema.prisma'), join(folder, 'migrations')]
    await writeFile(schema, text)
    const answers = { renames: [], fills: [], agree: async () => true, allowEmpty: false }
    expect((await createMigrations({ schema, migrations, name: 'step', ...answers })).name).not.toBeNull()
    const place = { engine, url: database.url, folder: join(migrations, 'postgresql') }
    await deployMigrations(place)
    expect((await readStatus(place)).drift).toMatchObject({ differences: [], unchecked: null })
    const replays = [{ engine, url: empty.url }]
    expect((await checkMigrations({ schema, migrations, replays })).problems).toEqual([])
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
    const { problems } = await checkMigrations({
      schema: join(folder, 'schema.prisma'),
      migrations: join(folder, 'migrations'),
      replays: [],
    })
    expect(problems).toEqual([
      expect.stringMatching(/extension "pg_trgm" is not available in PGlite: give an empty database of a server with --replay$/m),
    ])
    expect(await migrate(modelOf(...FIELDS))).toEqual([])
  })
})
