import { writeFile } from 'node:fs/promises'
import { defineConfig, type Options } from 'tsup'

const entries = ['index', 'postgresql', 'mysql', 'sqlite']

// Dependencies stay outside: they are installed beside the package. Prisma's packages must, since the
// generated clients load the query compiler from them.
const shared: Options = { target: 'node20', external: [/^@prisma\//], treeshake: true }

const sources = entries.map((name) => `src/${name}.ts`)

export default defineConfig([
  { ...shared, entry: sources, format: ['esm', 'cjs'], splitting: true, clean: true, onSuccess: writeModuleTypes },
  { ...shared, entry: sources, format: ['cjs'], dts: { only: true } },
  // The command line alone needs no types and runs as a module.
  { ...shared, entry: { cli: 'src/cli/index.ts' }, format: ['esm'], splitting: false },
])

/**
 * The types of a generated client are nearly a megabyte. Modules take them from the CommonJS declarations, so
 * that the package holds them once, and a program that mixes both sees one type where there would be two.
 */
async function writeModuleTypes(): Promise<void> {
  await Promise.all(entries.map((name) => writeFile(`dist/${name}.d.ts`, `export * from './${name}.cjs'\n`)))
}
