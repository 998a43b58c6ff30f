import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseSchema } from '../../../src/schema/parse.js'
import { renderSchema } from '../../../src/schema/render.js'

const format = (text: string) => renderSchema(parseSchema(text, 'a.prisma'))

describe('renderSchema', () => {
  it.each(['prisma/schema.prisma', 'src/conformance/zoo/schema.prisma'])('gives %s back byte by byte', (path) => {
    const text = readFileSync(path, 'utf8')
    expect(format(text)).toBe(text)
  })

  it.each(['postgresql', 'mysql', 'sqlite'])('gives the rendered schemas of %s back byte by byte', (provider) => {
    for (const folder of ['prisma', 'src/conformance/zoo']) {
      const text = readFileSync(`${folder}/schema.${provider}.prisma`, 'utf8')
      expect(format(text)).toBe(text)
    }
  })

  it('keeps comments, documentation and trailing comments where they are', () => {
    const text = `// first

/// A user.
/// Two lines.
model User {
  // above a field
  /// Documentation of a field.
  id   Int    @id // behind a field
  name String /// documentation behind a field

  // above an attribute
  @@index([name]) // behind an attribute
  @@map("user")
  // at the end
}

/// A size.
enum Size {
  /// Small.
  small // behind a member
  large @map("2") // behind a mapped member

  @@map("size") // behind the map
}

datasource db {
  provider = "postgresql" // behind a setting
}
// last
`
    expect(format(text)).toBe(text)
  })

  it('aligns names and types within a group and starts anew after a blank line', () => {
    expect(format('model M {\nid Int @id\nlonger String?\n\nx Other[] @relation("a")\n}')).toBe(
      'model M {\n  id     Int     @id\n  longer String?\n\n  x Other[] @relation("a")\n}\n',
    )
  })

  it('makes one blank line of many, and none at the edges of a block', () => {
    expect(format('\n\nmodel M {\n\n\n  id Int @id\n\n\n\n  a Int\n\n}\n\n\n\nenum E {\n  a\n}\n\n')).toBe(
      'model M {\n  id Int @id\n\n  a Int\n}\n\nenum E {\n  a\n}\n',
    )
  })

  it('writes strings with the escapes that Prisma reads', () => {
    const text = 'model M {\n  a String @default("\\"\\\\ \\n \\t é 😀")\n}\n'
    expect(format(text)).toBe(text)
  })

  it('moves a comment behind the opening brace to a line of its own', () => {
    expect(format('model M { // why\n  id Int @id\n}')).toBe('model M {\n  // why\n  id Int @id\n}\n')
  })

  it('keeps a comment over several lines', () => {
    const text = 'model M {\n  /* one\n     two */\n  id Int @id\n}\n'
    expect(format(text)).toBe(text)
    expect(format(format(text))).toBe(text)
  })
})
