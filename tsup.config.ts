import { mkdir, writeFile } from 'node:fs/promises'
import { defineConfig, type Options } from 'tsup'
import { loadPrismaRuntime, PRISMA_RUNTIME, writePrismaRuntime } from './scripts/prisma-runtime.js'

const entries = ['index', 'postgresql', 'mysql', 'sqlite', 'config', 'factory', 'conformance']

// Dependencies stay outside: they are installed beside the package. Prisma's packages must, since the
// generated clients load the query compiler from them.
const shared: Options = {
  target: 'node20',
  external: [/^@prisma\//],
  // Outside as well, but under the names that the plugin gives.
  noExternal: [PRISMA_RUNTIME],
  esbuildPlugins: [loadPrismaRuntime],
  treeshake: true,
}

// `tsup --out-dir` builds elsewhere: the benchmark does.
export default defineConfig(({ outDir = 'dist' }) => [
  {
    ...shared,
    entry: entries.map((name) => `src/${name}.ts`),
    format: ['esm', 'cjs'],
    splitting: true,
    clean: true,
    onSuccess: async () => {
      await writePrismaRuntime(outDir)
      await writeEntryTypes(outDir)
    },
  },
  // The command line alone needs no types and runs as a module.
  { ...shared, entry: { cli: 'src/cli/index.ts' }, format: ['esm'], splitting: false },
  { ...shared, entry: { 'copy-reader-worker': 'src/commands/copy-reader-worker.ts' }, format: ['esm'], splitting: false },
  { ...shared, entry: { 'schema-engine-worker': 'src/commands/schema-engine-worker.js' }, format: ['esm'], splitting: false },
])

/**
 * The types of the generated clients are megabytes. tsc writes them once, into dist/types, as CommonJS, which modules
 * may import too: a program that mixes both sees one type where there would be two.
 */
async function writeEntryTypes(folder: string): Promise<void> {
  await mkdir(`${folder}/types`, { recursive: true })
  await writeFile(`${folder}/types/package.json`, '{ "type": "commonjs" }\n')
  for (const name of entries) {
    for (const ending of ['d.ts', 'd.cts']) await writeFile(`${folder}/${name}.${ending}`, `export * from './types/${name}.js'\n`)
  }
}
