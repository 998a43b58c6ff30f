import { mkdir, writeFile } from 'node:fs/promises'
import { defineConfig, type Options } from 'tsup'

const entries = ['index', 'postgresql', 'mysql', 'sqlite']

// Dependencies stay outside: they are installed beside the package. Prisma's packages must, since the
// generated clients load the query compiler from them.
const shared: Options = { target: 'node20', external: [/^@prisma\//], treeshake: true }

export default defineConfig([
  {
    ...shared,
    entry: entries.map((name) => `src/${name}.ts`),
    format: ['esm', 'cjs'],
    splitting: true,
    clean: true,
    onSuccess: writeEntryTypes,
  },
  // The command line alone needs no types and runs as a module.
  { ...shared, entry: { cli: 'src/cli/index.ts' }, format: ['esm'], splitting: false },
])

/**
 * The types of the generated clients are megabytes. tsc writes them once, into dist/types, as CommonJS, which modules
 * may import too: a program that mixes both sees one type where there would be two.
 */
async function writeEntryTypes(): Promise<void> {
  await mkdir('dist/types', { recursive: true })
  await writeFile('dist/types/package.json', '{ "type": "commonjs" }\n')
  for (const name of entries) {
    for (const ending of ['d.ts', 'd.cts']) await writeFile(`dist/${name}.${ending}`, `export * from './types/${name}.js'\n`)
  }
}
