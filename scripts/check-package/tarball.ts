import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { PROVIDERS } from '../../src/engines/index.js'
import { run } from './run.js'

export interface Tarball {
  readonly path: string
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string; readonly size: number; readonly mode: number }[]
}

/**
 * Packs the package into a folder.
 *
 * @param built true where dist is fresh; else npm builds it first, as it does when publishing
 */
export async function pack(folder: string, built: boolean): Promise<Tarball> {
  const args = ['pack', '--json', '--pack-destination', folder, ...(built ? ['--ignore-scripts'] : [])]
  const printed = await run(process.cwd(), 'npm', args)
  // What the build prints comes first.
  const [packed] = JSON.parse(printed.slice(printed.search(/^\[$/m))) as [Tarball & { filename: string }]
  return { ...packed, path: join(folder, packed.filename) }
}

const entries = ['index', ...PROVIDERS, 'config', 'factory', 'conformance']
const anyProvider = PROVIDERS.join('|')
const anyEntry = entries.join('|')

const expected = [
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
  new RegExp(`^dist/(${anyEntry})\\.(js|cjs|d\\.ts|d\\.cts)$`),
  // Prisma's runtime: how Node takes it, how bundlers do, and its types.
  /^dist\/runtime\.(cjs|js|d\.cts)$/,
  // What else of it the clients of a user's own schema import.
  new RegExp(
    `^dist/runtime/(package\\.json|(index-browser|query_compiler_(small|fast)_bg\\.(${anyProvider})(\\.wasm-base64)?)\\.(js|mjs|d\\.ts))$`,
  ),
  // What several entries share, and what they load when it is asked for.
  /^dist\/(chunk|copy|copy-between)-[A-Z0-9]{8}\.(js|cjs)$/,
  // Types are shipped once, as CommonJS.
  /^dist\/types\/package\.json$/,
  new RegExp(
    `^dist/types/((contract|client|copy|engines|schema|commands|conformance)/.+|generated/(zoo/)?((${anyProvider}|portable)/.+|facts|index))\\.d\\.ts$`,
  ),
  new RegExp(`^dist/types/(models|rooms|${anyEntry})\\.d\\.ts$`),
  /^dist\/cli\.js$/,
  // Runs in a thread of its own.
  /^dist\/(copy-reader|schema-engine)-worker\.js$/,
  new RegExp(`^(prisma|src/conformance/zoo)/schema(\\.(${anyProvider}))?\\.prisma$`),
  new RegExp(`^(prisma|src/conformance/zoo)/migrations/(${anyProvider})/(migration_lock\\.toml|\\d{14}_\\w+/migration\\.sql)$`),
  // What the next migration of a project that builds on the core model starts from.
  /^prisma\/migrations\/snapshots\/\d{14}_\w+\/(schema|tables|snapshot)\.[\w.]+$/,
]

/** Everything that belongs into the package is there, and nothing else: no sources, maps, tests or databases. */
export function checkContents({ files }: Tarball): string {
  const paths = files.map(({ path }) => path)
  const required = [
    'package.json',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    'dist/cli.js',
    'dist/copy-reader-worker.js',
    'dist/schema-engine-worker.js',
    ...['cjs', 'js', 'd.cts'].map((ending) => `dist/runtime.${ending}`),
    'prisma/schema.prisma',
    ...entries.flatMap((entry) => ['js', 'cjs', 'd.ts', 'd.cts'].map((ending) => `dist/${entry}.${ending}`)),
    ...PROVIDERS.flatMap((provider) => [`prisma/schema.${provider}.prisma`, `prisma/migrations/${provider}/migration_lock.toml`]),
  ]
  const missing = required.filter((path) => !paths.includes(path))
  const histories = PROVIDERS.filter((provider) => !paths.some((path) => path.startsWith(`prisma/migrations/${provider}/2`)))
  const foreign = paths.filter((path) => !expected.some((pattern) => pattern.test(path)))
  assert.deepEqual({ missing, histories, foreign }, { missing: [], histories: [], foreign: [] })
  return `${files.length} files`
}

/** npm makes a bin executable when it installs it; other package managers trust the file. */
export async function checkBin(installed: string, { files }: Tarball): Promise<void> {
  const { bin } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as { bin: Record<string, string> }
  assert.deepEqual(Object.keys(bin), ['refract'])
  const path = join(bin.refract ?? '')
  assert.match(await readFile(join(installed, path), 'utf8'), /^#!\/usr\/bin\/env node\n/)
  assert.equal((files.find((file) => file.path === path)?.mode ?? 0) & 0o111, 0o111, `${path} is not executable`)
}

/** publint, with its suggestions. No rule is left out. */
export async function checkManifest({ path }: Tarball): Promise<void> {
  const { messages, pkg } = await publint({ pack: { tarball: toArrayBuffer(await readFile(path)) }, strict: true })
  const texts = messages.map((message) => formatMessage(message, pkg as Record<string, unknown>, { color: false }))
  assert.equal(texts.length, 0, texts.join('\n'))
}

/** "Are the types wrong?", for every entry and every way to resolve it. No rule is left out. */
export async function checkTypes({ path }: Tarball): Promise<void> {
  await run(process.cwd(), join('node_modules', '.bin', 'attw'), [path, '--no-emoji', '--no-color'])
}

function toArrayBuffer(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}
