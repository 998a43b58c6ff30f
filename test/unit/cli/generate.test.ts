import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { main } from '../../../src/cli/main.js'
import { generate } from '../../../src/commands/generate.js'
import { renderSchemas } from '../../../src/commands/render.js'
import { PROVIDERS } from '../../../src/engines/index.js'
import { modelOf } from '../schema/canonical.js'

const folder = mkdtempSync(join(tmpdir(), 'refract-generate-'))
const schema = join(folder, 'prisma/schema.prisma')
const rendered = (provider: string) => join(folder, `prisma/schema.${provider}.prisma`)
const text = modelOf('/// A key.', 'id String @id @default(uuid(7)) @db.Uuid', 'name String')

mkdirSync(join(folder, 'prisma'))
// Prisma is found beside the schema, as in a project that has installed it.
symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))

let out: MockInstance<typeof console.log>
let err: MockInstance<typeof console.error>
const printed = (spy: typeof out | typeof err) => spy.mock.calls.map(([line]) => String(line)).join('\n')

beforeEach(() => {
  out = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  err = vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => vi.restoreAllMocks())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Every file below a folder with its bytes. */
function readAll(path: string): Map<string, string> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(files.map((entry) => join(entry.parentPath, entry.name)).map((file) => [file, readFileSync(file, 'utf8')]))
}

const OLD = new Date('2020-01-01T00:00:00Z')

describe.sequential('refract generate', () => {
  it('writes a schema and a client for each engine, and prints each note', async () => {
    writeFileSync(schema, text)
    expect(await main(['generate', '--schema', schema])).toBe(0)
    expect(printed(err)).toBe('')
    expect(printed(out)).toBe(`${schema}
  ${rendered('postgresql')} written
  ${rendered('mysql')} written
    M.id: @db.Uuid becomes @db.Char(36): MySQL has no uuid type
    M.name: String becomes @db.LongText: MySQL's plain String ends at 191 characters and its TEXT at 64 KB
  ${rendered('sqlite')} written
    M.id: @db.Uuid becomes TEXT: SQLite has no uuid type
  3 clients generated: import ${join(folder, 'out/index.ts')}`)
    const { renderings } = renderSchemas(text, schema)
    for (const { path, text } of renderings) expect(readFileSync(path, 'utf8')).toBe(text)
    for (const provider of PROVIDERS) {
      const client = readFileSync(join(folder, `out/${provider}/internal/class.ts`), 'utf8')
      expect(client).toContain(`"activeProvider": "${provider}"`)
      // What is written in the canonical schema for people reaches them.
      expect(readFileSync(join(folder, `out/${provider}/models/M.ts`), 'utf8')).toContain('* A key.')
    }
  })

  it.each(['ts', 'mts', 'cts'])("writes the portable client's types, in files that end in %s", async (ending) => {
    const settings = `  generatedFileExtension = "${ending}"\n  moduleFormat = "${ending === 'cts' ? 'cjs' : 'esm'}"`
    const other = join(folder, `prisma/${ending}.prisma`)
    writeFileSync(other, text.replace(/(?<=generator \w+ \{\n)/, `${settings}\n`).replace('../out', `../${ending}`))
    expect(await main(['generate', '--schema', other, '--quiet'])).toBe(0)
    const files = readAll(join(folder, ending, 'portable'))
    expect([...files.keys()].map((path) => path.slice(join(folder, ending, 'portable').length + 1)).sort()).toEqual(
      ['client', 'commonInputTypes', 'enums', 'internal/class', 'internal/prismaNamespace', 'models', 'models/M'].map(
        (name) => `${name}.${ending}`,
      ),
    )
    const read = (name: string) => files.get(join(folder, ending, 'portable', `${name}.${ending}`))
    // Types, and what of the namespace runs: no client, and nothing of Node.
    expect([...files.values()].join('\n')).not.toMatch(/getPrismaClient\(|'node:|__dirname|PrismaClient</)
    expect(read('client')).toContain('export type PortableClient<')
    expect(read('models/M')).toContain('* A key.')
    expect(read('models/M')).toMatch(/MMinAggregateInputType = \{\n {2}name\?: true\n {2}id\?: never\n\}/)
    expect(read('commonInputTypes')).toMatch(/UuidFilter<\$PrismaModel = never> = \{[^}]* {2}contains\?: never\n/)
  })

  it('gives the same bytes again, writes nothing that has not changed, and says so', async () => {
    const before = readAll(join(folder, 'out'))
    expect(before.size).toBeGreaterThan(10)
    for (const provider of PROVIDERS) utimesSync(rendered(provider), OLD, OLD)
    // One file that somebody changed is written anew, and it alone.
    writeFileSync(rendered('mysql'), 'changed')
    expect(await main(['generate', '--schema', schema])).toBe(0)
    expect(printed(out)).toContain(`${rendered('postgresql')} unchanged\n  ${rendered('mysql')} written\n`)
    expect(PROVIDERS.map((provider) => statSync(rendered(provider)).mtime > OLD)).toEqual([false, true, false])
    expect(readFileSync(rendered('mysql'), 'utf8')).toBe(renderSchemas(text, schema).renderings[1]?.text)
    expect(readAll(join(folder, 'out'))).toEqual(before)
  })

  it('--quiet prints nothing', async () => {
    expect(await main(['generate', '--schema', schema, '--check', '--quiet'])).toBe(0)
    expect(out).not.toHaveBeenCalled()
    expect(err).not.toHaveBeenCalled()
  })

  it('--check returns 0 and touches nothing where all is fresh', async () => {
    for (const provider of PROVIDERS) utimesSync(rendered(provider), OLD, OLD)
    rmSync(join(folder, 'out'), { recursive: true })
    expect(await main(['generate', '--schema', schema, '--check'])).toBe(0)
    expect(printed(out)).toContain(`${rendered('mysql')} unchanged`)
    expect(printed(out)).not.toContain('clients generated')
    expect(PROVIDERS.map((provider) => statSync(rendered(provider)).mtime)).toEqual([OLD, OLD, OLD])
    expect(existsSync(join(folder, 'out'))).toBe(false)
  })

  it('--check returns 1 with a diff where a rendered schema is stale, and changes nothing', async () => {
    writeFileSync(schema, text.replace('name String', 'name String @db.VarChar(20)'))
    const before = readAll(join(folder, 'prisma'))
    expect(await main(['generate', '--schema', schema, '--check'])).toBe(1)
    expect(readAll(join(folder, 'prisma'))).toEqual(before)
    expect(printed(out)).toBe('')
    const problem = printed(err)
    expect(problem).toMatch(/^The rendered schemas are not what the canonical schema gives:\n/)
    expect(problem).toContain(`--- ${rendered('mysql')}\tas it is\n+++ ${rendered('mysql')}\tas rendered\n`)
    expect(problem).toContain('-  name String @db.LongText\n+  name String @db.VarChar(20)\n')
    expect(problem).toContain(`--- ${rendered('postgresql')}`)
    // SQLite has one type for both, so that nothing is stale there.
    expect(problem).not.toContain(rendered('sqlite'))
    expect(problem).toMatch(/\n {2}Run: refract generate$/)
  })

  it('--check returns 1 where a rendered schema is missing or edited by hand', async () => {
    writeFileSync(schema, text)
    rmSync(rendered('sqlite'))
    writeFileSync(rendered('postgresql'), `${readFileSync(rendered('postgresql'), 'utf8')}\n`)
    expect(await main(['generate', '--schema', schema, '--check'])).toBe(1)
    expect(printed(err)).toContain(`${rendered('sqlite')} is missing`)
    expect(printed(err)).toContain(`+++ ${rendered('postgresql')}`)
    expect(printed(err)).not.toContain(rendered('mysql'))
  })

  it("tells Prisma's own words about what only Prisma knows to be wrong", async () => {
    writeFileSync(schema, modelOf('id Int @id', '@@index([nope])'))
    await expect(generate({ schema })).rejects.toMatchObject({
      code: 'REFRACT_GENERATE',
      message: expect.stringContaining('nope'),
    })
  })

  it('says how to install Prisma where it is not', async () => {
    const bare = mkdtempSync(join(tmpdir(), 'refract-bare-'))
    writeFileSync(join(bare, 'schema.prisma'), text)
    expect(await main(['generate', '--schema', join(bare, 'schema.prisma')])).toBe(1)
    expect(printed(err)).toMatch(
      /^The package prisma, which generates clients, is not installed\.\n {2}Run: npm install --save-dev prisma@7\.10\.0$/,
    )
    rmSync(bare, { recursive: true })
  })
})
