import assert from 'node:assert/strict'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { SchemaEngine } from '../../src/commands/schema-engine.js'
import { query } from '../../test/engines/postgresql/server.js'
import { assertSame, type Desk, type Target } from './desk.js'

const SOURCE = resolve('scripts/adoption/shop')

/** A project of Prisma 6 on PostgreSQL, whose database is full, comes to all engines and keeps its rows. */
export async function adoptShop(desk: Desk): Promise<string> {
  const folder = await desk.createFolder('shop')
  await mkdir(join(folder, 'prisma'))
  await cp(join(SOURCE, 'schema.prisma'), join(folder, 'prisma/schema.prisma'))
  for (const file of ['program.ts', 'report.ts']) await cp(join(SOURCE, file), join(folder, file))
  const manifest = { name: 'shop', private: true, type: 'module', devDependencies: { prisma: '^6.19.0', '@types/node': '^20.0.0' } }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  const compilerOptions = { target: 'es2022', module: 'nodenext', strict: true, noEmit: true, skipLibCheck: true, types: ['node'] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  const targets = await desk.createTargets('shop')
  const shop = targets.find(({ name }) => name === 'postgresql')
  assert.ok(shop !== undefined, 'PostgreSQL is not run')
  await fill(shop)
  const before = await countRows(shop)

  await desk.install(folder, `--save-dev ${await readPeer()}`)
  await desk.install(folder, desk.tarball)
  const told = await desk.run(folder, 'npx --no-install refract init --yes')
  assert.doesNotMatch(told, /refused/)
  await desk.install(folder)
  await desk.run(folder, 'npx --no-install refract generate')
  await desk.run(folder, 'npx --no-install refract migrate dev --name init --create-only')
  const script = await desk.run(folder, 'npx --no-install refract migrate diff --provider postgresql --from database --to schema', shop.env)
  await runScript(shop, script)
  await desk.run(folder, 'npx --no-install refract migrate baseline', shop.env)
  assert.match(await desk.run(folder, 'npx --no-install refract migrate status', shop.env), /All migrations are applied\.\n$/)
  assert.deepEqual(await countRows(shop), before)
  const rowsNow: unknown = JSON.parse(await desk.runProgram(folder, 'report.ts', shop))
  assert.deepEqual(rowsNow, JSON.parse(await readFile(join(SOURCE, 'report.json'), 'utf8')))

  await desk.run(folder, `${process.execPath} ${resolve('node_modules/typescript/bin/tsc')}`)
  const answers = new Map<string, string>()
  for (const target of targets) {
    if (target !== shop) await desk.run(folder, 'npx --no-install refract migrate deploy', target.env)
    answers.set(target.name, await desk.runProgram(folder, 'program.ts', target))
  }
  assertSame(answers)
  await desk.run(folder, 'npx --no-install refract migrate check')
  const rows = Object.values(before).reduce((sum, count) => sum + count, 0)
  return `${rows} rows kept, the same on ${[...answers.keys()].join(', ')}`
}

/** npm refuses to install Refract beside another version of its peer. */
async function readPeer(): Promise<string> {
  const { peerDependencies } = JSON.parse(await readFile('package.json', 'utf8')) as { peerDependencies: { prisma: string } }
  return `prisma@${peerDependencies.prisma}`
}

/** The tables as Prisma's own engine makes them of the schema that is there, and the rows. */
async function fill(shop: Target): Promise<void> {
  const text = await readFile(join(SOURCE, 'schema.prisma'), 'utf8')
  const schemaEngine = new SchemaEngine()
  const tables = await schemaEngine.create({ path: 'schema.prisma', text: text.replace(/^ +(?:url|directUrl) .*\n/gm, '') })
  await schemaEngine.close()
  await runScript(shop, tables)
  await runScript(shop, await readFile(join(SOURCE, 'rows.sql'), 'utf8'))
}

/** As `psql --single-transaction -v ON_ERROR_STOP=1` does. */
async function runScript(target: Target, sql: string): Promise<void> {
  await query(target.url, `BEGIN;\n${sql}\n;COMMIT;`)
}

async function countRows(shop: Target): Promise<Record<string, number>> {
  const tables = await query(shop.url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'")
  const counts: Record<string, number> = {}
  for (const { tablename } of tables) {
    const [row] = await query(shop.url, `SELECT count(*) FROM "${tablename}"`)
    counts[String(tablename)] = Number(row?.count)
  }
  return counts
}
