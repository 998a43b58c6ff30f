// Writes the first migration of each engine's history from the canonical schema: the core model's and
// the type-zoo's. For use until the first release; afterwards a migration is never rewritten.
// `npm run initial-migration [-- --check]`
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SchemaEngine } from '../src/commands/schema-engine.js'
import { readStep } from '../src/commands/schema-step.js'
import { snapshotsFolder, writeSnapshot } from '../src/commands/snapshots.js'
import { engineOf, PROVIDERS } from '../src/engines/index.js'

const NAME = '20261122000000_init'
const SCHEMAS = ['prisma/schema.prisma', 'src/conformance/zoo/schema.prisma']

const check = process.argv.includes('--check')
const schemaEngine = new SchemaEngine()
for (const schema of SCHEMAS) {
  const migrations = join(dirname(schema), 'migrations')
  const step = await readStep(await readFile(schema, 'utf8'), schema, schemaEngine)
  for (const provider of PROVIDERS) {
    const folder = join(migrations, provider)
    await update(join(folder, NAME, 'migration.sql'), step.engines[provider].script)
    const comment = '# Read by Prisma Migrate and by Refract: the engine that this history is for.\n'
    await update(join(folder, 'migration_lock.toml'), `${comment}provider = "${engineOf(provider).lowering.datasource}"\n`)
  }
  if (!check) await writeSnapshot(join(snapshotsFolder(migrations), NAME), null, step)
}
await schemaEngine.close()

async function update(path: string, text: string): Promise<void> {
  const current = await readFile(path, 'utf8').catch(() => null)
  if (current === text) return
  if (check) {
    console.error(`${path} is not what the canonical schema gives. Run: npm run initial-migration`)
    process.exitCode = 1
    return
  }
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
  console.log(`${path} written`)
}
