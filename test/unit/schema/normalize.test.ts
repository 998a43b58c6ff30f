import { describe, expect, it } from 'vitest'
import { renderSchemas } from '../../../src/commands/render.js'
import { formatNote } from '../../../src/contract/lowering.js'
import { PROVIDERS, type Provider } from '../../../src/engines/index.js'
import { HEAD, modelOf } from './canonical.js'

function render(text: string, provider: Provider): { body: string; notes: string[] } {
  const rendering = renderSchemas(text, 'schema.prisma').renderings.find((candidate) => candidate.provider === provider)
  return { body: rendering?.text.split('\n').slice(2).join('\n') ?? '', notes: rendering?.notes.map(formatNote) ?? [] }
}

describe('what every engine gets in place of what PostgreSQL alone has', () => {
  it.each(PROVIDERS)('is an enum in the order of its bytes, comments and all, on %s', (provider) => {
    const members = '  // the least\n  USER\n  /// may do all\n  ADMIN  @map("z")\n  Guest\n\n  @@map("role")\n'
    const { body, notes } = render(`${HEAD}enum Role {\n${members}}\n\nmodel M {\n  id Int @id\n  role Role @default(USER)\n}\n`, provider)
    expect(body).toContain('enum Role {\n  Guest\n  // the least\n  USER\n  /// may do all\n  ADMIN @map("z")\n\n  @@map("role")\n}')
    expect(notes).toContain(
      'Role: USER, ADMIN, Guest becomes Guest, USER, ADMIN: SQLite sorts an enum by its text, so every engine gets that order',
    )
  })

  it('is Restrict for NoAction, but for a tree, which needs another answer', () => {
    const lines = (target: string) =>
      `ownerId Int?\n  owner ${target}? @relation("o", fields: [ownerId], references: [id], onDelete: NoAction, onUpdate: NoAction, map: "its_owner")`
    const text = `${HEAD}model Owner {\n  id Int @id\n  ms M[] @relation("o")\n}\n\nmodel M {\n  id Int @id\n  ${lines('Owner')}\n}\n`
    const actions = 'references: [id], onDelete: Restrict, onUpdate: Restrict'
    expect(render(text, 'postgresql').body).toContain(`${actions}, map: "its_owner")`)
    expect(render(text, 'mysql').body).toContain(`${actions}, map: "its_owner")`)
    // Prisma cannot name it there.
    expect(render(text, 'sqlite').body).toContain(`${actions})`)
    const tree = modelOf('id Int @id', ...lines('M').split('\n  '), 'ms M[] @relation("o")')
    expect(() => renderSchemas(tree, 'schema.prisma')).toThrow('Use SetNull')
  })

  it.each([
    ['gen_random_uuid()', 'uuid()'],
    ['(public.uuid_generate_v4())', 'uuid()'],
    ['gen_random_uuid()::text', 'uuid()'],
    ['(extensions.uuid_generate_v4())::character varying', 'uuid()'],
  ])('is made by the client: dbgenerated("%s")', (sql, made) => {
    const { body } = render(modelOf(`id String @id @default(dbgenerated("${sql}"))`), 'mysql')
    expect(body).toContain(`@default(${made})`)
  })

  it.each(['now()', 'CURRENT_TIMESTAMP', 'CURRENT_TIMESTAMP(3)', "timezone('utc'::text, now())", 'now()::timestamp'])(
    'is now() for dbgenerated("%s")',
    (sql) => {
      const { body } = render(modelOf('id Int @id', `at DateTime @default(dbgenerated("${sql}"))`), 'sqlite')
      expect(body).toContain('@default(now())')
    },
  )

  it.each(["nextval('s')", "encode(gen_random_bytes(8), 'hex')", ''])('is nothing for dbgenerated("%s"), which is refused', (sql) => {
    const text = modelOf('id Int @id', `a String @default(dbgenerated(${sql === '' ? '' : JSON.stringify(sql)}))`)
    expect(() => renderSchemas(text, 'schema.prisma')).toThrow(/is an expression of one engine's SQL|does not say what the database makes/)
  })

  it('is nothing for settings that Prisma 7 does without; others are refused', () => {
    const head = HEAD.replace('provider = "postgresql"', 'provider = "postgresql"\n  relationMode = "foreignKeys"').replace(
      'output   = "../out"',
      'output   = "../out"\n  previewFeatures = ["driverAdapters", "tracing"]\n  binaryTargets = ["native"]',
    )
    const { body, notes } = render(`${head}model M {\n  id Int @id\n}\n`, 'mysql')
    expect(body).not.toMatch(/relationMode|previewFeatures/)
    expect(notes).toEqual([
      'generator client: previewFeatures = ["driverAdapters"] becomes nothing: Prisma 7 has it without, or has it no more',
      'generator client: previewFeatures = ["tracing"] becomes nothing: Prisma 7 has it without, or has it no more',
      'generator client: binaryTargets = ["native"] becomes nothing: Prisma 7 has no engine binaries',
      'datasource db: relationMode = "foreignKeys" becomes nothing: it is Prisma\'s default',
    ])
    const refuse = (from: string, to: string) => () =>
      renderSchemas(`${head.replace(from, to)}model M {\n  id Int @id\n}\n`, 'schema.prisma')
    expect(refuse('"tracing"', '"views"')).toThrow('the preview feature "views"')
    expect(refuse('"foreignKeys"', '"prisma"')).toThrow('relationMode')
  })
})

describe('a line for one engine', () => {
  const text = (line: string) => modelOf('id Int @id', 'data Json', 'at DateTime', line)

  it('is in the schemas of the engines that it names, and not even a comment in others', () => {
    const given = text('// @refract postgresql, mysql: @@index([at, id], map: "by_time")')
    for (const provider of ['postgresql', 'mysql'] as const)
      expect(render(given, provider).body).toContain('@@index([at, id], map: "by_time")\n')
    expect(render(given, 'sqlite').body).not.toMatch(/by_time|@refract/)
  })

  it('may be a setting', () => {
    const given = `${HEAD.replace('provider = "postgresql"', 'provider = "postgresql"\n  // @refract postgresql: extensions = [pgcrypto]')}model M {\n  id Int @id\n}\n`
    expect(render(given, 'postgresql').body).toContain('extensions = [pgcrypto]')
    expect(render(given, 'mysql').body).not.toContain('pgcrypto')
  })

  it.each([
    [
      '// @refract oracle: @@index([at])',
      'schema.prisma:14:3: M: refused for postgresql, mysql, sqlite: oracle is no provider. Write one of postgresql, mysql, sqlite.',
    ],
    [
      '// @refract @@index([at])',
      'schema.prisma:14:3: M: refused for postgresql, mysql, sqlite: // @refract @@index([at]) is not understood. Write // @refract postgresql: @@index([data], type: Gin).',
    ],
    [
      '// @refract mysql: extra Int',
      'schema.prisma:14:3: M: refused for postgresql, mysql, sqlite: a field that one engine alone has is none of the portable client. Write an attribute of the block.',
    ],
    ['// @refract mysql: @@index([at)', 'schema.prisma:14:33'],
  ])('is refused at its place: %s', (line, message) => {
    expect(() => renderSchemas(text(line), 'schema.prisma')).toThrow(message)
  })
})
