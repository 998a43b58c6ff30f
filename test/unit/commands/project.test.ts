import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readProject } from '../../../src/commands/project.js'
import { PROVIDERS } from '../../../src/engines/index.js'

const home = process.cwd()
const root = mkdtempSync(join(tmpdir(), 'refract-project-'))
let folder = root
let count = 0

beforeEach(() => {
  folder = join(root, String(count++))
  mkdirSync(folder)
  process.chdir(folder)
})
afterEach(() => process.chdir(home))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const read = (options = {}) => readProject(options, () => '/package')
const problemOf = () =>
  read().then(
    () => '',
    (error: Error & { code: string }) => `${error.code} ${error.message}`,
  )
const write = (text: string, name = 'refract.config.ts') => {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), text)
}

describe('a project', () => {
  it('without a configuration is the usual one, with every engine', async () => {
    expect(await read()).toEqual({
      schema: 'prisma/schema.prisma',
      core: null,
      engines: PROVIDERS,
      conventions: false,
      output: null,
      migrations: 'prisma/migrations',
      config: null,
    })
  })

  it('is what its configuration says, in TypeScript', async () => {
    write(`import { defineConfig } from 'refract-db/config'
const engines = ['sqlite', 'postgresql'] as const satisfies readonly string[]
export default defineConfig({ schema: './db/app.prisma', engines, output: 'src/db', migrations: 'db/history', extendCore: true, conventions: true })
`)
    expect(await read()).toEqual({
      schema: 'db/app.prisma',
      core: '/package/prisma/schema.prisma',
      engines: ['sqlite', 'postgresql'],
      conventions: true,
      output: 'src/db',
      migrations: 'db/history',
      config: 'refract.config.ts',
    })
  })

  it('has paths from where its configuration lies', async () => {
    write(`export default { schema: 'app.prisma' }`, 'packages/db/refract.config.mjs')
    expect(await read({ config: 'packages/db/refract.config.mjs' })).toMatchObject({
      schema: 'packages/db/app.prisma',
      migrations: 'packages/db/migrations',
    })
  })

  it('is what the command line says before all', async () => {
    write(`export default { schema: 'a.prisma', migrations: 'history' }`)
    expect(await read({ schema: 'b/b.prisma' })).toMatchObject({ schema: 'b/b.prisma', migrations: 'b/migrations' })
    expect(await read({ migrations: 'other' })).toMatchObject({ schema: 'a.prisma', migrations: 'other' })
  })

  it('is the usual folder of files where there is no usual file', async () => {
    mkdirSync(join(folder, 'prisma', 'schema'), { recursive: true })
    expect(await read()).toMatchObject({ schema: 'prisma/schema', migrations: 'prisma/schema/migrations' })
    write('', 'prisma/schema.prisma')
    expect(await read()).toMatchObject({ schema: 'prisma/schema.prisma', migrations: 'prisma/migrations' })
  })

  it('has its histories in the folder of its files', async () => {
    mkdirSync(join(folder, 'prisma'))
    write(`export default { schema: 'prisma' }`)
    expect(await read()).toMatchObject({ schema: 'prisma', migrations: 'prisma/migrations' })
  })

  it.each([
    ['export default { engine: [] }', 'there is no option engine'],
    ['export default { engines: [] }', 'engines must be a list with an engine in it'],
    ["export default { engines: ['oracle'] }", 'there is no engine oracle'],
    ["export default { engines: ['mysql', 'mysql'] }", 'an engine stands twice'],
    ['export default { schema: 1 }', 'schema must be a path'],
    ["export default { extendCore: 'yes' }", 'extendCore must be true or false'],
    ['export const config = 1', 'there is no option config'],
    ['export default 1', 'it exports no configuration'],
    ["throw new Error('broken')", 'cannot be read: broken'],
    ['export default {', 'cannot be read'],
  ])('refuses %j', async (text, problem) => {
    write(text)
    const told = await problemOf()
    expect(told).toMatch(/^REFRACT_CONFIG refract\.config\.ts/)
    expect(told).toContain(problem)
  })
})
