import { execFile } from 'node:child_process'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { coldEntries } from './cold/entries.js'

/** Beside the benchmark's own packages, which its programs then find, and ignored as they are. */
export const BUILD = 'bench/node_modules/.bench'

/**
 * Makes plain JavaScript of the benchmark and of Refract's source, as the package is made: a compiler
 * that works while the program runs would be measured along, and tsx names every function at run time.
 */
export async function buildBench(): Promise<void> {
  await rm(BUILD, { recursive: true, force: true })
  await mkdir(`${BUILD}/entries`, { recursive: true })
  await buildPackage(`${BUILD}/node_modules/refract-db`)
  const entries = await coldEntries(`${BUILD}/generated`)
  for (const [name, text] of Object.entries(entries)) await writeFile(`${BUILD}/entries/${name}.ts`, text)
  const shared = { bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', splitting: true } as const
  const out = { outExtension: { '.js': '.mjs' }, logLevel: 'warning' } as const
  await build({
    ...shared,
    ...out,
    entryPoints: ['bench/run.ts', 'bench/measure/writer.ts', 'bench/cold/child.ts'],
    outdir: BUILD,
    entryNames: '[name]',
  })
  // Each by itself: a chunk that two share would load for one what only the other needs.
  for (const name of Object.keys(entries)) {
    await build({ ...shared, ...out, entryPoints: [`${BUILD}/entries/${name}.ts`], outdir: `${BUILD}/cold/${name}` })
  }
}

/** The package as its users install it, for the programs whose start is measured. It needs no types. */
async function buildPackage(folder: string): Promise<void> {
  await promisify(execFile)('node_modules/.bin/tsup', ['--silent', '--out-dir', `${folder}/dist`])
  await cp('package.json', `${folder}/package.json`)
}
