import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join, normalize } from 'node:path'
import { listSchemaFiles } from '../load-canonical.js'

/** A schema that is there, and what names it. */
export interface FoundSchema {
  /** A file, or a folder of files. */
  readonly path: string
  readonly files: readonly string[]
}

const CONFIGS = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].flatMap((ending) => [`prisma.config.${ending}`, `.config/prisma.${ending}`])

/** Looks where Prisma looks: its configuration, package.json, the usual places. */
export async function findSchema(
  folder: string,
  manifest: { readonly prisma?: { readonly schema?: string } },
): Promise<FoundSchema | null> {
  const named = [await readConfiguredSchema(folder), manifest.prisma?.schema ?? null]
  for (const path of [...named, 'prisma/schema.prisma', 'schema.prisma', 'prisma/schema', 'schema']) {
    if (path === null || !existsSync(join(folder, path))) continue
    const isFolder = (await stat(join(folder, path))).isDirectory()
    const files = isFolder ? await listSchemaFiles(join(folder, path)) : [join(folder, path)]
    if (files.length > 0 && (isFolder || path.endsWith('.prisma'))) return { path: normalize(path), files }
  }
  return null
}

/**
 * The schema that prisma.config.ts names, where it is a text or `path.join` of texts. The file is not run: it may need an
 * environment, or packages that are not there.
 */
async function readConfiguredSchema(folder: string): Promise<string | null> {
  const config = CONFIGS.find((name) => existsSync(join(folder, name)))
  if (config === undefined) return null
  const text = (await readFile(join(folder, config), 'utf8')).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const [, plain, joined] = /\bschema\s*:\s*(?:['"`]([^'"`$]+)['"`]|(?:path\.)?(?:join|resolve)\(([^)]*)\))/.exec(text) ?? []
  const parts = plain ?? (joined && [...joined.matchAll(/['"`]([^'"`]+)['"`]/g)].map(([, part]) => part).join('/'))
  return parts === undefined || parts === '' ? null : parts
}
