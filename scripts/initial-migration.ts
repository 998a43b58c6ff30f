// Writes the first migration of each engine's history from the canonical schema: the core model's and
// the type-zoo's. For use until the first release; afterwards a migration is never rewritten.
// `npm run initial-migration [-- --check]`
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { renderSchemas } from '../src/commands/render.js'
import { engineOf } from '../src/engines/index.js'
import { emitTables } from './schema-engine.js'

const NAME = '20261122000000_init'
const SCHEMAS = ['prisma/schema.prisma', 'src/conformance/zoo/schema.prisma']

const check = process.argv.includes('--check')
for (const schema of SCHEMAS) {
  const { renderings, tables } = renderSchemas(await readFile(schema, 'utf8'), schema)
  for (const { provider, path, text, tables: written } of renderings) {
    const engine = engineOf(provider)
    const folder = join(dirname(schema), 'migrations', provider)
    await update(join(folder, NAME, 'migration.sql'), await engine.createTables({ tables, written, emitted: () => emitTables(text, path) }))
    const comment = '# Read by Prisma Migrate and by Refract: the engine that this history is for.\n'
    await update(join(folder, 'migration_lock.toml'), `${comment}provider = "${engine.lowering.datasource}"\n`)
  }
}

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
