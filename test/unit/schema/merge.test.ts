import { describe, expect, it } from 'vitest'
import type { SchemaRefusedError } from '../../../src/contract/errors.js'
import { mergeSchemas } from '../../../src/schema/merge.js'
import { parseSchema } from '../../../src/schema/parse.js'

const HEAD = `generator client {
  provider = "prisma-client"
  output   = "../generated"
}

datasource db {
  provider = "postgresql"
}
`
const CORE = `// About the core.
${HEAD}
/// A person: "}" is no end.
model User {
  id   String @id
  // }
  name String @default("}")

  @@map("core_user")
}

enum Role {
  admin
}
`
const core = { path: 'core.prisma', text: CORE }
const merge = (...texts: string[]) =>
  mergeSchemas(
    texts.map((text, index) => ({ path: `${index}.prisma`, text })),
    core,
    ['sqlite'],
  )
const blocks = (text: string) =>
  parseSchema(text, 'merged').entries.flatMap((entry) =>
    entry.kind === 'blank' || entry.kind === 'comment'
      ? []
      : [`${entry.kind} ${entry.name}: ${entry.entries.flatMap((inner) => ('name' in inner ? [inner.name] : [])).join(' ')}`],
  )
const findingsOf = (text: string) => {
  try {
    merge(text)
  } catch (error) {
    return (error as SchemaRefusedError).findings.map(
      ({ file, position, subject, reason }) => `${file}:${position.line} ${subject}: ${reason}`,
    )
  }
  return []
}

describe('schemas put together', () => {
  it('have the models of each file, and the settings of a person', () => {
    const { text } = mergeSchemas(
      [
        { path: 'a', text: HEAD },
        { path: 'b', text: 'model A {\n  id Int @id\n}\n' },
      ],
      null,
      [],
    )
    expect(text).toBe(`${HEAD}model A {\n  id Int @id\n}\n`)
  })

  it('add to the models of the core', () => {
    const { text } = merge(`${HEAD}
/// Mine.
model Post {
  id   Int  @id
}

// More of it.
model User {
  posts Post[]
  @@index([name])
}
`)
    expect(blocks(text)).toEqual([
      'generator client: provider output',
      'datasource db: provider',
      'model Post: id',
      'model User: id name posts',
      'enum Role: admin',
    ])
    expect(text).toContain('/// A person: "}" is no end.\nmodel User {\n')
    expect(text).toContain('  @@map("core_user")\n\n  posts Post[]\n  @@index([name])\n}\n')
    expect(text).not.toMatch(/About the core|More of it/)
  })

  it('know where each line is from', () => {
    const merged = merge(`${HEAD}model User {\n  posts Post[]\n}\n`, '\uFEFFmodel Post {\r\n  id Int @id\r\n}\r\n')
    const lines = merged.text.split('\n')
    const find = (text: string) => merged.locate({ line: lines.findIndex((line) => line.includes(text)) + 1, column: 3 })
    expect(find('posts Post')).toEqual({ file: '0.prisma', position: { line: 10, column: 3 } })
    expect(find('id Int')).toEqual({ file: '1.prisma', position: { line: 2, column: 3 } })
    expect(find('name String')).toEqual({ file: 'core.prisma', position: { line: 15, column: 3 } })
  })

  it('are refused where one takes what the core has', () => {
    expect(findingsOf('model User {\n  a Int\n  name Int\n\n  @@map("user")\n}\n')).toEqual([
      '0.prisma:3 User.name: the core model has this field already (core.prisma)',
      "0.prisma:5 User: @@map is the core model's own",
    ])
    expect(findingsOf('enum Role {\n  a\n}\n')).toEqual([
      '0.prisma:1 Role: the core model has an enum of this name, and only models can be added to',
    ])
  })
})
