import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyInit } from '../../../src/commands/init/apply.js'
import { addToManifest } from '../../../src/commands/init/manifest.js'
import { type InitOptions, planInit } from '../../../src/commands/init/plan.js'
import { readSettings, upgradeSchema } from '../../../src/commands/init/upgrade-schema.js'
import { renderSchemas } from '../../../src/commands/render.js'

const versions = { refract: '1.2.3', prisma: '7.10.0' }
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'refract-init-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
const read = (path: string) => readFileSync(join(folder, path), 'utf8')
const plan = (options: Partial<InitOptions> = {}) => planInit({ folder, extendCore: false, packageFolder: process.cwd(), ...options })
const init = async (options: Partial<InitOptions> = {}) => {
  const planned = await plan(options)
  await applyInit(folder, planned.changes, () => {})
  return planned
}

const OLD = `// Mine.
generator client {
  provider        = "prisma-client-js"
  previewFeatures = [
    "driverAdapters",
  ]
  binaryTargets   = ["native"]
}

generator erd {
  provider = "prisma-erd-generator"
}

datasource main {
  provider  = "PROVIDER"
  url       = env("DATABASE_URL")
  directUrl = env("DIRECT_URL") // for migrations
}

model User {
  id    Int    @id @default(autoincrement())
  FIELDS
}
`
const upgrade = (provider: string, ...fields: string[]) => {
  const text = OLD.replace('PROVIDER', provider).replace('FIELDS', fields.join('\n  '))
  const settings = readSettings(text, 'schema.prisma')
  if (settings === null) throw new Error('no datasource')
  return upgradeSchema(text, 'schema.prisma', settings, '../generated')
}

describe('the upgrade of a schema', () => {
  it('changes what Prisma 7 and a canonical schema refuse, and nothing else', () => {
    const { text, changes } = upgrade('postgres', 'email String @main.VarChar(200) // @main', 'on Boolean')
    expect(text).toBe(`// Mine.
generator client {
  provider        = "prisma-client"
  output          = "../generated"
  compilerBuild   = "small"
}

// generator erd {
//   provider = "prisma-erd-generator"
// }

datasource db {
  provider  = "postgresql"
}

model User {
  id    Int    @id @default(autoincrement())
  email String @db.VarChar(200) // @main
  on Boolean
}
`)
    expect(changes).toHaveLength(10)
    expect(changes.join('\n')).toContain('User.email: @main.VarChar becomes @db.VarChar.')
    expect(() => renderSchemas(text, 'schema.prisma')).not.toThrow()
    const again = upgradeSchema(text, 'schema.prisma', { datasource: 'postgresql', name: 'db' }, '../generated')
    expect(again).toEqual({ text, changes: [] })
  })

  it('leaves other settings of the datasource, which are lowered or refused by name', () => {
    const text = OLD.replace('PROVIDER', 'postgresql')
      .replace('FIELDS', '')
      .replace('  url ', '  relationMode = "prisma"\n  extensions = [citext]\n  url ')
    const upgraded = upgradeSchema(text, 'schema.prisma', { datasource: 'postgresql', name: 'main' }, '../generated')
    expect(upgraded.text).toContain('  relationMode = "prisma"\n  extensions = [citext]\n}')
    expect(() => renderSchemas(upgraded.text, 'schema.prisma')).toThrow('// @refract postgresql: extensions')
  })

  it("turns MySQL's native types into what means the same", () => {
    const { text, changes } = upgrade(
      'mysql',
      'a String @main.LongText',
      'b String @main.VarChar(100)',
      'c Int @main.TinyInt',
      'd Boolean @main.TinyInt(1)',
      'e DateTime @main.DateTime(0) @default(now())',
      'f Int @main.UnsignedInt',
    )
    expect(text).toContain(`  a String
  b String @db.VarChar(100)
  c Int @db.SmallInt
  d Boolean
  e DateTime @default(now())
  f Int @db.UnsignedInt
`)
    expect(changes).toContain('User.a: @main.LongText becomes a plain String.')
    // What has no like is refused by name.
    expect(() => renderSchemas(text, 'schema.prisma')).toThrow('User.f')
  })

  it('takes over one of SQLite', () => {
    expect(upgrade('sqlite', 'a String').text).toContain('provider  = "postgresql"')
  })

  it.each(['sqlserver', 'mongodb', 'cockroachdb'])('refuses %s by name', (provider) => {
    expect(() => upgrade(provider, 'a String')).toThrow(`schema.prisma:14:1: the provider of this schema is "${provider}".`)
  })

  it('keeps the folder that a generator of today has', () => {
    const text = 'generator client {\n  provider = "prisma-client"\n  output = "../db"\n}\n'
    expect(upgradeSchema(text, 'a', { datasource: 'postgresql', name: 'db' }, '../generated').text).toBe(
      'generator client {\n  provider = "prisma-client"\n  compilerBuild = "small"\n  output = "../db"\n}\n',
    )
  })
})

describe('package.json', () => {
  it('is made where there is none, for modules', () => {
    expect(JSON.parse(addToManifest(null, 'app', versions))).toMatchObject({
      name: 'app',
      private: true,
      type: 'module',
      dependencies: { 'refract-db': '^1.2.3' },
      devDependencies: { prisma: '7.10.0' },
    })
    // What npm makes when it installs the first package.
    const bare = '{\n  "dependencies": {\n    "refract-db": "^1.0.0"\n  }\n}\n'
    expect(JSON.parse(addToManifest(bare, 'app', versions))).toMatchObject({ type: 'module', dependencies: { 'refract-db': '^1.0.0' } })
  })

  it('keeps its order, its indentation and what it has', () => {
    const text = `{\n\t"version": "1.0.0",\n\t"name": "a",\n\t"scripts": {\n\t\t"db:status": "mine"\n\t},\n\t"dependencies": {\n\t\t"prisma": "^6.0.0"\n\t}\n}\n`
    const added = addToManifest(text, 'app', versions)
    expect(added).toMatch(/^\{\n\t"version": "1\.0\.0",\n\t"name": "a",\n\t"scripts": \{\n/)
    expect(JSON.parse(added)).toMatchObject({
      scripts: { 'db:status': 'mine', 'db:generate': 'refract generate' },
      dependencies: { 'refract-db': '^1.2.3' },
      devDependencies: { prisma: '7.10.0' },
    })
    expect(JSON.parse(added)).not.toHaveProperty('type')
    expect(JSON.parse(added).dependencies).not.toHaveProperty('prisma')
    expect(addToManifest(added, 'app', versions)).toBe(added)
  })
})

describe('refract init', () => {
  it('sets an empty folder up', async () => {
    const { left, next } = await init()
    expect(readdirSync(folder).sort()).toEqual(
      ['.env.example', '.gitignore', 'docker-compose.yml', 'package.json', 'prisma', 'refract.config.ts', 'tsconfig.json'].sort(),
    )
    expect(left).toEqual([])
    expect(next).toEqual(['npm install && npx refract generate', 'npx refract migrate dev --name init'])
    expect(() => renderSchemas(read('prisma/schema.prisma'), 'prisma/schema.prisma')).not.toThrow()
    expect(read('.gitignore')).toContain('/src/generated/\n')
  })

  it('takes the engines that are asked for', async () => {
    await init({ engines: ['sqlite'] })
    expect(read('refract.config.ts')).toContain("engines: ['sqlite'],")
    expect(readdirSync(folder)).not.toContain('docker-compose.yml')
    expect(read('.env.example')).not.toContain('MYSQL')
  })

  it('changes nothing the second time, whatever a person has edited', async () => {
    await init({ engines: ['postgresql'] })
    const { scripts, ...manifest } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    put('package.json', JSON.stringify({ ...manifest, scripts: { ...scripts, 'db:migrate': 'mine' } }, null, 2))
    put('refract.config.ts', "export default { engines: ['sqlite'] }")
    for (const path of ['docker-compose.yml', '.env.example', 'tsconfig.json']) put(path, '# mine')
    const { changes, left, notes } = await init()
    expect(changes).toEqual([])
    expect(left).toHaveLength(7)
    expect(notes).toEqual(['The script db:migrate stays "mine"; Refract\'s is "refract migrate dev".'])
  })

  it('takes over a project, and says what it must change itself', async () => {
    put('package.json', '{ "name": "@acme/Shop 1", "dependencies": { "@prisma/client": "^6.0.0" } }')
    put('prisma/schema.prisma', OLD.replace('PROVIDER', 'postgresql').replace('FIELDS', 'a Unsupported("point")?'))
    put('prisma/migrations/migration_lock.toml', 'provider = "postgresql"')
    put('pnpm-lock.yaml', '')
    put('compose.yaml', 'services: {}')
    const { changes, left, notes, next } = await init()
    expect(changes.map(({ path }) => path)).not.toContain('docker-compose.yml')
    expect(changes.map(({ path }) => path)).not.toContain('tsconfig.json')
    expect(left).toEqual(['compose.yaml'])
    expect(notes.join('\n')).toMatch(
      /prisma\/migrations holds the history[\s\S]*@prisma\/client[\s\S]*\(1\):\nprisma\/schema\.prisma:\d+:\d+: User\.a/,
    )
    expect(next[0]).toBe('pnpm install && pnpm exec refract generate')
    expect(read('.env.example')).toContain('postgresql://shop_1:change-me@localhost:5432/shop_1')
  })

  it.each([
    ['package.json', '{ "prisma": { "schema": "db/app.prisma" } }', 'db/app.prisma'],
    ['prisma.config.ts', "export default defineConfig({ schema: 'db/app.prisma', x: env('NOPE') })", 'db/app.prisma'],
    ['prisma.config.mjs', "export default { schema: path.join('db', 'app.prisma') }", 'db/app.prisma'],
    ['.config/prisma.ts', "// schema: 'no'\nexport default { schema: './db/app.prisma' }", 'db/app.prisma'],
    ['prisma.config.js', "export default { schema: 'db' }", 'db'],
  ])('finds the schema that %s names: %s', async (path, text, schema) => {
    put(path, text)
    put('db/app.prisma', OLD.replace('PROVIDER', 'postgresql').replace('FIELDS', 'a Other[]'))
    put('db/other.prisma', 'model Other {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}\n')
    await init()
    expect(read('refract.config.ts')).toContain(`schema: '${schema}',`)
    expect(read('db/app.prisma')).toContain('output          = "../generated"')
  })

  it('builds on the core model', async () => {
    const { notes } = await init({ extendCore: true })
    expect(notes).toEqual([])
    expect(read('refract.config.ts')).toContain('extendCore: true')
    expect(read('prisma/schema.prisma')).toContain('model User {\n  posts Post[]\n}\n')
  })

  it('stops where a file was changed since it looked', async () => {
    const { changes } = await plan()
    put('package.json', '{}')
    const written: string[] = []
    await expect(applyInit(folder, changes, ({ path }) => written.push(path))).rejects.toThrow('package.json has changed')
    expect(written).toEqual(['prisma/schema.prisma'])
  })
})
