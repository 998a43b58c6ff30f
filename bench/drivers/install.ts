import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Driver } from './driver.js'
import type { Node } from './node.js'

export interface Installation {
  readonly seconds: number
  readonly packages: number
  readonly megabytes: number
  /** The scripts that npm runs, or asks about. */
  readonly scripts: string[]
  /** `yes`, or what went wrong: of the installation, then of opening a file. */
  readonly installs: string
  readonly opens: string
  readonly opensWithoutScripts: string
}

interface Manifest {
  name: string
  version: string
  scripts?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

const CHECK = `
const module = await import(process.argv[1])
const Database = module.DatabaseSync ?? module.default.Database ?? module.default
const database = new Database('check.db')
database.exec('CREATE TABLE t(a)')
database.close()`

/** The package and version a driver is: the benchmark may know it by another name. */
export function readManifest({ package: name }: Driver): Manifest {
  const path = ['bench/node_modules', 'node_modules'].map((folder) => `${folder}/${name}/package.json`).find(existsSync)
  if (path === undefined) throw new Error(`${name} is not installed: npm ci --prefix bench`)
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest
}

/** In a folder of its own, on a path that holds Node and a shell: no compiler, no Python. */
export function install(node: Node, driver: Driver): Installation {
  const { name, version } = readManifest(driver)
  const plain = installIn(node, `${name}@${version}`, [])
  const withoutScripts = installIn(node, `${name}@${version}`, ['--ignore-scripts'])
  try {
    const manifests = listManifests(plain.folder)
    return {
      seconds: plain.seconds,
      packages: manifests.length,
      megabytes: plain.installs === 'yes' ? sizeOf(join(plain.folder, 'node_modules')) / 1e6 : 0,
      scripts: (manifests.length > 0 ? manifests : [readManifest(driver)]).flatMap(({ scripts = {} }) =>
        ['preinstall', 'install', 'postinstall'].flatMap((key) => scripts[key] ?? []),
      ),
      installs: plain.installs,
      opens: plain.installs === 'yes' ? open(node, plain, name) : 'no',
      opensWithoutScripts: open(node, withoutScripts, name),
    }
  } finally {
    for (const { folder } of [plain, withoutScripts]) rmSync(folder, { recursive: true, force: true })
  }
}

interface Place {
  folder: string
  seconds: number
  installs: string
}

function installIn(node: Node, wanted: string, flags: readonly string[]): Place {
  const folder = mkdtempSync(join(tmpdir(), 'driver-'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'fresh', private: true }))
  const start = performance.now()
  const npm = spawnSync('npm', ['root', '-g'], { encoding: 'utf8' }).stdout.trim()
  const args = [join(npm, 'npm/bin/npm-cli.js'), 'install', ...flags, '--no-audit', '--no-fund', wanted]
  const { status, stderr } = spawnSync(node.path, args, { cwd: folder, encoding: 'utf8', env: barePath(folder, node), timeout: 300_000 })
  const [reason = `npm ends with ${status}`] = /gyp ERR! stack Error: .*$/m.exec(stderr) ?? []
  return { folder, seconds: (performance.now() - start) / 1_000, installs: status === 0 ? 'yes' : reason.replace(/^npm error /, '').trim() }
}

function barePath(folder: string, node: Node): NodeJS.ProcessEnv {
  const path = join(folder, '.path')
  mkdirSync(path)
  symlinkSync(node.path, join(path, 'node'))
  symlinkSync('/bin/sh', join(path, 'sh'))
  const { PATH: _, ...others } = process.env
  return { ...others, PATH: path }
}

function open(node: Node, { folder }: Place, name: string): string {
  const args = ['--no-warnings', '--input-type=module', '-e', CHECK, name]
  const { status, signal, stderr } = spawnSync(node.path, args, { cwd: folder, encoding: 'utf8', timeout: 60_000 })
  if (status === 0) return 'yes'
  return signal ?? /^\w*Error.*$/m.exec(stderr)?.[0].slice(0, 80) ?? `exit ${status}`
}

function listManifests(folder: string): Manifest[] {
  const modules = join(folder, 'node_modules')
  if (!existsSync(modules)) return []
  const names = readdirSync(modules).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : name.startsWith('.') ? [] : [name],
  )
  return names.map((name) => JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as Manifest)
}

function sizeOf(folder: string): number {
  const { stdout } = spawnSync('du', ['-sk', folder], { encoding: 'utf8' })
  return Number.parseInt(stdout, 10) * 1024
}

/** Where the package, or one it has for a platform, brings a binary along. */
export function listPlatforms(driver: Driver): string[] {
  const folder = ['bench/node_modules', 'node_modules'].map((parent) => `${parent}/${driver.package}`).find(existsSync) ?? ''
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(prebuilds|dist)\/.*\.(node|wasm)$/.test(file),
  )
  const optional = Object.keys(readManifest(driver).optionalDependencies ?? {})
  return [...files, ...optional]
    .map((text) => text.replace(/^(prebuilds|dist)\/|^@libsql\/|\.node$/g, '').replace(/\/@photostructure\+sqlite\./, '-'))
    .sort()
}
