import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generate } from '../../../src/commands/generate.js'
import { loadCanonical } from '../../../src/commands/load-canonical.js'
import { checkMigrations } from '../../../src/commands/migrate-check.js'
import { createMigrations } from '../../../src/commands/migrate-dev.js'
import { diffSchemas } from '../../../src/commands/migrate-diff.js'
import { watchSchema } from '../../../src/commands/watch.js'
import { HEAD } from '../schema/canonical.js'

const root = await mkdtemp(join(tmpdir(), 'refract-folder-'))
let schema = ''
let count = 0
beforeEach(async () => {
  schema = join(root, String(count++), 'prisma')
  await mkdir(schema, { recursive: true })
  await write('base.prisma', HEAD.replace('../out', '../generated'))
  await write('people/user.prisma', 'model User {\n  id    Int    @id\n  posts Post[]\n  role  Role\n}\n')
  await write('people/role.prisma', 'enum Role {\n  admin\n  guest\n}\n')
  await write(
    'posts/post.prisma',
    '// Written by users.\nmodel Post {\n  id       Int  @id\n  authorId Int\n  author   User @relation(fields: [authorId], references: [id])\n}\n',
  )
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(schema, path)), { recursive: true })
  await writeFile(join(schema, path), text)
}

const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message.replaceAll(`${schema}/`, ''),
  )

const places = () => ({ schema, migrations: join(schema, 'migrations') })
const createStep = () => createMigrations({ ...places(), name: 'step', renames: [], fills: [], agree: async () => true, allowEmpty: false })

describe('a schema of several files in folders', () => {
  it('is one schema: its clients and rendered schemas lie where the file with the generator says', async () => {
    await symlink(resolve('node_modules'), join(dirname(schema), 'node_modules'))
    const { files, entry } = await generate({ schema })
    expect(files.map(({ path }) => path)).toEqual(['postgresql', 'mysql', 'sqlite'].map((name) => join(schema, `base.${name}.prisma`)))
    expect(entry).toBe(join(dirname(schema), 'generated', 'index.ts'))
    const rendered = await readFile(join(schema, 'base.mysql.prisma'), 'utf8')
    expect(rendered.match(/^(?:model|enum) \w+/gm)).toEqual(['enum Role', 'model User', 'model Post'])
    expect(rendered).toContain('// Written by users.\nmodel Post')
    // What was rendered is no part of it.
    expect((await generate({ schema, check: true })).files.every(({ written }) => !written)).toBe(true)
    await write('posts/post.prisma', 'model Post {\n  id Int @id\n}\n')
    await write('people/user.prisma', 'model User {\n  id Int @id\n  role Role\n}\n')
    expect(await messageOf(generate({ schema, check: true }))).toContain('base.postgresql.prisma')
  })

  it.each([
    ['a type', 'posts/post.prisma', 'model Post {\n  id Int @id\n\n  price Decimal\n}\n', 'posts/post.prisma:4:3: Post.price: refused'],
    ['an attribute', 'people/role.prisma', 'enum Role {\n  admin\n\n  @@schema("x")\n}\n', 'people/role.prisma:4:3: Role: refused'],
    [
      'a line for one engine',
      'people/role.prisma',
      'model R {\n  id Int @id\n  // @refract oracle: @@index([id])\n}\n',
      'people/role.prisma:3:15: R: refused',
    ],
    [
      'a setting',
      'people/role.prisma',
      '\ndatasource other {\n  provider = "postgresql"\n}\n',
      'people/role.prisma:2:1: datasource other: refused',
    ],
    ['a model that is there', 'people/role.prisma', 'model Post {\n  id Int @id\n}\n', 'posts/post.prisma:2:1: Post: refused'],
    ['a mistake', 'posts/more/tag.prisma', '\nmodel Tag {\n  id Int @id(\n', 'posts/more/tag.prisma:4:1: expected a value'],
    ['no end', 'posts/more/tag.prisma', 'model Tag {\n  id Int @id\n', 'posts/more/tag.prisma:3:1: model Tag is not closed'],
  ])('is refused with the file and the line of %s', async (_, path, text, message) => {
    await createStep()
    await write(path, text)
    expect(await messageOf(generate({ schema, check: true }))).toContain(message)
    expect(await messageOf(createStep())).toContain(message)
    expect(await messageOf(diffSchemas({ ...places(), from: 'empty', to: 'schema' }))).toContain(message)
    const { problems } = await checkMigrations({ ...places(), replays: [] })
    expect(problems.join().replaceAll(`${schema}/`, '')).toContain(message)
  })

  it('has one history, in its folder', async () => {
    expect((await createStep()).name).not.toBeNull()
    expect((await createStep()).name).toBeNull()
    await write('posts/tag.prisma', 'model Tag {\n  id Int @id\n}\n')
    const { postgresql } = await diffSchemas({ ...places(), from: 'snapshot', to: 'schema' })
    expect(postgresql).toMatch(/^-- CreateTable\nCREATE TABLE "Tag"/)
    expect((await checkMigrations({ ...places(), replays: [] })).problems.join()).toContain('has changes that no migration has')
    const { name } = await createStep()
    const sql = await readFile(join(schema, 'migrations', 'mysql', name ?? '', 'migration.sql'), 'utf8')
    expect(sql.match(/TABLE `\w+`/g)).toEqual(['TABLE `Tag`'])
    expect((await checkMigrations({ ...places(), replays: [] })).problems).toEqual([])
    // What a snapshot keeps is no part of it.
    expect(await readdir(join(schema, 'migrations', 'snapshots', name ?? ''))).toContain('schema.prisma')
    expect((await loadCanonical({ schema })).text.match(/^model \w+/gm)).toEqual(['model User', 'model Post', 'model Tag'])
  })

  it('needs a file, one of which has the generator', async () => {
    const empty = join(schema, 'empty')
    await mkdir(empty)
    expect(await messageOf(loadCanonical({ schema: empty }))).toContain('has no .prisma files')
    await rm(join(schema, 'base.prisma'))
    expect(await messageOf(generate({ schema, check: true }))).toContain('the schema has no generator')
  })
})

describe('a folder that is watched', () => {
  const ends = new AbortController()
  afterEach(() => ends.abort())

  it('wakes for its files in every depth, and not for what is made of them', async () => {
    let runs = 0
    const watching = watchSchema(schema, async () => runs++, ends.signal)
    const settle = () => new Promise((done) => setTimeout(done, 400))
    await settle()
    await write('base.mysql.prisma', 'rendered')
    await write('migrations/snapshots/1/schema.prisma', 'kept')
    await settle()
    expect(runs).toBe(0)
    await write('posts/post.prisma', 'changed')
    await expect.poll(() => runs, { timeout: 5_000 }).toBe(1)
    ends.abort()
    await watching
  })
})
