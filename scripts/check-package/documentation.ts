import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'
import { PROVIDERS } from '../../src/engines/index.js'

/** An expression in a user's program, with what an editor shows when the pointer rests on its last word. */
const hovers: readonly (readonly [expression: string, documentation: string])[] = [
  ['({} as User).emailVerified', 'Whether the address was confirmed.'],
  ['({} as PortableClient).user', 'Exposes CRUD operations for the **User** model.'],
  ['(await createClient().user.findFirstOrThrow()).emailVerified', 'Whether the address was confirmed.'],
  ["(await createClient('postgresql').user.findFirstOrThrow()).emailVerified", 'Whether the address was confirmed.'],
  ["(await createClient('mysql').user.findFirstOrThrow()).emailVerified", 'Whether the address was confirmed.'],
  ["(await createClient('sqlite').user.findFirstOrThrow()).emailVerified", 'Whether the address was confirmed.'],
  [
    '(await createMysqlClient().user.findFirstOrThrow({ include: { workspaces: true } })).emailVerified',
    'Whether the address was confirmed.',
  ],
  ['prisma', 'The client that the environment names'],
  ['createClient', 'Makes a client for a database.'],
]

/** What `///` says about models and fields in the canonical schema stands in the shipped types of every engine. */
export async function checkShipped(installed: string): Promise<string> {
  const schema = await readFile(join(installed, 'prisma', 'schema.prisma'), 'utf8')
  // Prisma's generator leaves out what is written in enums: that is not lost on the way.
  const models = schema.replace(/^(?:\/\/\/.*\n)*enum [\s\S]*?^\}$/gm, '')
  const texts = [...models.matchAll(/^\s*\/\/\/ (.*)$/gm)].map(([, text = '']) => text)
  assert.ok(texts.length > 20, 'the canonical schema has lost its documentation')
  for (const client of [...PROVIDERS, 'portable']) {
    const types = await readTypes(join(installed, 'dist', 'types', 'generated', client))
    const lost = texts.filter((text) => !types.includes(`* ${text}\n`))
    assert.deepEqual(lost, [], `not in the types of ${client}`)
  }
  return `${texts.length} lines`
}

async function readTypes(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true })
  const files = names.filter((name) => name.endsWith('.d.ts'))
  return (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('\n')
}

/** An editor shows the documentation where a user writes the name. */
export function checkHovers(folder: string): string {
  const path = join(folder, 'hovers.ts')
  const imports = `import { createClient, prisma, type PortableClient, type User } from 'refract-db'\nimport { createClient as createMysqlClient } from 'refract-db/mysql'\n`
  const text = `${imports}${hovers.map(([expression]) => `void (${expression})\n`).join('')}export {}\n`
  const service = createService(path, text)
  const shown = hovers.map(([expression], index) => {
    const position = text.indexOf(`void (${expression})\n`) + `void (${expression}`.length - 1
    const info = service.getQuickInfoAtPosition(path, position)
    return { index, expression, documentation: ts.displayPartsToString(info?.documentation) }
  })
  const silent = shown.filter(({ index, documentation }) => !documentation.includes(hovers[index]?.[1] ?? ''))
  assert.deepEqual(silent, [])
  return `${hovers.length} places`
}

function createService(path: string, text: string): ts.LanguageService {
  const options: ts.CompilerOptions = {
    lib: ['lib.es2023.d.ts'],
    types: ['node'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
  }
  return ts.createLanguageService({
    getScriptFileNames: () => [path],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const content = name === path ? text : ts.sys.readFile(name)
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content)
    },
    getCurrentDirectory: () => process.cwd(),
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
  })
}
