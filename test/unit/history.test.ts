import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emitTables } from '../../scripts/schema-engine.js'
import { renderSchemas } from '../../src/commands/render.js'
import { engineOf, PROVIDERS } from '../../src/engines/index.js'

describe.each(['prisma/schema.prisma', 'src/conformance/zoo/schema.prisma'])('%s', (schema) => {
  it.each(PROVIDERS)('asks on %s for the tables that its history makes', async (provider) => {
    const { renderings, tables } = renderSchemas(await readFile(schema, 'utf8'), schema)
    const rendering = renderings.find((candidate) => candidate.provider === provider)
    if (rendering === undefined) throw new Error(provider)
    const emitted = () => emitTables(rendering.text, rendering.path)
    const sql = await engineOf(provider).createTables({ tables, written: rendering.tables, emitted })
    expect(await readFile(`${dirname(schema)}/migrations/${provider}/20261122000000_init/migration.sql`, 'utf8')).toBe(sql)
  })

  it.each(PROVIDERS)('is rendered for %s as the committed file says', async (provider) => {
    const { renderings } = renderSchemas(await readFile(schema, 'utf8'), schema)
    const rendering = renderings.find((candidate) => candidate.provider === provider)
    expect(await readFile(rendering?.path ?? '', 'utf8')).toBe(rendering?.text)
  })
})
