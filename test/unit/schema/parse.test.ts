import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SchemaSyntaxError } from '../../../src/contract/errors.js'
import { type Field, fieldsOf } from '../../../src/schema/ast.js'
import { parseSchema } from '../../../src/schema/parse.js'
import { renderSchema } from '../../../src/schema/render.js'
import { scan } from '../../../src/schema/scan.js'

/** Real schemas of other people's projects, where they are at hand. */
const CORPUS = '../shared/corpus'

describe('parseSchema', () => {
  it('reads fields with type, modifier, attributes and position', () => {
    const schema = parseSchema('model User {\n  id String @id @default(uuid(7)) @db.Uuid // key\n  tags Tag[]\n  age Int?\n}\n', 'a.prisma')
    const [block] = schema.entries
    if (block?.kind !== 'model') throw new Error('no model')
    const [id, tags, age] = fieldsOf(block) as [Field, Field, Field]
    expect(id).toMatchObject({
      name: 'id',
      type: 'String',
      modifier: '',
      unsupported: null,
      comment: '// key',
      position: { line: 2, column: 3 },
    })
    expect(id.attributes.map(({ name, position }) => [name, position.column])).toEqual([
      ['id', 14],
      ['default', 18],
      ['db.Uuid', 36],
    ])
    expect(id.attributes[1]?.args).toEqual([
      {
        name: null,
        value: {
          kind: 'call',
          name: 'uuid',
          args: [{ name: null, value: { kind: 'word', text: '7', position: { line: 2, column: 31 } } }],
          position: { line: 2, column: 26 },
        },
      },
    ])
    expect([tags.type, tags.modifier, age.type, age.modifier]).toEqual(['Tag', '[]', 'Int', '?'])
  })

  it('reads every kind of block and of value', () => {
    const text = `generator client {
  provider = "prisma-client"
  flags    = ["a", "b"]
  url      = env("URL")
}

type Address {
  street String
}

view Totals {
  sum Unsupported("money")?
}

enum Size {
  small @map("1-small")

  @@map("size")
}

model Place {
  at      DateTime @default(now())
  low     Int      @default(-5)
  ratio   Float    @default(-1.50)
  big     BigInt   @default(9007199254740993)
  text    String   @default("a \\"quoted\\" \\\\ \\n text")
  address String   @default(dbgenerated("f('x')"))

  @@unique(fields: [at, low(sort: Desc)], name: "key", map: "place_key")
  @@index([address.street(ops: raw("x_ops"))], type: Gin)
}
`
    const schema = parseSchema(text, 'a.prisma')
    expect(schema.entries.flatMap((entry) => ('name' in entry ? [`${entry.kind} ${entry.name}`] : []))).toEqual([
      'generator client',
      'type Address',
      'view Totals',
      'enum Size',
      'model Place',
    ])
    expect(renderSchema(schema)).toBe(text)
  })

  it('reads lists and arguments over several lines, Windows line ends, tabs, a byte order mark and words of any script', () => {
    const text =
      '\uFEFFmodel Größe {\r\n\tid\tInt @id\r\n\tname String @default("tab\there")\r\n\t@@unique([\r\n\t\tid,\r\n\t\tname,\r\n\t])\r\n}\r\n'
    expect(renderSchema(parseSchema(text, 'a.prisma'))).toBe(
      'model Größe {\n  id   Int    @id\n  name String @default("tab\\there")\n  @@unique([id, name])\n}\n',
    )
  })

  it('reads an empty file and an empty block', () => {
    expect(parseSchema('', 'a.prisma').entries).toEqual([])
    expect(renderSchema(parseSchema('model M {}', 'a.prisma'))).toBe('model M {\n}\n')
  })

  it.each([
    ['model User\n', '1:11', 'expected {, found the end of the line'],
    ['model User {\n  id Int @id\n', '3:1', 'model User is not closed: expected }'],
    ['table User {\n}\n', '1:1', 'table does not begin a block: expected model, view, type, enum, generator, datasource'],
    ['model User {\n  id\n}\n', '2:5', 'expected the type of id, found the end of the line'],
    ['model User {\n  id Int @id @\n}\n', '2:15', "expected an attribute's name, found the end of the line"],
    ['model User {\n  id Int @id; name String\n}\n', '2:13', 'unexpected ";"'],
    ['model User {\n  id Int @id name String\n}\n', '2:14', 'expected the end of the line, found "name"'],
    ['model User {\n  id String @default("abc)\n}\n', '2:22', 'this string is not closed on its line'],
    ['model User {\n  id String @default("\\q")\n}\n', '2:22', '"\\q" has an escape that Prisma does not know'],
    ['model User {\n  id Int @default(1 2)\n}\n', '2:21', 'expected , or )'],
    ['model User {\n  id Int @default(\n', '3:1', 'expected a value, found the end of the file'],
    ['model User {\n  @@index([a b])\n}\n', '2:14', 'expected , or ]'],
    ['model User {\n  id Int[ @id\n}\n', '2:11', 'expected ], found "@"'],
    ['model User {\n  id Unsupported(money)\n}\n', '2:18', 'expected the type in quotes, found "money"'],
    ['model User {\n  @@index([\n    id, // why\n  ])\n}\n', '3:9', 'a comment inside brackets would be lost: move it above'],
    ['datasource db {\n  provider "x"\n}\n', '2:12', 'expected =, found "x"'],
    ['enum E {\n  "a"\n}\n', '2:3', 'expected a member, found "a"'],
    ['{\n}\n', '1:1', 'expected a block: model, enum, generator or datasource, found "{"'],
  ])('names the place of a syntax error in %j', (text, place, reason) => {
    const error = catchError(() => parseSchema(text, 'prisma/schema.prisma'))
    expect(error).toBeInstanceOf(SchemaSyntaxError)
    expect(error).toMatchObject({ code: 'REFRACT_SCHEMA_SYNTAX', message: `prisma/schema.prisma:${place}: ${reason}` })
  })
})

const schemas = existsSync(CORPUS)
  ? readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.prisma'))
      .sort()
  : []
if (schemas.length === 0) console.log(`The corpus of real schemas (${CORPUS}) is not here: its schemas are not parsed.`)

describe.skipIf(schemas.length === 0)('real schemas', () => {
  it(`keep every word, string and comment, and render to a fixpoint (${schemas.length} files)`, () => {
    for (const path of schemas) {
      const text = readFileSync(join(CORPUS, path), 'utf8')
      const rendered = renderSchema(parseSchema(text, path))
      expect(wordsOf(rendered, path), path).toEqual(wordsOf(text, path))
      expect(renderSchema(parseSchema(rendered, path)), path).toBe(rendered)
    }
  })
})

/** All that carries meaning or was written for people, which empty brackets and a comma before a closing one do not. */
function wordsOf(text: string, path: string): string[] {
  const words = scan(text, path).flatMap(({ kind, text }) => (kind === 'newline' ? [] : [text]))
  return words.filter((word, index) => {
    const [before, after] = [words[index - 1], words[index + 1]]
    if (word === ',') return after !== ')' && after !== ']'
    return !(word === '(' && after === ')') && !(word === ')' && before === '(')
  })
}

function catchError(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
