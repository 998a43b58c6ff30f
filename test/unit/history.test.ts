import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderSchemas } from '../../src/commands/render.js'
import { SchemaEngine } from '../../src/commands/schema-engine.js'
import { readStep } from '../../src/commands/schema-step.js'
import { describeStep, readSnapshot } from '../../src/commands/snapshots.js'
import { PROVIDERS } from '../../src/engines/index.js'

const NAME = '20261122000000_init'

describe.each(['prisma/schema.prisma', 'src/conformance/zoo/schema.prisma'])('%s', (schema) => {
  const migrations = join(dirname(schema), 'migrations')

  it('asks on every engine for the tables that its history makes, and has a snapshot of them', async () => {
    const schemaEngine = new SchemaEngine()
    const step = await readStep(await readFile(schema, 'utf8'), schema, schemaEngine)
    await schemaEngine.close()
    for (const provider of PROVIDERS) {
      expect(await readFile(join(migrations, provider, NAME, 'migration.sql'), 'utf8')).toBe(step.engines[provider].script)
    }
    expect(describeStep((await readSnapshot(migrations, NAME)).step)).toEqual(describeStep(step))
  })

  it.each(PROVIDERS)('is rendered for %s as the committed file says', async (provider) => {
    const { renderings } = renderSchemas(await readFile(schema, 'utf8'), schema)
    const rendering = renderings.find((candidate) => candidate.provider === provider)
    expect(await readFile(rendering?.path ?? '', 'utf8')).toBe(rendering?.text)
  })
})
