import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { renderSchemas } from '../../../src/commands/render.js'
import { SchemaRefusedError, SchemaSyntaxError } from '../../../src/contract/errors.js'
import { HEAD, modelOf } from './canonical.js'
import { REFUSED_FIELDS } from './refused-fields.js'
import { REFUSED_SCHEMAS } from './refused-schemas.js'

const FILE = 'prisma/schema.prisma'

describe('what a model may not hold', () => {
  it.each(REFUSED_FIELDS)('%s', (_, lines, messages) => {
    const fields = ['id Int @id @default(autoincrement())', ...lines].map((line) => `  ${line}\n`)
    expect(messagesOf(`${HEAD}enum Size {\n  large\n}\n\nmodel M {\n${fields.join('')}}\n`)).toEqual(messages)
  })
})

it('is complete: every native type with a reason of its own has a case', () => {
  const natives = [...readFileSync('src/schema/storage.ts', 'utf8').matchAll(/^ {2}'(db\.\w+)': \[/gm)].map(([, name]) => `@${name}`)
  expect(natives.length).toBeGreaterThan(5)
  const refused = REFUSED_FIELDS.flatMap(([, lines]) => lines).join('\n')
  expect(natives.filter((native) => !new RegExp(`${native}\\b`).test(refused))).toEqual([])
})

describe('what a schema may not hold', () => {
  it.each(REFUSED_SCHEMAS)('%s', (_, schema, messages) => {
    expect(messagesOf(schema)).toEqual(messages)
  })
})

describe('a refused schema', () => {
  const text = modelOf('id Int @id', 'b String[]', 'a Decimal @ignore', '', '@@index([b])').replace(
    'provider = "postgresql"',
    'provider = "postgresql"\n  url = "x"',
  )

  it('tells all findings at once, in the order of the file', () => {
    const messages = messagesOf(`${text}\nenum E {\n  b\n  a @map("b")\n}\n`)
    expect(messages.map((message) => message.split(': refused')[0])).toEqual([
      '8:3: datasource db',
      '13:3: M.b',
      '14:3: M.a',
      '14:14: M.a',
      '21:3: E.a',
    ])
  })

  it('is an error with a code and a finding for each line of its message', () => {
    const error = refusalOf(text)
    expect(error).toMatchObject({ name: 'SchemaRefusedError', code: 'REFRACT_SCHEMA_REFUSED' })
    expect(error.findings).toHaveLength(error.message.split('\n').length)
    expect(error.findings[1]).toEqual({
      file: FILE,
      position: { line: 13, column: 3 },
      subject: 'M.b',
      providers: ['mysql', 'sqlite'],
      reason: 'a list in a key or an index, which only PostgreSQL has',
      remedy: 'Leave it out of the key',
    })
  })

  it('names a real provider in each finding, and ends reason and remedy without a full stop', () => {
    const all = [...REFUSED_SCHEMAS.map(([, schema]) => schema), text].flatMap((schema) => refusalOf(schema).findings)
    expect(all.length).toBeGreaterThan(50)
    for (const { providers, reason, remedy } of all) {
      expect(providers.length).toBeGreaterThan(0)
      expect(['postgresql', 'mysql', 'sqlite']).toEqual(expect.arrayContaining([...providers]))
      expect(`${reason}|${remedy}`).not.toMatch(/\.(\||$)/)
    }
  })
})

describe('a value in braces', () => {
  it('is told as what it is, not as a mistake of writing', () => {
    const run = () => renderSchemas(modelOf('id Int @id', 'a Int?', '@@unique([a], where: { a: { not: null } })'), FILE)
    expect(run).toThrow(SchemaSyntaxError)
    expect(run).toThrow(`${FILE}:13:24: a value in braces, as of a partial index, has no counterpart on every engine: remove it`)
  })
})

describe('what looks alike and is allowed', () => {
  it.each([
    ['a length that just fits into a key', ['a String @unique @db.VarChar(676)']],
    ['16 fields in an index', [...Array.from({ length: 16 }, (_, i) => `f${i} Int`), `@@index([${sixteen()}])`]],
    ['a name of 63 bytes', [`a Int @map("${'c'.repeat(63)}")`]],
    ['a Decimal of 15 digits', ['a Decimal @db.Decimal(15, 0)']],
    ['unbounded text beside an index', ['a String @db.Text', 'b Int', '@@index([b])']],
    ['a hundred unbounded texts', Array.from({ length: 100 }, (_, i) => `f${i} String`)],
    [
      'a list of a model, which is a relation',
      ['parentId Int?', 'parent M? @relation("t", fields: [parentId], references: [id], onDelete: SetNull)', 'children M[] @relation("t")'],
    ],
    // The relation has no column, so that its name is free for that of the key.
    [
      'a column called as its relation',
      [
        'ownerId Int? @map("owner")',
        'owner M? @relation("t", fields: [ownerId], references: [id], onDelete: SetNull)',
        'owned M[] @relation("t")',
      ],
    ],
    ['the same index name as of nobody else', ['a Int @unique(map: "a_key")', '@@index([a], map: "a_idx")']],
    ['a UUID with either default', ['a String @default(uuid(4)) @db.Uuid', 'b String @default(uuid()) @db.Uuid']],
  ])('%s', (_, lines) => {
    expect(() => renderSchemas(modelOf('id Int @id @default(autoincrement())', ...lines), FILE)).not.toThrow()
  })
})

function sixteen(): string {
  return Array.from({ length: 16 }, (_, i) => `f${i}`).join(', ')
}

function refusalOf(text: string): SchemaRefusedError {
  try {
    renderSchemas(text, FILE)
  } catch (error) {
    if (error instanceof SchemaRefusedError) return error
    throw error
  }
  throw new Error(`not refused:\n${text}`)
}

function messagesOf(text: string): string[] {
  return refusalOf(text)
    .message.split('\n')
    .map((line) => {
      expect(line.startsWith(`${FILE}:`)).toBe(true)
      return line.slice(FILE.length + 1)
    })
}
