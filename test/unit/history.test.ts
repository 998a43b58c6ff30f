import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkMigrations } from '../../src/commands/migrate-check.js'
import { renderSchemas } from '../../src/commands/render.js'
import { SchemaEngine } from '../../src/commands/schema-engine.js'
import { readStep } from '../../src/commands/schema-step.js'
import { describeStep, listSnapshots, readSnapshot } from '../../src/commands/snapshots.js'
import { PROVIDERS } from '../../src/engines/index.js'

describe.each(['prisma/schema.prisma', 'src/conformance/zoo/schema.prisma'])('%s', (schema) => {
  const migrations = join(dirname(schema), 'migrations')

  it('has histories that are in step, and a snapshot of its tables by the rules of now', async () => {
    expect(await checkMigrations({ schema, migrations, replays: [] })).toEqual({ problems: [], replayed: ['PostgreSQL', 'SQLite'] })
    const schemaEngine = new SchemaEngine()
    const step = await readStep(await readFile(schema, 'utf8'), schema, schemaEngine)
    await schemaEngine.close()
    const last = (await listSnapshots(migrations)).at(-1) ?? ''
    expect(describeStep((await readSnapshot(migrations, last)).step)).toEqual(describeStep(step))
  })

  it.each(PROVIDERS)('is rendered for %s as the committed file says', async (provider) => {
    const { renderings } = renderSchemas(await readFile(schema, 'utf8'), schema)
    const rendering = renderings.find((candidate) => candidate.provider === provider)
    expect(await readFile(rendering?.path ?? '', 'utf8')).toBe(rendering?.text)
  })
})
