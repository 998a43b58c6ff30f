// How the package loads Prisma's runtime and query compiler. Node's import of a CommonJS file first searches all of
// its text for names that it may export: a fast start, of 200 kB of runtime and 2 MB of compiler, ends there.
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Plugin } from 'esbuild'

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
}
