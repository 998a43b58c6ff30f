import { describe, expect, it } from 'vitest'
import { renderSchemas } from '../../../src/commands/render.js'
import { HEAD } from './canonical.js'

const TIMES = ['createdAt DateTime @default(now()) @map("created_at")', 'updatedAt DateTime @updatedAt @map("updated_at")']

const model = (name: string, ...lines: readonly string[]) =>
  `model ${name} {\n${['id Int @id', ...lines, ...TIMES].map((line) => `  ${line}\n`).join('')}  @@map("${name.toLowerCase()}s")\n}\n`

const POST = ['ownerId Int @map("owner_id")', 'owner Owner @relation(fields: [ownerId], references: [id], onDelete: Cascade)']
const OWNER = model('Owner', 'posts Post[]')

const findingsOf = (text: string, conventions = true) => {
  try {
    renderSchemas(`${HEAD}${text}`, 'schema.prisma', { conventions })
    return []
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.replace(/^schema\.prisma:\d+:\d+: /, ''))
  }
}

describe('the conventions', () => {
  it('are kept by a schema that is written so', () => {
    expect(findingsOf(model('Post', ...POST, '@@index([ownerId])') + OWNER)).toEqual([])
  })

  it.each([
    [model('post_tag'), 'post_tag: against the conventions: its name is not in PascalCase. Rename it, and keep its table with @@map.'],
    [
      model('Post', 'Title String @map("title")'),
      'Post.Title: against the conventions: its name is not in camelCase. Rename it, and keep its column with @map.',
    ],
    [model('Post').replace('"posts"', '"Post"'), 'Post: against the conventions: its table is called Post. Write @@map("post").'],
    [model('Post', 'subTitle String'), 'Post.subTitle: against the conventions: its column is called subTitle. Write @map("sub_title").'],
    [
      model('Post').replace('"posts"', '"user"'),
      'Post: against the conventions: its table is called user, a reserved word, which every query by hand must quote. Choose another with @@map.',
    ],
    [`${model('Post', 'kind Kind')}enum Kind {\n  a\n}\n`, 'Kind: against the conventions: its type is called Kind. Write @@map("kind").'],
    [
      model('Post').replace(`  ${TIMES[1]}\n`, ''),
      'Post: against the conventions: it has no updatedAt. Add updatedAt DateTime @updatedAt @map("updated_at").',
    ],
    [
      model('Post', ...POST, '@@index([ownerId])').replace(', onDelete: Cascade', '') + OWNER,
      'Post.owner: against the conventions: it does not say what a delete does. Add onDelete: Cascade, Restrict or SetNull.',
    ],
    [model('Post', ...POST) + OWNER, 'Post.owner: against the conventions: its foreign key has no index. Add @@index([ownerId]).'],
  ])('are broken by %#', (text, finding) => {
    expect(findingsOf(text)).toEqual([finding])
    expect(findingsOf(text, false)).toEqual([])
  })
})
