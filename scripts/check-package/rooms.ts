import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PROVIDERS, type Provider } from '../../src/engines/index.js'
import { bundle } from './projects.js'
import { run } from './run.js'

/** What gives an engine's driver, or code that is for it alone, away. */
const marks: Record<Provider, RegExp> = {
  postgresql: /@prisma\/adapter-pg\b|query_compiler\w*\.postgresql|provider: "postgresql"/,
  mysql: /@prisma\/adapter-mariadb\b|query_compiler\w*\.mysql|provider: "mysql"/,
  sqlite: /@photostructure\/sqlite|query_compiler\w*\.sqlite|provider: "sqlite"/,
}

const drivers: Record<Provider, RegExp> = {
  postgresql: /\/node_modules\/(pg|pg-[^/]+|@prisma\/adapter-pg)\//,
  mysql: /\/node_modules\/(mariadb|@prisma\/adapter-mariadb)\//,
  sqlite: /\/node_modules\/@photostructure\/sqlite\//,
}

/** An entry of one engine, bundled, holds that engine's room and no other. */
export async function checkBundle(root: string, provider: Provider): Promise<string> {
  const folder = await createFolder(root, `bundle-${provider}`)
  await writeFile(
    join(folder, 'app.js'),
    `import { createClient } from 'refract-db/${provider}'\nconsole.log(createClient({ url: process.argv[2] }))\n`,
  )
  const outfile = join(folder, 'bundle.js')
  await bundle(folder, 'app.js', outfile)
  assert.deepEqual(findRooms(await readFile(outfile, 'utf8')), [provider])
  return `${Math.round((await stat(outfile)).size / 1000)} kB`
}

/** What an app imports and does not use leaves no trace, as `sideEffects` promises. */
export async function checkTreeShaking(root: string): Promise<void> {
  const folder = await createFolder(root, 'bundle-unused')
  const imports = ['', '/postgresql', '/mysql', '/sqlite'].map((entry) => `import 'refract-db${entry}'\n`)
  await writeFile(join(folder, 'app.js'), imports.join(''))
  await bundle(folder, 'app.js', join(folder, 'bundle.js'))
  const code = (await readFile(join(folder, 'bundle.js'), 'utf8')).replace(/^\/\/.*$/gm, '').trim()
  assert.equal(code, '', `left: ${code.slice(0, 500)}`)
}

/**
 * What Node loads for a program that runs a query on SQLite.
 *
 * @param entry '' for the front door
 */
export async function checkLoaded(folder: string, entry: string, file: string): Promise<string> {
  const program =
    entry === ''
      ? `createClient().user.count().then((count) => console.log('count', count))`
      : `createClient({ url: 'file:./refract.db' }).user.count().then((count) => console.log('count', count))`
  const load = file.endsWith('.cjs') ? 'const { createClient } = require' : 'const { createClient } = await import'
  await writeFile(join(folder, file), `${load}('refract-db${entry}')\n${program}\n`)
  const loaded = await listLoaded(folder, file)
  const foreign = PROVIDERS.filter((provider) => provider !== 'sqlite')
  // The driver itself may be Node's own. The query compiler, which comes with the first query, shows that the list is whole.
  assert.ok(
    loaded.some((path) => /query_compiler\w*\.sqlite/.test(path)),
    `the list of loaded files is short: ${loaded.length}`,
  )
  // One copy of Prisma's runtime, the one that all packages get; compilers as modules, which start sooner.
  const runtimes = loaded.flatMap((path) => /@prisma\/client\/runtime\/(.*)$/.exec(path)?.[1] ?? [])
  assert.deepEqual(
    runtimes.filter((name) => !/^query_compiler_small_bg\..*\.mjs$/.test(name)),
    ['client.js'],
  )
  const wrong = loaded.filter((path) => foreign.some((provider) => drivers[provider].test(path)))
  assert.deepEqual(wrong, [], 'drivers of other engines')
  // The front door knows every engine; an entry of one engine must not.
  if (entry !== '') {
    const own = loaded.filter((path) => path.includes('/refract-db/dist/'))
    for (const path of own)
      assert.deepEqual(
        findRooms(await readFile(path, 'utf8')).filter((room) => room !== 'sqlite'),
        [],
        path,
      )
  }
  return `${loaded.length} files loaded`
}

function findRooms(code: string): Provider[] {
  return PROVIDERS.filter((provider) => marks[provider].test(code))
}

/** The files that a program loads, modules and CommonJS alike, by V8's own coverage. */
async function listLoaded(folder: string, file: string): Promise<string[]> {
  const coverage = await createFolder(folder, `coverage-${file}`)
  await run(folder, process.execPath, [file], { NODE_V8_COVERAGE: coverage })
  const paths: string[] = []
  for (const name of await readdir(coverage)) {
    const { result } = JSON.parse(await readFile(join(coverage, name), 'utf8')) as { result: { url: string }[] }
    for (const { url } of result) if (url.startsWith('file:')) paths.push(fileURLToPath(url))
  }
  return paths
}

async function createFolder(root: string, name: string): Promise<string> {
  const folder = join(root, name)
  await mkdir(folder)
  return folder
}
