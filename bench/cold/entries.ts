import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { runPrismaGenerate } from '../../src/commands/prisma.js'
import { PROVIDERS, type Provider } from '../../src/engines/index.js'

/** From the folder of the entries to the repository. */
const ROOT = '../../../..'

const ADAPTERS: Record<Provider, string> = {
  postgresql: `import { PrismaPg } from '@prisma/adapter-pg'
const adapter = (url: string, max: number) => new PrismaPg({ connectionString: url, max })`,
  mysql: `import { PrismaMariaDb } from '@prisma/adapter-mariadb'
import { mariadbConfig } from '${ROOT}/bench/mariadb-config.js'
const adapter = (url: string, max: number) => new PrismaMariaDb(mariadbConfig(url, max))`,
  sqlite: `import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
const adapter = (url: string) => new PrismaBetterSqlite3({ url })`,
}

/** The programs whose start is measured, as `name: source`. Every one exports `open`. */
export async function coldEntries(generated: string): Promise<Record<string, string>> {
  const entries: Record<string, string> = {}
  for (const provider of PROVIDERS) {
    entries[`refract-${provider}`] = `import { createClient } from 'refract-db'
export const open = (url: string) => createClient({ provider: '${provider}', url })\n`
    entries[`refract-one-${provider}`] = `import { createClient } from 'refract-db/${provider}'
export const open = (url: string) => createClient({ url })\n`
    for (const compiler of ['fast', 'small'] as const) {
      await generatePlainClient(provider, compiler, generated)
      entries[`prisma-${compiler}-${provider}`] = `import { PrismaClient } from '../generated/${provider}-${compiler}/client.js'
${ADAPTERS[provider]}
export const open = (url: string, max = 10, options = {}) => new PrismaClient({ adapter: adapter(url, max), ...options })\n`
    }
  }
  return entries
}

/** A client as a Prisma user generates it, from the rendered schema, whatever Refract's own clients are made with. */
async function generatePlainClient(provider: Provider, compiler: 'fast' | 'small', folder: string): Promise<void> {
  const rendered = await readFile(`prisma/schema.${provider}.prisma`, 'utf8')
  const output = `${process.cwd()}/${folder}/${provider}-${compiler}`
  const generator = `generator client {
  provider            = "prisma-client"
  output              = ${JSON.stringify(output)}
  importFileExtension = "js"
  compilerBuild       = "${compiler}"
}`
  await mkdir(folder, { recursive: true })
  const schema = `${folder}/${provider}-${compiler}.prisma`
  await writeFile(schema, rendered.replace(/^generator client \{[^}]*\}/m, generator))
  await runPrismaGenerate(schema)
}
