import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { RefractError } from '../../contract/errors.js'
import { PROVIDERS, type Provider } from '../../engines/index.js'
import { findConfig, readConfig } from '../config.js'
import type { FileChange } from './apply.js'
import { findSchema } from './find-schema.js'
import { addToManifest, type Manifest, SCRIPTS, type Versions } from './manifest.js'
import { findPackageManager } from './package-manager.js'
import { findConfigured, noteRefusals, planSchema } from './plan-schema.js'
import { renderCompose, renderConfig, renderEnvironment, TSCONFIG } from './templates.js'

export interface InitOptions {
  /** The project's folder. */
  readonly folder: string
  /** Default: every engine. */
  readonly engines?: readonly Provider[] | undefined
  readonly extendCore: boolean
  /** The package's, for its core model and its versions. */
  readonly packageFolder: string
}

export interface InitPlan {
  readonly changes: readonly FileChange[]
  /** Files that are as a person left them. */
  readonly left: readonly string[]
  /** What a person should know. */
  readonly notes: readonly string[]
  /** The next two commands. */
  readonly next: readonly string[]
}

/**
 * Finds out what a project lacks. Writes nothing.
 *
 * @throws {RefractError} where the schema that is there cannot be taken over
 */
export async function planInit({ folder, engines, extendCore, packageFolder }: InitOptions): Promise<InitPlan> {
  const read = (path: string) => readFile(join(folder, path), 'utf8').catch(() => null)
  const manifestText = await read('package.json')
  const manifest = parseManifest(manifestText)
  const name = databaseName(manifest.name ?? basename(resolve(folder)))
  const configPath = findConfig(folder)
  const config = configPath === null ? null : await readConfig(configPath)
  const inUse = config?.engines ?? engines ?? PROVIDERS
  const found = config?.schema === undefined ? await findSchema(folder, manifest) : await findConfigured(folder, config.schema)
  const schema = await planSchema(folder, found, extendCore)
  const core = (config?.extendCore ?? extendCore) ? join(packageFolder, 'prisma', 'schema.prisma') : null
  const isNew = found === null && manifestText === null
  const isBare = Object.keys(manifest).every((key) => key === 'dependencies' || key === 'devDependencies')

  const wanted: FileChange[] = [
    ...schema.changes,
    {
      path: 'package.json',
      before: manifestText,
      after: addToManifest(manifestText, packageName(folder), await readVersions(packageFolder)),
      notes: [],
    },
    await addLines('.gitignore', ['node_modules/', '.env', `/${schema.output}/`, '*.db', '*.db-shm', '*.db-wal'], read),
  ]
  const fresh: [string, string | null, readonly string[]][] = [
    [
      'refract.config.ts',
      renderConfig({ schema: schema.path, engines: inUse, extendCore }),
      configPath === null ? [] : [basename(configPath)],
    ],
    ['.env.example', renderEnvironment(inUse, name), []],
    ['docker-compose.yml', renderCompose(inUse, name), ['docker-compose.yaml', 'compose.yml', 'compose.yaml']],
    ['tsconfig.json', isNew || isBare ? TSCONFIG : null, []],
  ]
  const left: string[] = []
  for (const [path, after, others] of fresh) {
    const there = [path, ...others].find((candidate) => existsSync(join(folder, candidate)))
    if (there !== undefined) left.push(there)
    else if (after !== null) wanted.push({ path, before: null, after, notes: [] })
  }
  const changes = wanted.filter(({ before, after }) => before !== after)
  const { install, run } = findPackageManager(folder)
  const manifestChanged = changes.some(({ path }) => path === 'package.json')
  return {
    changes,
    left: [...left, ...wanted.filter(({ before, after }) => before === after).map(({ path }) => path)].sort(),
    notes: [...schema.notes, ...noteManifest(manifest, schema.output), ...(await noteRefusals(folder, schema.files, inUse, core))],
    next: [`${manifestChanged ? `${install} && ` : ''}${run} refract generate`, `${run} refract migrate dev --name init`],
  }
}

async function addLines(path: string, lines: readonly string[], read: (path: string) => Promise<string | null>): Promise<FileChange> {
  const before = await read(path)
  const there = (before ?? '').split(/\r?\n/).map((line) => line.trim().replace(/^\/|\/$/g, ''))
  const missing = lines.filter((line) => !there.includes(line.replace(/^\/|\/$/g, '')))
  if (missing.length === 0) return { path, before, after: before ?? '', notes: [] }
  const start = before === null || before === '' ? '' : before.endsWith('\n') ? before : `${before}\n`
  return { path, before, after: `${start}${missing.map((line) => `${line}\n`).join('')}`, notes: [] }
}

/** What a person has to see to. */
function noteManifest({ scripts = {}, dependencies = {} }: Manifest, output: string): string[] {
  const taken = Object.keys(SCRIPTS).filter((name) => scripts[name] !== undefined && scripts[name] !== SCRIPTS[name])
  return [
    ...taken.map((name) => `The script ${name} stays "${scripts[name]}"; Refract's is "${SCRIPTS[name]}".`),
    ...(dependencies['@prisma/client'] === undefined
      ? []
      : [`What your program imports from @prisma/client it now imports from ${output}; then the package can go: Refract brings its own.`]),
  ]
}

function parseManifest(text: string | null): Manifest {
  try {
    return text === null ? {} : (JSON.parse(text) as Manifest)
  } catch (cause) {
    throw new RefractError('REFRACT_USAGE', `package.json cannot be read: ${(cause as Error).message}`, { cause })
  }
}

async function readVersions(packageFolder: string): Promise<Versions> {
  const { version, peerDependencies } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string
    peerDependencies: { prisma: string }
  }
  return { refract: version, prisma: peerDependencies.prisma }
}

function packageName(folder: string): string {
  return (
    basename(resolve(folder))
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '-')
      .replace(/^[._-]+/, '') || 'app'
  )
}

/** What every engine takes as a name without quotes. */
function databaseName(text: string): string {
  return (
    text
      .replace(/^@[^/]*\//, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .replace(/^(?=\d)/, 'db_') || 'app'
  )
}
