import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkMigrations } from '../../../src/commands/migrate-check.js'
import { createMigrations, type DevOptions } from '../../../src/commands/migrate-dev.js'
import { diffSchemas } from '../../../src/commands/migrate-diff.js'
import { PROVIDERS, type Provider } from '../../../src/engines/index.js'
import { HEAD } from '../schema/canonical.js'

let folder: string
let migrations: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refract-dev-'))
  migrations = join(folder, 'migrations')
})
afterEach(() => rm(folder, { recursive: true }))

const create = async (models: string, options: Partial<DevOptions> = {}) => {
  const schema = join(folder, 'schema.prisma')
  await writeFile(schema, HEAD + models)
  return createMigrations({
    schema,
    migrations,
    name: 'step',
    renames: [],
    fills: [],
    agree: async () => false,
    allowEmpty: false,
    ...options,
  })
}
const list = async (path: string) => (await readdir(join(migrations, path)).catch(() => [])).filter((name) => !name.endsWith('.toml'))
const read = async (provider: string) => {
  const [last = ''] = (await list(provider)).sort().reverse()
  return readFile(join(migrations, provider, last, 'migration.sql'), 'utf8')
}
const model = (...lines: readonly string[]) => `model User {\n${['id Int @id', ...lines].map((line) => `  ${line}\n`).join('')}}\n`

describe('migrate dev', () => {
  it('writes one migration for every engine, with a snapshot, under one name', async () => {
    const { name, files } = await create(model(), { name: 'Ádd the users!' })
    expect(name).toMatch(/^\d{14}_a_dd_the_users$/)
    for (const part of [...PROVIDERS, 'snapshots']) expect(await list(part)).toEqual([name])
    expect(files).toHaveLength(4)
    expect(await list('snapshots')).toEqual([name])
    expect(await readFile(join(migrations, 'mysql', 'migration_lock.toml'), 'utf8')).toContain('provider = "mysql"')
    expect(await create(model())).toMatchObject({ name: null, files: [] })
    expect(await create(`// A comment.\n${model()}`)).toMatchObject({ name: null })
  })

  it('has an upgrade of the core model as a difference like any other, in the one history', async () => {
    const core = join(folder, 'core.prisma')
    const own =
      'model User {\n  posts Post[]\n}\nmodel Post {\n  id Int @id\n  authorId Int\n  author User @relation(fields: [authorId], references: [id])\n}\n'
    await writeFile(core, HEAD + model('email String @unique'))
    await create(own, { core })
    expect(await read('mysql')).toContain('CREATE TABLE `Post`')
    expect(await create(own, { core })).toMatchObject({ name: null })
    await writeFile(core, `${HEAD}${model('email String @unique', 'image String?')}model Session {\n  id Int @id\n}\n`)
    await create(own, { core })
    expect(await read('postgresql')).toContain('ALTER TABLE "User" ADD COLUMN "image" TEXT COLLATE "C";')
    for (const provider of PROVIDERS) {
      const text = await read(provider)
      expect(text).toMatch(/CREATE TABLE [`"]Session[`"]/)
      expect(text).not.toContain('Post')
    }
    const options = { schema: join(folder, 'schema.prisma'), core, migrations, replays: [] }
    expect(await checkMigrations(options)).toMatchObject({ problems: [] })
  })

  it('writes for the engines in use, and for one that comes into use all that there is', async () => {
    const check = (...engines: Provider[]) => checkMigrations({ schema: join(folder, 'schema.prisma'), migrations, replays: [], engines })
    const first = await create(model('name String'), { engines: ['sqlite'] })
    expect(await list('mysql')).toEqual([])
    expect(await list('sqlite')).toEqual([first.name])
    const second = await create(model('name String'), { engines: ['sqlite', 'mysql'] })
    expect(await list('mysql')).toEqual([second.name])
    expect(await read('mysql')).toContain('CREATE TABLE `User`')
    expect(await read('sqlite')).toBe('-- This is an empty migration.\n')
    await create(model('name String', 'age Int?'), { engines: ['mysql'] })
    expect(await check('mysql')).toMatchObject({ problems: [] })
    // Out of use for one step: it is taken from where it was left.
    await create(model('name String', 'age Int?'), { engines: ['sqlite', 'mysql'] })
    expect(await read('sqlite')).toContain('ADD COLUMN "age"')
    expect(await check('sqlite', 'mysql')).toEqual({ problems: [], replayed: ['SQLite'] })
    expect(await create(model('name String', 'age Int?'), { engines: ['sqlite', 'mysql'] })).toMatchObject({ name: null })
  })

  it('takes a name later than that of every migration that is there', async () => {
    const { name } = await create(model())
    const later = `2999${name?.slice(4)}`
    for (const part of [...PROVIDERS, 'snapshots']) {
      await cp(join(migrations, part, name ?? ''), join(migrations, part, later), { recursive: true })
      await rm(join(migrations, part, name ?? ''), { recursive: true })
    }
    expect((await create(model('name String?'))).name?.startsWith('2999')).toBe(true)
    expect(await list('sqlite')).toHaveLength(2)
  })

  it.each([
    ['drops a model', '', 'User is dropped, with all its rows.'],
    ['drops a field', model(), 'User.name is dropped, with all its values.'],
    ['shortens a text', model('name String @db.VarChar(5)'), 'User.name is at most 5 long'],
    ['adds a unique', model('name String @unique @db.VarChar(20)'), 'User.name becomes unique'],
  ])('asks before it %s, and writes nothing without an answer', async (_what, models, message) => {
    const rest = 'model Other {\n  id Int @id\n}\n'
    await create(model('name String @db.VarChar(20)') + rest)
    const before = await list('postgresql')
    await expect(create(models + rest)).rejects.toThrow(message)
    await expect(create(models + rest)).rejects.toThrow('--accept-data-loss')
    for (const part of [...PROVIDERS, 'snapshots']) expect(await list(part)).toEqual(before)
    await create(models + rest, { agree: async () => true })
    for (const provider of PROVIDERS) expect(await read(provider)).toContain(`Warnings:\n\n  - ${message}`)
  })

  it('asks for the value of a required field, and gives it to the rows alone', async () => {
    await create(model())
    await expect(create(model('age Int'))).rejects.toThrow('User.age is required and has no default: the rows that are there need a value.')
    await expect(create(model('age Int'))).rejects.toThrow('--fill User.age=<value>')
    await create(model('age Int'), { fills: ['User.age=7'] })
    for (const provider of PROVIDERS) expect(await read(provider)).toContain('DEFAULT 7')
    const snapshot = await readFile(join(migrations, 'snapshots', (await list('snapshots')).at(-1) ?? '', 'tables.sqlite.sql'), 'utf8')
    expect(snapshot).not.toContain('DEFAULT 7')
  })

  it('refuses a change of type that no two engines do alike', async () => {
    await create(model('age String @db.VarChar(10)'))
    const accepting = create(model('age DateTime'), { agree: async () => true })
    await expect(accepting).rejects.toThrow('User.age changes its type from text to timestamp, which no two engines do alike')
  })

  it.each([
    ['User.name', 'is not understood'],
    ['User.nothing=title', 'the last snapshot has no User.nothing'],
    ['User.name=nothing', 'the schema has no User.nothing'],
    ['User.id=title', 'the schema still has User.id'],
    ['Nobody=User', 'the last snapshot has no Nobody'],
  ])('refuses --rename %s', async (rename, message) => {
    await create(model('name String?'))
    await expect(create(model('title String?'), { renames: [rename] })).rejects.toMatchObject({
      code: 'REFRACT_USAGE',
      message: expect.stringContaining(message),
    })
  })

  it('tells the SQL between any two states without writing', async () => {
    const { name } = await create(model())
    await create(model('name String?'))
    const diff = (from: string, to: string) => diffSchemas({ schema: join(folder, 'schema.prisma'), migrations, from, to })
    expect(await diff('snapshot', 'schema')).toEqual({ postgresql: '', mysql: '', sqlite: '' })
    for (const script of Object.values(await diff(name ?? '', 'schema'))) expect(script).toMatch(/ADD COLUMN .name. (?:TEXT|LONGTEXT)/)
    for (const script of Object.values(await diff('schema', 'empty'))) expect(script).toContain('DROP TABLE')
    for (const script of Object.values(await diff('empty', 'schema'))) expect(script).toContain('CREATE TABLE')
    await expect(diff('nothing', 'schema')).rejects.toThrow(
      `There is no snapshot of nothing.\n  Known are: empty, schema, database, snapshot (the last one), ${name}`,
    )
    expect(await list('sqlite')).toHaveLength(2)
  })

  it('asks about what may be a rename, and takes the answer', async () => {
    const models = (name: string, field: string) => `model ${name} {\n  id Int @id\n  ${field} String?\n  count Int?\n}\n`
    await create(models('Tag', 'name'))
    const asked: unknown[] = []
    const isRename = (answer: boolean) => async (rename: unknown) => {
      asked.push(rename)
      return answer
    }
    await expect(create(models('Tag', 'title'), { isRename: isRename(false) })).rejects.toThrow('Tag.name is dropped')
    await create(models('Tag', 'title'), { isRename: isRename(true) })
    expect(await read('postgresql')).toContain('RENAME COLUMN "name" TO "title"')
    await create(models('Label', 'title'), { isRename: isRename(true) })
    expect(await read('postgresql')).toContain('ALTER TABLE "Tag" RENAME TO "Label"')
    const [field, model] = [
      { model: 'Tag', field: 'name', to: 'title' },
      { model: 'Tag', field: null, to: 'Label' },
    ]
    expect(asked).toEqual([field, field, model])
  })

  it('refuses a rename that would turn round a relation of many to many', async () => {
    const models = (name: string) => `model ${name} {\n  id Int @id\n  items Item[]\n}\n\nmodel Item {\n  id Int @id\n  tags ${name}[]\n}\n`
    await create(models('Tag'))
    await expect(create(models('Article'), { renames: ['Tag=Article'] })).rejects.toThrow(
      'would turn round the columns of the table _ItemToTag',
    )
    await create(models('Label'), { renames: ['Tag=Label'] })
    expect(await read('postgresql')).toContain('ALTER TABLE "_ItemToTag" RENAME TO "_ItemToLabel";')
  })

  it('names a rename where one is likely', async () => {
    await create(model('name String?'))
    await expect(create(model('title String?'))).rejects.toThrow('--rename User.name=<new name>')
    await create(model('title String?'), { renames: ['User.name=title'] })
    expect(await read('postgresql')).toBe('-- RenameColumn\nALTER TABLE "User" RENAME COLUMN "name" TO "title";\n')
    expect(await read('mysql')).toBe('-- RenameColumn\nALTER TABLE `User` RENAME COLUMN `name` TO `title`;\n')
  })

  it('keeps the data of a rename whatever the database calls the new name, and writes nothing where that stays', async () => {
    await create(model('name String?'))
    await create(model('title String? @map("full name")'), { renames: ['User.name=title'] })
    expect(await read('postgresql')).toBe('-- RenameColumn\nALTER TABLE "User" RENAME COLUMN "name" TO "full name";\n')
    expect(await create(model('heading String? @map("full name")'), { renames: ['User.title=heading'] })).toMatchObject({ name: null })
    const person = `${model('title String?').replace('User', 'Person').slice(0, -2)}  @@map("people")\n}\n`
    await create(person, { renames: ['User=Person'], agree: async () => true })
    expect(await read('postgresql')).toContain('ALTER TABLE "User" RENAME TO "people";')
    expect(await read('mysql')).toContain('RENAME TABLE `User` TO `people`;')
  })

  it('renames the index of a foreign key with its column', async () => {
    const models = (id: string) =>
      `model Owner {\n  id Int @id\n  users User[]\n}\n\n${model(`${id} Int`, `owner Owner @relation(fields: [${id}], references: [id])`)}`
    await create(models('ownerId'))
    await create(models('keeperId'), { renames: ['User.ownerId=keeperId'] })
    expect(await read('postgresql')).toContain('ALTER INDEX "User_ownerId_idx" RENAME TO "User_keeperId_idx";')
  })

  it('writes nothing where models and fields stand in another order', async () => {
    const owner = 'model Owner {\n  id Int @id\n  users User[]\n}\n\n'
    const relation = 'owner Owner? @relation(fields: [ownerId], references: [id])'
    await create(owner + model('a Int?', 'ownerId Int?', relation, 'b String?'))
    expect(await create(model('b String?', relation, 'ownerId Int?', 'a Int?') + owner)).toMatchObject({ name: null, files: [] })
  })

  it('writes nothing where the members of an enum stand in another order', async () => {
    const enumeration = (...members: readonly string[]) =>
      `enum Role {\n${members.map((name) => `  ${name}\n`).join('')}}\n\n${model('role Role')}`
    await create(enumeration('USER', 'ADMIN'))
    expect(await create(enumeration('ADMIN', 'USER'))).toMatchObject({ name: null })
    expect(await create(enumeration('USER', 'MODERATOR', 'ADMIN'))).not.toMatchObject({ name: null })
    expect(await read('postgresql')).toContain(`ALTER TYPE "Role" ADD VALUE 'MODERATOR' AFTER 'ADMIN';`)
  })

  it('keeps an index of PostgreSQL alone in its history, and none elsewhere', async () => {
    const index = '@@index([data(ops: JsonbPathOps)], type: Gin)'
    await create(model('data Json'))
    await create(model('data Json', index))
    expect(await read('postgresql')).toBe('-- CreateIndex\nCREATE INDEX "User_data_idx" ON "User" USING GIN ("data" jsonb_path_ops);\n')
    for (const provider of ['mysql', 'sqlite']) expect(await read(provider)).toBe('-- This is an empty migration.\n')
    await create(model('data Json', index, 'age Int?'))
    expect(await read('postgresql')).not.toContain('INDEX')
    await create(model('data Json', 'age Int?'))
    expect(await read('postgresql')).toBe('-- DropIndex\nDROP INDEX "User_data_idx";\n')
    expect(await list('mysql')).toEqual(await list('postgresql'))
  })

  it('keeps what stands behind @refract in the history of its engines, through a rename and a table that is made anew', async () => {
    const lines = (field: string) => [
      `${field} Json`,
      'at DateTime',
      `// @refract postgresql: @@index([${field}], type: Gin)`,
      '// @refract mysql, sqlite: @@index([at])',
    ]
    await create(model('data Json', 'at DateTime'))
    await create(model(...lines('data')))
    expect(await read('postgresql')).toBe('-- CreateIndex\nCREATE INDEX "User_data_idx" ON "User" USING GIN ("data");\n')
    for (const [provider, quote] of [
      ['mysql', '`'],
      ['sqlite', '"'],
    ] as const)
      expect(await read(provider)).toBe(
        `-- CreateIndex\nCREATE INDEX ${quote}User_at_idx${quote} ON ${quote}User${quote}(${quote}at${quote});\n`,
      )
    await create(model(...lines('facts')), { renames: ['User.data=facts'] })
    expect(await read('postgresql')).toBe(
      '-- RenameColumn\nALTER TABLE "User" RENAME COLUMN "data" TO "facts";\n\n-- RenameIndex\nALTER INDEX "User_data_idx" RENAME TO "User_facts_idx";\n',
    )
    expect(await read('mysql')).not.toContain('INDEX')
    await create(model(...lines('facts'), 'name String @unique'), { fills: ["User.name='a'"], agree: async () => true })
    expect(await read('postgresql')).not.toContain('User_facts_idx')
    // SQLite makes a table anew, and with it what stands on it.
    expect((await read('sqlite')).match(/CREATE INDEX "User_at_idx" ON "User"\("at"\);/g)).toHaveLength(1)
    await create(model('facts Json', 'at DateTime', 'name String @unique'))
    expect(await read('postgresql')).toBe('-- DropIndex\nDROP INDEX "User_facts_idx";\n')
    expect(await read('mysql')).toBe('-- DropIndex\nDROP INDEX `User_at_idx` ON `User`;\n')
  })

  it('makes an extension of PostgreSQL before what needs it', async () => {
    const head = HEAD.replace('  output', '  // @refract postgresql: previewFeatures = ["postgresqlExtensions"]\n  output').replace(
      'datasource db {',
      'datasource db {\n  // @refract postgresql: extensions = [pg_trgm, citext]',
    )
    const schema = join(folder, 'schema.prisma')
    const step = async (text: string) => {
      await writeFile(schema, text)
      const options = { schema, migrations, name: 'step', renames: [], fills: [], agree: async () => false, allowEmpty: false }
      return createMigrations(options)
    }
    await step(HEAD + model('name String'))
    const line = '// @refract postgresql: @@index([name(ops: raw("gin_trgm_ops"))], type: Gin)'
    await step(head + model('name String', line))
    expect(await read('postgresql')).toBe(
      '-- CreateExtension\nCREATE EXTENSION IF NOT EXISTS "citext";\n\n-- CreateExtension\nCREATE EXTENSION IF NOT EXISTS "pg_trgm";\n\n-- CreateIndex\nCREATE INDEX "User_name_idx" ON "User" USING GIN ("name" gin_trgm_ops);\n',
    )
    await step(head.replace(', citext', '') + model('name String', line))
    expect(await read('postgresql')).toBe('-- DropExtension\nDROP EXTENSION "citext";\n')
    expect(await read('mysql')).toBe('-- This is an empty migration.\n')
  })

  it('finds the table of a trigger by its own name, percent signs and all', async () => {
    const models = (id: string) => `model User {\n  id Int @id${id}\n  @@map("100%")\n}\n`
    await create(models(' @default(autoincrement())'))
    await create(models(''))
    expect(await read('postgresql')).toContain('DROP TRIGGER "100%_follow_ids" ON "100%";')
  })

  it.each(['a + b', '', '"open'])('refuses --fill User.age=%s', async (value) => {
    await create(model())
    await expect(create(model('age Int'), { fills: [`User.age=${value}`] })).rejects.toMatchObject({ code: 'REFRACT_USAGE' })
  })

  it('refuses a value for what needs none', async () => {
    await create(model())
    await expect(create(model('age Int?'), { fills: ['User.age=7'] })).rejects.toThrow('--fill User.age: this is no required field')
  })

  it('refuses to go on from a snapshot that was edited, is missing or stands beside another', async () => {
    await create(model())
    const [first = ''] = await list('snapshots')
    const file = join(migrations, 'snapshots', first, 'schema.prisma')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replaceAll('\n', '\r\n'))
    expect(await create(model())).toMatchObject({ name: null })
    await writeFile(file, `${text}// edited\n`)
    await expect(create(model('a Int?'))).rejects.toThrow('schema.prisma was edited')
    await writeFile(file, text)
    await create(model('a Int?'))
    const second = (await list('snapshots')).at(-1) ?? ''
    const third = `2999${second.slice(4)}`
    await cp(join(migrations, 'snapshots', second), join(migrations, 'snapshots', third), { recursive: true })
    await expect(create(model('b Int?'))).rejects.toThrow(`${third} was made after ${first}, and not after ${second}`)
    await rm(join(migrations, 'snapshots'), { recursive: true })
    await expect(create(model('b Int?'))).rejects.toThrow('has a history, and')
  })

  it('writes three or none', async () => {
    await mkdir(join(migrations), { recursive: true })
    await writeFile(join(migrations, 'sqlite'), 'no folder')
    await expect(create(model())).rejects.toThrow()
    expect(await readdir(migrations)).not.toContainEqual(expect.stringMatching(/^\.new/))
    for (const part of ['postgresql', 'mysql', 'snapshots']) expect(await list(part)).toEqual([])
  })
})
