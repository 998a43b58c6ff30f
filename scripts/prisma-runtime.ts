// How the package loads Prisma's runtime and query compiler. Node's import of a CommonJS file first searches all of
// its text for names that it may export: a fast start, of 200 kB of runtime and 2 MB of compiler, ends there.
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Plugin } from 'esbuild'
import { engineOf, PROVIDERS } from '../src/engines/index.js'

/** What the generated clients import of Prisma's runtime. */
export const PRISMA_RUNTIME = /^@prisma\/client\/runtime\/(client|query_compiler_.+\.js)$/

export const loadPrismaRuntime: Plugin = {
  name: 'load-prisma-runtime',
  setup({ onResolve }) {
    onResolve({ filter: PRISMA_RUNTIME }, ({ path }) => ({
      // The compilers come as modules, too, and nobody compares what is in them.
      path: path.endsWith('/client') ? 'refract-db/runtime' : path.replace(/\.js$/, '.mjs'),
      external: true,
    }))
  },
}

/**
 * Writes the entry `refract-db/runtime`: Prisma's runtime by way of a file so short that searching it takes no time.
 * It is the copy that every other package gets, so that an error is an `instanceof` the same class for all.
 * Bundlers take the second file (condition `module`): they need no way around Node's search, and one
 * of them, esbuild, makes a `require` in a module a run-time error.
 */
export async function writePrismaRuntime(folder: string): Promise<void> {
  const runtime = createRequire(import.meta.url)('@prisma/client/runtime/client') as object
  const names = Object.keys(runtime).map((name) => `exports.${name} = runtime.${name}\n`)
  await writeFile(`${folder}/runtime.cjs`, `'use strict'\nconst runtime = require('@prisma/client/runtime/client')\n${names.join('')}`)
  for (const ending of ['js', 'd.cts']) await writeFile(`${folder}/runtime.${ending}`, `export * from '@prisma/client/runtime/client'\n`)
  await writeLazyRuntime(`${folder}/runtime`)
}

/**
 * What of Prisma's runtime the clients of a user's own schema import besides: query compilers, as modules wherever the
 * program can take one, and what runs in a browser.
 */
async function writeLazyRuntime(folder: string): Promise<void> {
  const compilers = PROVIDERS.flatMap((provider) =>
    ['small', 'fast'].map((build) => `query_compiler_${build}_bg.${engineOf(provider).lowering.datasource}`),
  )
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}/package.json`, '{ "type": "commonjs" }\n')
  for (const name of compilers.flatMap((name) => [name, `${name}.wasm-base64`])) {
    await writeFile(`${folder}/${name}.mjs`, `export * from '@prisma/client/runtime/${name}.mjs'\n`)
    await writeFile(`${folder}/${name}.js`, `module.exports = require('@prisma/client/runtime/${name}.js')\n`)
    await writeFile(`${folder}/${name}.d.ts`, name.endsWith('base64') ? 'export declare const wasm: string\n' : COMPILER)
  }
  const browser = 'index-browser'
  for (const ending of ['mjs', 'd.ts'])
    await writeFile(`${folder}/${browser}.${ending}`, `export * from '@prisma/client/runtime/${browser}'\n`)
  await writeFile(`${folder}/${browser}.js`, `module.exports = require('@prisma/client/runtime/${browser}')\n`)
}

const COMPILER = `export declare const __wbg_set_wasm: (exports: unknown) => void
export declare const QueryCompiler: new (...args: any[]) => any
`
