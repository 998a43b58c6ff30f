import assert from 'node:assert/strict'
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { readSample } from './readme-sample.js'
import { run } from './run.js'
import type { Tarball } from './tarball.js'

const here = resolve('scripts/check-package/adopted')
const bin = (path: string) => resolve('node_modules', path)

const refract = (folder: string, ...args: string[]) => run(folder, 'npx', ['--no-install', 'refract', ...args])

/** What the README says about models of one's own, in an empty folder. The packages that it installs serve the next project, too. */
export async function checkNew(folder: string, { path }: Tarball): Promise<string> {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund']
  await run(folder, 'npm', ['install', ...flags, path])
  assert.match(await refract(folder, 'init', '--yes'), /npm install && npx refract generate\n {2}npx refract migrate dev --name init\n$/)
  const { devDependencies } = JSON.parse(await readFile('package.json', 'utf8')) as { devDependencies: Record<string, string> }
  await run(folder, 'npm', ['install', ...flags, `@types/node@${devDependencies['@types/node']}`])
  assert.match(await refract(folder, 'generate'), /3 clients generated: import src\/generated\/index\.ts\n$/)
  assert.match(await refract(folder, 'migrate', 'dev', '--name', 'init'), /refract\.db: 1 applied, 0 applied before\.\n$/)
  await writeFile(join(folder, 'app.ts'), await readSample())
  const printed = await run(folder, process.execPath, [bin('tsx/dist/cli.mjs'), 'app.ts'])
  assert.equal(printed, 'taken: ada@example.com\nOn the Analytical Engine by ada@example.com\n')
  await run(folder, process.execPath, [bin('typescript/bin/tsc')])
  assert.match(await refract(folder, 'migrate', 'check'), /^The histories are in step/)
  const again = await refract(folder, 'init', '--yes')
  assert.doesNotMatch(again, /written|changed/)
  return 'init, generate, migrate dev, the sample'
}

/** A project of Prisma 6 is taken over. */
export async function checkAdopted(root: string): Promise<string> {
  const folder = await createFolder(root, 'adopted')
  await mkdir(join(folder, 'prisma'))
  await cp(join(here, 'schema.prisma'), join(folder, 'prisma/schema.prisma'))
  // A project that loads nothing by itself: Prisma 6 needed no more.
  await writeJson(join(folder, 'package.json'), { name: 'adopted', private: true, devDependencies: { prisma: '^6.0.0' } })
  await writeFile(
    join(folder, 'prisma.config.ts'),
    "import { defineConfig, env } from 'prisma/config'\nexport default defineConfig({ datasource: { url: env('NOWHERE') } })\n",
  )
  const printed = await refract(folder, 'init', '--yes', '--engines', 'sqlite,postgresql')
  assert.match(printed, /^-\s+url\s+= env\("DATABASE_URL"\)$/m)
  assert.doesNotMatch(printed, /refused/)
  assert.match(await refract(folder, 'generate'), /2 clients generated: import generated\/index\.ts\n$/)
  assert.match(await refract(folder, 'migrate', 'dev', '--name', 'init'), /refract\.db: 1 applied, 0 applied before\.\n$/)
  await cp(join(here, 'program.ts'), join(folder, 'program.ts'))
  return 'init, generate, migrate dev'
}

/** How a project loads and resolves modules. */
export const styles = [
  { name: 'nodenext, module', type: 'module', options: { module: 'nodenext', moduleResolution: 'nodenext' } },
  { name: 'nodenext, CommonJS', type: 'commonjs', options: { module: 'nodenext', moduleResolution: 'nodenext' } },
  { name: 'bundler, module', type: 'module', options: { module: 'esnext', moduleResolution: 'bundler' } },
  { name: 'bundler, CommonJS', type: 'commonjs', options: { module: 'esnext', moduleResolution: 'bundler' } },
] as const

const EXPECTED =
  'ada@example.com | 9.9 | DRAFT | true | 1 | 1 | The option provider is "mysql". Known providers: sqlite, postgresql.\n  Engines come into use by engines in refract.config.ts, and refract generate.\n'

/** The typed entry of the project that was taken over compiles, strict, and runs: by tsx, and bundled in both forms. */
export async function checkStyle(root: string, { type, options }: (typeof styles)[number]): Promise<string> {
  const folder = join(root, 'adopted')
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as object
  await writeJson(join(folder, 'package.json'), { ...manifest, type })
  const strict = { strict: true, noUnusedLocals: true, noUnusedParameters: true, exactOptionalPropertyTypes: true, skipLibCheck: false }
  const compilerOptions = { ...options, ...strict, target: 'es2022', lib: ['es2023'], types: ['node'], noEmit: true }
  await writeJson(join(folder, 'tsconfig.json'), { compilerOptions, files: ['program.ts'] })
  await rm(join(folder, 'generated'), { recursive: true })
  await refract(folder, 'generate', '--quiet')
  await run(folder, process.execPath, [bin('typescript/bin/tsc')])
  const ways = [
    [bin('tsx/dist/cli.mjs'), 'program.ts'],
    [await bundle(folder, 'esm')],
    [await bundle(folder, 'cjs')],
    [await bundleWithVite(folder)],
  ]
  for (const args of ways) assert.equal(await run(folder, process.execPath, args), EXPECTED, args.join(' '))
  return 'tsc, tsx, esbuild as a module and as CommonJS, Vite'
}

async function bundle(folder: string, format: 'esm' | 'cjs'): Promise<string> {
  const outfile = join(folder, `bundle.${format === 'esm' ? 'mjs' : 'cjs'}`)
  await build({
    absWorkingDir: folder,
    entryPoints: ['program.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format,
    packages: 'external',
    logLevel: 'silent',
  })
  return outfile
}

async function bundleWithVite(folder: string): Promise<string> {
  await run(folder, process.execPath, [
    bin('vite/bin/vite.js'),
    'build',
    '--ssr',
    'program.ts',
    '--outDir',
    'vite',
    '--emptyOutDir',
    '--logLevel',
    'error',
  ])
  // A module; of another ending where the package is CommonJS.
  const [name = ''] = await readdir(join(folder, 'vite'))
  return join(folder, 'vite', name)
}

async function createFolder(...parts: string[]): Promise<string> {
  const folder = join(...parts)
  await mkdir(folder)
  return folder
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`)
}
