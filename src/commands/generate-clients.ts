import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { RefractError } from '../contract/errors.js'
import type { Provider } from '../engines/index.js'
import { derivePortableTypes, PORTABLE_FILE } from './portable-types.js'
import { runPrismaGenerate } from './prisma.js'
import type { RenderedSchemas, Rendering } from './render.js'
import { renderTypedEntry } from './typed-entry.js'

/** Where what is generated imports the package from. */
export interface PackageImports {
  /** The entry with `createFactory`. */
  readonly factory: string
  /** The entry of Prisma's runtime, with the rest of it below; null for Prisma's own. */
  readonly runtime: string | null
  /** Whether the models are the core's, whose migrations come with the package. */
  readonly isCore: boolean
}

/** A user's project has no @prisma/client of its own, or another version: the package's entries lead to the right one. */
const PACKAGE: PackageImports = { factory: 'refract-db/factory', runtime: 'refract-db/runtime', isCore: false }

/**
 * Generates a client for each rendered schema, the portable client's types, and the entry that binds them.
 *
 * @returns the entry's path
 */
export async function generateClients(rendered: RenderedSchemas, imports: PackageImports = PACKAGE): Promise<string> {
  const { renderings, reference, facts, output, names, key } = rendered
  const providers = renderings.map(({ provider }) => provider)
  const inUse = providers.includes(reference.provider)
  const target = join(output, 'portable')
  await Promise.all([...renderings.map(({ path }) => runPrismaGenerate(path)), ...(inUse ? [] : [generateReference(reference)])])
  await writePortableTypes(inUse ? join(output, reference.provider) : target, target, facts.models, providers)
  await Promise.all([...providers, 'portable'].map((folder) => adaptClient(join(output, folder), imports.runtime)))
  const { ending, extension } = await readStyle(join(output, 'portable'))
  await writeFile(join(output, `facts.${ending}`), facts.text)
  const entry = renderTypedEntry({ providers, ...names, extension, factory: imports.factory, isCore: imports.isCore, key })
  const path = join(output, `index.${ending}`)
  await writeFile(path, entry)
  return path
}

/** A client of the reference engine where it is not in use: the portable types are made from it, in its place. */
async function generateReference({ provider, path, text }: Rendering): Promise<void> {
  const own = join(dirname(path), basename(path).replace(provider, 'portable'))
  try {
    await writeFile(own, text.replace(new RegExp(`^(\\s*output\\s*=\\s*".*)/${provider}"$`, 'm'), '$1/portable"'))
    await runPrismaGenerate(own)
  } finally {
    await rm(own, { force: true })
  }
}

async function writePortableTypes(
  source: string,
  target: string,
  facts: RenderedSchemas['facts']['models'],
  providers: readonly Provider[],
) {
  const paths = await listFiles(source)
  const texts = await Promise.all(
    paths
      .filter((path) => PORTABLE_FILE.test(path))
      .map(async (path) => [path, derivePortableTypes(path, await readFile(join(source, path), 'utf8'), facts, providers)] as const),
  )
  await rm(target, { recursive: true, force: true })
  await Promise.all(texts.map(([path, text]) => writeInto(join(target, path), text)))
}

async function writeInto(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

const RUNTIME = /(["'])@prisma\/client\/runtime\/([\w.-]+?)(?:\.m?js)?\1/g

/** A module of Prisma's finds its own folder by this. Nothing reads it, and in CommonJS it is an error. */
const OWN_FOLDER = /import \{ fileURLToPath \} from 'node:url'\nglobalThis\['__dirname'\] = .*\n/

/** The same files serve as modules and as CommonJS. */
async function adaptClient(folder: string, runtime: string | null): Promise<void> {
  await Promise.all(
    (await listFiles(folder)).map(async (name) => {
      const path = join(folder, name)
      const text = await readFile(path, 'utf8')
      const adapted = redirectImports(text.replace(OWN_FOLDER, ''), runtime)
      if (adapted !== text) await writeFile(path, adapted)
    }),
  )
}

function redirectImports(text: string, runtime: string | null): string {
  if (runtime === null) return text
  return text.replace(RUNTIME, (_, quote: string, file: string) => quote + (file === 'client' ? runtime : `${runtime}/${file}`) + quote)
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return files.map((path) => path.slice(folder.length + 1).replaceAll(sep, '/'))
}

/** How Prisma names and imports files here: it reads the generator block, tsconfig.json and package.json for that. */
async function readStyle(folder: string): Promise<{ ending: string; extension: string }> {
  const client = (await readdir(folder)).find((name) => /^client\.[cm]?ts$/.test(name)) ?? 'client.ts'
  const imported = /from ["']\.\/enums(\.\w+)?["']/.exec(await readFile(join(folder, client), 'utf8'))
  if (imported !== null) return { ending: client.slice('client.'.length), extension: imported[1] ?? '' }
  throw new RefractError(
    'REFRACT_GENERATE',
    `Prisma wrote a ${client} that imports no enums, from which the entry learns how files are imported.`,
  )
}
