import { describe, expect, it } from 'vitest'
import { renderSchemas } from '../../../src/commands/render.js'
import { formatNote } from '../../../src/contract/lowering.js'
import { PROVIDERS, type Provider } from '../../../src/engines/index.js'
import { parseSchema } from '../../../src/schema/parse.js'
import { renameInSchema } from '../../../src/schema/rename.js'
import { renderSchema } from '../../../src/schema/render.js'
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
    const mode = render(
      `${head.replace('"foreignKeys"', '"prisma"').replace('"tracing"', '"views"')}model M {\n  id Int @id\n}\n`,
      'sqlite',
    )
    expect(mode.body).not.toMatch(/relationMode|previewFeatures/)
    expect(mode.notes).toContain(
      'datasource db: relationMode = "prisma" becomes nothing: every engine has foreign keys, with an index for each',
    )
    expect(refuse('"tracing"', '"shardKeys"')).toThrow('the preview feature "shardKeys"')
    expect(refuse('"foreignKeys"', '"none"')).toThrow('relationMode')
  })
})

describe('a key that is too long', () => {
  const text = `${HEAD}model A {
  x String
  y String
  z String
  w String
  bs B[]

  @@id([x, y, z, w])
}

model B {
  id String @id
  x  String
  y  String
  z  String
  w  String
  a  A @relation(fields: [x, y, z, w], references: [x, y, z, w], onDelete: Cascade)
  cs C[]
  @@unique([x, id])
}

model C {
  id Int    @id
  b  String
  x  String
  to B @relation(fields: [x, b], references: [x, id], onDelete: Cascade)
}
`

  it('has texts of equal length, on every side of a foreign key', () => {
    const { body, notes } = render(text, 'mysql')
    expect(body.match(/^ {2}\w+ +String.*$/gm)?.map((line) => line.replace(/ +/g, ' ').trim())).toEqual([
      ...['x', 'y', 'z', 'w'].map((name) => `${name} String @db.VarChar(169)`),
      'id String @id @db.VarChar(191)',
      ...['x', 'y', 'z', 'w'].map((name) => `${name} String @db.VarChar(169)`),
      'b String @db.VarChar(191)',
      'x String @db.VarChar(169)',
    ])
    expect(notes).toContain('C.x: String becomes @db.VarChar(169): PostgreSQL and MySQL end a key at 676 characters, here A.x+y+z+w')
  })

  it('gives way to a length that somebody wrote', () => {
    const lines = ['id Int @id', 'a String', 'b String @db.VarChar(612)', '@@index([a, b])']
    expect(render(modelOf(...lines), 'postgresql').body).toMatch(/a +String @db\.VarChar\(64\)/)
    const longer = lines.map((line) => line.replace('612', '613'))
    expect(() => renderSchemas(modelOf(...longer), 'schema.prisma')).toThrow('a key or an index of up to 804 characters')
  })
})

describe('a name that PostgreSQL would cut', () => {
  const long = 'p'.repeat(58)
  const text = `${HEAD}model M {
  id Int @id
  p  Int @map("${long}")
  q  Int
  to P   @relation(fields: [p], references: [id], onDelete: Cascade)
  @@unique([p, q])
  @@index([q, p])
  @@map("${'m'.repeat(60)}")
}

model P {
  id Int @id
  ms M[]
}
`
  const table = 'm'.repeat(58)

  it.each(PROVIDERS)('is cut as Prisma cuts it, on %s', (provider) => {
    const { body } = render(text, provider)
    expect(body).toContain(`@@unique([p, q], map: "${table}m_key")`)
    expect(body).toContain(`@@index([q, p], map: "${table}m_idx")`)
    if (provider === 'postgresql') expect(body).toContain(`@id(map: "${table}_pkey")`)
    if (provider !== 'sqlite') expect(body).toContain(`onDelete: Cascade, map: "${table}_fkey")`)
  })
})

describe('a schema within the database', () => {
  const text = `${HEAD.replace('provider = "postgresql"', 'provider = "postgresql"\n  schemas = ["app"]')}enum E {
  a
  @@schema("app")
}

model M {
  id Int @id
  e  E
  @@schema("app")
}
`

  it('is left to the address where it is the only one', () => {
    const { body, notes } = render(text, 'postgresql')
    expect(body).not.toContain('schema')
    expect(notes).toEqual([
      'datasource db: schemas = ["app"] becomes nothing: there is one schema alone, with no @@schema to tell; the address says which',
    ])
  })

  it('is refused where there are others', () => {
    expect(() => renderSchemas(text.replace('["app"]', '["app", "auth"]'), 'schema.prisma')).toThrow(
      /schemas? within a database[\s\S]*@@schema\("app"\)/,
    )
    expect(() => renderSchemas(text.replace('@@schema("app")', '@@schema("auth")'), 'schema.prisma')).toThrow('@@schema("auth")')
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

  it.each(['// @refract mysql: @@index([id])\n', 'enum E {\n  a\n  // @refract mysql: b\n}\n'])(
    'is refused where nobody would read it: %j',
    (behind) => {
      expect(() => renderSchemas(`${modelOf('id Int @id')}${behind}`, 'schema.prisma')).toThrow('@refract stands on a line of its own')
    },
  )

  it('is a comment like any other where the word is longer', () => {
    expect(render(modelOf('id Int @id', '// @refractory mysql', '// see @refract'), 'mysql').body).toContain(
      '// @refractory mysql\n  // see',
    )
  })

  it('has the new name of a field that is renamed', () => {
    const given = text('// @refract postgresql, mysql: @@index([at(sort: Desc)])')
    const renamed = renameInSchema(parseSchema(given, 'schema.prisma'), { model: 'M', field: 'at', to: 'when', map: null })
    expect(renderSchema(renamed)).toContain('  // @refract postgresql, mysql: @@index([when(sort: Desc)])\n')
  })

  it('stands in place of the setting of all', () => {
    const given = HEAD.replace('  output', '  // @refract sqlite: compilerBuild = "fast"\n  compilerBuild = "small"\n  output')
    expect(render(given, 'sqlite').body.match(/compilerBuild .*/g)).toEqual(['compilerBuild = "fast"'])
    expect(render(given, 'mysql').body.match(/compilerBuild .*/g)).toEqual(['compilerBuild = "small"'])
    for (const line of ['output = "../mine"', 'provider = "x"'])
      expect(() => renderSchemas(HEAD.replace('  output', `  // @refract mysql: ${line}\n  output`), 'schema.prisma')).toThrow(
        'of one engine alone. Remove it: Refract writes what each engine needs.',
      )
  })

  it('may be a setting', () => {
    const given = `${HEAD.replace('provider = "postgresql"', 'provider = "postgresql"\n  // @refract postgresql: extensions = [pgcrypto]')}model M {\n  id Int @id\n}\n`
    expect(render(given, 'postgresql').body).toContain('extensions = [pgcrypto]')
    expect(render(given, 'mysql').body).not.toContain('pgcrypto')
  })

  it.each([
    [
      '// @refract oracle: @@index([at])',
      'schema.prisma:14:15: M: refused for postgresql, mysql, sqlite: @refract names oracle, which is no provider. Write one or several of postgresql, mysql, sqlite.',
    ],
    [
      '// @refract @@index([at])',
      'schema.prisma:14:15: expected the engine that has it alone, as in // @refract postgresql: …, found "@@"',
    ],
    [
      '// @refract mysql: extra Int',
      'schema.prisma:14:22: M: refused for mysql: the field extra of one engine alone, which the portable client could not have. Write it for all engines.',
    ],
    ['// @refract mysql: @@index([at)', 'schema.prisma:14:33: expected , or ]'],
    ['// @refract mysql: @@index([at]', 'schema.prisma:14:34: expected , or )'],
    ['// @refract mysql @@index([at])', 'schema.prisma:14:21: expected :, found "@@"'],
    ['// @refract mysql: @@index([at]) }', 'schema.prisma:14:36: expected the end of the line, found "}"'],
    ['// @refract mysql: @@index([none])', 'M has no field none to index. Name a field that holds values.'],
    ['// @refract mysql, sqlite: @@index([])', 'schema.prisma:14:30: M: refused for mysql, sqlite: @@index([]) names no field. Name one.'],
    [
      '// @refract sqlite: @@index([at], map: "M_pkey")',
      'the index name M_pkey is used by the table M too. Give it another name with map.',
    ],
    [
      '// @refract sqlite: @@unique([at])',
      '@@unique([at]) of one engine alone changes which rows there can be, or their names. Write it for all engines',
    ],
    [
      '// @refract mysql: @@map("x")',
      '@@map("x") of one engine alone changes which rows there can be, or their names. Write it for all engines',
    ],
    [
      'extra Int // @refract mysql: @@index([at])',
      'schema.prisma:14:13: @refract stands on a line of its own within a model, the datasource or the generator',
    ],
  ])('is refused at its place: %s', (line, message) => {
    expect(() => renderSchemas(text(line), 'schema.prisma')).toThrow(message)
  })
})
