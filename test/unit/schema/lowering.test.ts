import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { renderSchemas } from '../../../src/commands/render.js'
import { formatNote } from '../../../src/contract/lowering.js'
import { PROVIDERS, type Provider } from '../../../src/engines/index.js'
import { HEAD } from './canonical.js'
import { GOLDEN, SIZE } from './golden.js'

const ID = 'id Int @id @default(autoincrement())'

describe('the lowering of table C', () => {
  for (const golden of GOLDEN) {
    it.each(PROVIDERS)(`${golden.row}, on %s`, (provider) => {
      const text = `${HEAD}${SIZE}\nmodel M {\n${[ID, ...golden.lines].map((line) => `  ${line}\n`).join('')}}\n`
      const { body, notes } = render(text, provider)
      expect([modelLines(body, 'M').slice(1).join('; '), ...notes]).toEqual(golden[provider])
    })
  }

  it('C.2 FK column without index: an @@index on PostgreSQL and SQLite, which MySQL makes by itself', () => {
    const text = `${HEAD}model Parent {
  id       Int     @id @default(autoincrement())
  children Child[]
}

model Child {
  id       Int    @id @default(autoincrement())
  parentId Int

  parent Parent @relation(fields: [parentId], references: [id], onDelete: Cascade)

  @@map("child")
}
`
    const note = 'Child.parent: a bare foreign key becomes one with @@index([parentId]): a foreign key without an index makes deletes slow'
    const model = (index: string) => `model Child {
  id       Int @id @default(autoincrement())
  parentId Int

  parent Parent @relation(fields: [parentId], references: [id], onDelete: Cascade)

${index}  @@map("child")
}
`
    for (const provider of ['postgresql', 'sqlite'] as const) {
      const { body, notes } = render(text, provider)
      expect(body).toContain(model('  @@index([parentId])\n'))
      expect(notes).toEqual([note])
    }
    const { body, notes } = render(text, 'mysql')
    expect(body).toContain(model(''))
    expect(notes).toEqual([])
  })

  it('C.2 FK column without index: a block that has no attributes gets the index behind a blank line', () => {
    const text = `${HEAD}model Parent {\n  id Int @id\n  children Child[]\n}\n\nmodel Child {\n  id Int @id\n  parentId Int\n  parent Parent @relation(fields: [parentId], references: [id], onDelete: Cascade)\n}\n`
    expect(render(text, 'sqlite').body).toContain('references: [id], onDelete: Cascade)\n\n  @@index([parentId])\n}\n')
  })

  it.each([
    ['a unique field', 'parentId Int @unique', ''],
    ['an id', 'parentId Int', '@@id([parentId, other])'],
    ['the first field of an index', 'parentId Int', '@@index([parentId, other])'],
    ['a descending index', 'parentId Int', '@@index([parentId(sort: Desc)])'],
  ])('C.2 FK column with an index of its own gets no other: %s', (_, field, attribute) => {
    const id = attribute.startsWith('@@id') ? '' : '  id Int @id\n'
    const text = `${HEAD}model Parent {\n  id Int @id\n  children Child[]\n}\n\nmodel Child {\n${id}  ${field}\n  other Int\n  parent Parent @relation(fields: [parentId], references: [id], onDelete: Cascade)\n  ${attribute}\n}\n`
    expect(PROVIDERS.flatMap((provider) => render(text, provider).notes)).toEqual([])
  })

  it('C.2 FK column without index: an index that only ends with it does not serve it', () => {
    const text = `${HEAD}model Parent {\n  id Int @id\n  children Child[]\n}\n\nmodel Child {\n  id Int @id\n  parentId Int\n  other Int\n  parent Parent @relation(fields: [parentId], references: [id], onDelete: Cascade)\n\n  @@index([other, parentId])\n}\n`
    expect(modelLines(render(text, 'postgresql').body, 'Child').slice(-2)).toEqual(['@@index([other, parentId])', '@@index([parentId])'])
    expect(modelLines(render(text, 'mysql').body, 'Child').slice(-1)).toEqual(['@@index([other, parentId])'])
  })

  it('C.1 String on either side of a foreign key has a length that MySQL can index', () => {
    const text = `${HEAD}model Parent {\n  code String @id\n  children Child[]\n}\n\nmodel Child {\n  id Int @id\n  parentCode String\n  parent Parent @relation(fields: [parentCode], references: [code], onDelete: Cascade)\n\n  @@index([parentCode])\n}\n`
    for (const provider of ['postgresql', 'mysql'] as const) {
      const { body } = render(text, provider)
      expect(body).toMatch(/code +String +@id @db\.VarChar\(191\)/)
      expect(body).toMatch(/parentCode +String +@db\.VarChar\(191\)/)
    }
  })

  it('writes provider and output of each engine and keeps comments and documentation', () => {
    const text = `// why\n${HEAD}/// A model.\nmodel M {\n  /// A key.\n  id Int @id // behind\n\n  // at the end\n}\n`
    expect(
      render(text, 'mysql').text,
    ).toBe(`// Rendered for MySQL from schema.prisma by \`refract generate\`. Do not edit: change schema.prisma and run it again.

// why
generator client {
  provider = "prisma-client"
  output   = "../out/mysql"
}

datasource db {
  provider = "mysql"
}

/// A model.
model M {
  /// A key.
  id Int @id // behind

  // at the end
}
`)
    expect(render(text, 'sqlite').text).toContain('output   = "../out/sqlite"')
    expect(render(text, 'postgresql').text).toContain('datasource db {\n  provider = "postgresql"\n}')
  })

  it('names the rendered files after the canonical one', () => {
    const { renderings } = renderSchemas(`${HEAD}model M {\n  id Int @id\n}\n`, 'some/folder/app.prisma')
    expect(renderings.map(({ path }) => path)).toEqual([
      join('some', 'folder', 'app.postgresql.prisma'),
      join('some', 'folder', 'app.mysql.prisma'),
      join('some', 'folder', 'app.sqlite.prisma'),
    ])
  })

  it.each(['prisma/schema.prisma', 'src/conformance/zoo/schema.prisma'])(
    'gives the committed files for %s, the same bytes each time',
    (path) => {
      const text = readFileSync(path, 'utf8')
      const once = renderSchemas(text, path)
      expect(renderSchemas(text, path)).toEqual(once)
      for (const rendering of once.renderings) expect(readFileSync(rendering.path, 'utf8')).toBe(rendering.text)
    },
  )

  it.each(['prisma/schema.prisma', 'src/conformance/zoo/schema.prisma'])('has a reason in every note about %s', (path) => {
    const notes = renderSchemas(readFileSync(path, 'utf8'), path).renderings.flatMap((rendering) => rendering.notes)
    expect(notes.length).toBeGreaterThan(10)
    expect(notes.filter(({ because }) => because.trim() === '')).toEqual([])
  })
})

describe("Prisma's own validation", () => {
  const folder = mkdtempSync(join(tmpdir(), 'refract-golden-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  // One schema holds every golden case, so that Prisma's command line starts once for each engine.
  const models = GOLDEN.map(({ lines }, index) => `model M${index} {\n${[ID, ...lines].map((line) => `  ${line}\n`).join('')}}\n`)
  const { renderings } = renderSchemas(`${HEAD}${SIZE}\n${models.join('\n')}`, 'schema.prisma')

  it.concurrent.each(PROVIDERS)('accepts every golden case on %s', async (provider) => {
    const path = join(folder, `schema.${provider}.prisma`)
    writeFileSync(path, renderings.find((rendering) => rendering.provider === provider)?.text ?? '')
    const { status, printed } = await validate(path)
    expect(printed).toContain('is valid')
    expect(status).toBe(0)
  })

  it.concurrent('is asked: it refuses a schema that is wrong', async () => {
    const path = join(folder, 'wrong.prisma')
    writeFileSync(path, `${HEAD}model M {\n  id Int @id\n  a String @db.LongText\n}\n`)
    const { status, printed } = await validate(path)
    expect(printed).toContain('Native type LongText is not supported for postgresql connector')
    expect(status).toBe(1)
  })
})

function render(text: string, provider: Provider): { text: string; body: string; notes: string[] } {
  const rendering = renderSchemas(text, 'schema.prisma').renderings.find((candidate) => candidate.provider === provider)
  if (rendering === undefined) throw new Error(provider)
  return { text: rendering.text, body: rendering.text.split('\n').slice(2).join('\n'), notes: rendering.notes.map(formatNote) }
}

/** The lines of a model, without their alignment. */
function modelLines(text: string, name: string): string[] {
  const body = new RegExp(`^model ${name} \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(text)?.[1] ?? ''
  return body.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim().replace(/ {2,}/g, ' ')]))
}

async function validate(path: string): Promise<{ status: number | null; printed: string }> {
  const manifest = createRequire(import.meta.url).resolve('prisma/package.json')
  const child = spawn(process.execPath, [join(dirname(manifest), 'build/index.js'), 'validate', '--schema', path], {
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', NO_COLOR: '1' },
  })
  let printed = ''
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  child.stderr.on('data', (chunk) => {
    printed += chunk
  })
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { status, printed }
}
