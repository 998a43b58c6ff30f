import assert from 'node:assert/strict'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import ts from 'typescript'
import { run } from './run.js'

/** An otherwise empty project that uses the package, with one way to load and compile modules. */
export interface Project {
  readonly name: string
  readonly type: 'module' | 'commonjs'
  /** Compiler options; absent in projects without TypeScript. */
  readonly compiler?: { readonly module: string; readonly moduleResolution: string }
  readonly bundled?: boolean
}

export const projects: readonly Project[] = [
  { name: 'esm', type: 'module' },
  { name: 'commonjs', type: 'commonjs' },
  { name: 'typescript-nodenext-esm', type: 'module', compiler: { module: 'nodenext', moduleResolution: 'nodenext' } },
  { name: 'typescript-nodenext-commonjs', type: 'commonjs', compiler: { module: 'nodenext', moduleResolution: 'nodenext' } },
  { name: 'typescript-bundler', type: 'module', compiler: { module: 'esnext', moduleResolution: 'bundler' }, bundled: true },
]

const source = resolve('scripts/check-package/project/program.ts')

/** Makes the project's folder below `root`, whose node_modules all projects share. */
export async function createProject(root: string, { name, type, compiler }: Project): Promise<string> {
  const folder = join(root, name)
  await mkdir(folder)
  await writeJson(join(folder, 'package.json'), { name, private: true, type })
  if (compiler === undefined) {
    const module = type === 'module' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS
    const options = { compilerOptions: { module, target: ts.ScriptTarget.ES2022, esModuleInterop: true } }
    await writeFile(join(folder, 'program.js'), ts.transpileModule(await readFile(source, 'utf8'), options).outputText)
  } else {
    await cp(source, join(folder, 'program.ts'))
    // The declarations of the package are checked too: a user may have skipLibCheck off.
    const compilerOptions = { ...compiler, target: 'es2022', lib: ['es2023'], types: ['node'], strict: true, skipLibCheck: false }
    await writeJson(join(folder, 'tsconfig.json'), { compilerOptions, files: ['program.ts'] })
  }
  return folder
}

/** The version that the command line prints is the package's. */
export async function checkVersion(folder: string, version: string): Promise<void> {
  assert.equal((await run(folder, 'npx', ['--no-install', 'refract', '--version'])).trim(), version)
}

/** Makes the tables in SQLite, which nobody asked for: outside production it is the default. */
export async function checkDeploy(folder: string): Promise<void> {
  assert.match(
    await run(folder, 'npx', ['--no-install', 'refract', 'migrate', 'deploy']),
    /refract\.db: [1-9]\d* applied, 0 applied before\.\n$/,
  )
}

const NOTE = `generator client {
  provider = "prisma-client"
  output   = "../out"
}

datasource db {
  provider = "postgresql"
}

model Note {
  id Int @id
}
`

/** The package brings the schema engine, and its worker finds it. */
export async function checkDev(folder: string): Promise<void> {
  const own = join(folder, 'own')
  await mkdir(own)
  await writeFile(join(own, 'schema.prisma'), NOTE)
  const refract = (...args: readonly string[]) =>
    run(folder, 'npx', ['--no-install', 'refract', 'migrate', ...args, '--schema', 'own/schema.prisma'])
  assert.match(await refract('dev', '--name', 'notes', '--create-only'), /own\/migrations\/mysql\/\d{14}_notes\/migration\.sql written/)
  assert.match(await refract('check'), /^The histories are in step; replayed: SQLite; only read: PostgreSQL, MySQL \(see --replay\)\.\n$/)
}

export async function compile(folder: string): Promise<void> {
  await run(folder, process.execPath, [resolve('node_modules/typescript/bin/tsc')])
}

/** Runs the program, bundled first where the project is: what is native or has files of its own stays outside. */
export async function runProgram(folder: string, { bundled = false, compiler }: Project): Promise<void> {
  const file = join(folder, 'program.js')
  if (bundled) await bundle(folder, compiler === undefined ? 'program.js' : 'program.ts', file)
  const printed = await run(folder, process.execPath, [file])
  assert.match(printed, /program: came to its end\n$/)
}

/** Bundles with every package outside but this one. */
export async function bundle(folder: string, entry: string, outfile: string) {
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    metafile: true,
    logLevel: 'silent',
    plugins: [{ name: 'only-refract', setup: (setup) => setup.onResolve({ filter: /^[^./]/ }, keepOutside) }],
  })
  return metafile
}

function keepOutside({ path, kind }: { path: string; kind: string }) {
  if (kind === 'entry-point' || path === 'refract-db' || path.startsWith('refract-db/')) return undefined
  return { path, external: true, sideEffects: false }
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`)
}
