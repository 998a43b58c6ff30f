// Packs the package as npm would publish it, and uses it as its users will: from empty projects that have
// nothing of this repository. `npm run check:package`; with `-- --built` what is in dist is packed as it is.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROVIDERS } from '../src/engines/index.js'
import { checkConformance } from './check-package/conformance.js'
import { checkHovers, checkShipped } from './check-package/documentation.js'
import { checkAdopted, checkNew, checkStyle, styles } from './check-package/own-models.js'
import { checkDeploy, checkDev, checkVersion, compile, createProject, projects, runProgram } from './check-package/projects.js'
import { Report } from './check-package/report.js'
import { checkBundle, checkLoaded, checkTreeShaking } from './check-package/rooms.js'
import { run } from './check-package/run.js'
import { checkBin, checkContents, checkManifest, checkTypes, pack, type Tarball } from './check-package/tarball.js'

const report = new Report()
const root = await mkdtemp(join(tmpdir(), 'refract-package-'))
// Of its own: npm would install into a folder above that has packages.
const own = await mkdtemp(join(tmpdir(), 'refract-own-'))
try {
  const tarball = await checkTarball()
  if (tarball !== undefined && (await checkInstall(tarball))) await checkUse()
  if (tarball !== undefined) await checkOwnModels(tarball)
} finally {
  for (const folder of [root, own]) await rm(folder, { recursive: true, force: true })
}
report.end()

async function checkTarball(): Promise<Tarball | undefined> {
  report.group('The tarball')
  let tarball: Tarball | undefined
  await report.check('is packed', async () => {
    tarball = await pack(root, process.argv.includes('--built'))
    return `${megabytes(tarball.size)} packed, ${megabytes(tarball.unpackedSize)} unpacked`
  })
  const packed = tarball
  if (packed === undefined) return undefined
  await report.check('holds what it should and nothing else', () => checkContents(packed))
  await report.check('publint', () => checkManifest(packed))
  await report.check('are the types wrong?', () => checkTypes(packed))
  return packed
}

/** Installs once, for all projects: they lie below the folder that has the packages. */
async function checkInstall(tarball: Tarball): Promise<boolean> {
  report.group('Installed')
  const installed = join(root, 'node_modules', 'refract-db')
  const { devDependencies } = JSON.parse(await readFile('package.json', 'utf8')) as { devDependencies: Record<string, string> }
  const done = await report.check('npm install, running no install scripts', async () => {
    await writeFile(join(root, 'package.json'), '{ "private": true }\n')
    const types = `@types/node@${devDependencies['@types/node']}`
    const flags = ['--ignore-scripts', '--engine-strict', '--no-audit', '--no-fund']
    await run(root, 'npm', ['install', ...flags, tarball.path, types])
    return `${await countPackages()} packages`
  })
  if (!done) return false
  await report.check('the command line can be executed', () => checkBin(installed, tarball))
  await report.check('prisma, which only generates, is not installed', () => assert.ok(!existsSync(join(root, 'node_modules', 'prisma'))))
  await report.check("the schema's documentation is in the types of every engine", () => checkShipped(installed))
  await report.check('an editor shows it', () => checkHovers(root))
  return true
}

async function checkUse(): Promise<void> {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
  for (const project of projects) {
    report.group(`A project: ${project.name}`)
    const folder = await createProject(root, project)
    await report.check('npx refract --version', () => checkVersion(folder, version))
    await report.check('npx refract migrate deploy', () => checkDeploy(folder))
    if (project === projects[0]) await report.check('npx refract migrate dev, and check', () => checkDev(folder))
    if (project.compiler) await report.check('compiles, strict, with skipLibCheck off', () => compile(folder))
    await report.check(`the program runs${project.bundled ? ', bundled' : ''}`, () => runProgram(folder, project))
  }
  report.group('The conformance suite')
  await report.check("passes on SQLite by Node's own test runner", () => checkConformance(root))
  report.group('One engine alone')
  const modules = join(root, 'esm')
  const commonjs = join(root, 'commonjs')
  await report.check('refract-db/sqlite loads no other engine, as a module', () => checkLoaded(modules, '/sqlite', 'sqlite.mjs'))
  await report.check('refract-db/sqlite loads no other engine, as CommonJS', () => checkLoaded(commonjs, '/sqlite', 'sqlite.cjs'))
  await report.check('refract-db on SQLite loads no other driver, as a module', () => checkLoaded(modules, '', 'front.mjs'))
  await report.check('refract-db on SQLite loads no other driver, as CommonJS', () => checkLoaded(commonjs, '', 'front.cjs'))
  for (const provider of PROVIDERS) {
    await report.check(`a bundle of refract-db/${provider} holds no other engine`, () => checkBundle(root, provider))
  }
  await report.check('a bundle that uses nothing holds nothing', () => checkTreeShaking(root))
}

async function checkOwnModels(tarball: Tarball): Promise<void> {
  report.group('Models of their own')
  if (!(await report.check('an empty folder, as the README says', () => checkNew(own, tarball)))) return
  if (!(await report.check('a project of Prisma 6 is taken over', () => checkAdopted(own)))) return
  for (const style of styles) await report.check(`its typed entry: ${style.name}`, () => checkStyle(own, style))
}

async function countPackages(): Promise<number> {
  const names = await readdir(join(root, 'node_modules'))
  const scopes = await Promise.all(names.filter((name) => name.startsWith('@')).map((name) => readdir(join(root, 'node_modules', name))))
  return names.filter((name) => !/^[@.]/.test(name)).length + scopes.flat().length
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(2)} MB`
}
