import assert from 'node:assert/strict'
import type { PortableClient } from '../../client/portable.js'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import { createTenant, createUser, createWorkspace, unique, userData } from './samples.js'

/** Characters that some program on the way may take for something else. */
const STRANGE = [
  '😀 🧑‍🚀',
  'a\r\nb\rc\n',
  '\ufeffafter a mark',
  '\u0001\u001f\u007f\u0085',
  '\u200b\u2028\u2029',
  '\' " ` \\ ; -- /* */ $1 ? :a %s',
  '\t',
  '𐐀',
  '\uffff',
  '\u{10ffff}',
]

const MEGABYTE = 1_048_576

/** A text of many different characters, of so many UTF-16 units. */
function longText(length: number): string {
  const part = 'Straße, 東京, Ελλάδα, 0123456789. '
  return part.repeat(Math.ceil(length / part.length)).slice(0, length)
}

export const texts: CaseGroup<PortableClient> = {
  name: 'texts',
  cases: [
    {
      name: 'a unique look-up finds the very text, and an upsert of another makes another row',
      rows: ['9'],
      async run({ db }) {
        const { id } = await createUser(db, { email: 'Bob@example.com', name: 'first' })
        assert.equal(await db.user.findUnique({ where: { email: 'BOB@example.com' } }), null)
        for (const email of ['BOB@example.com', 'bob@example.com', 'Bob@example.com ']) {
          const other = await db.user.upsert({ where: { email }, create: userData({ email }), update: { name: 'changed' } })
          assert.notEqual(other.id, id)
        }
        assert.equal((await db.user.findUniqueOrThrow({ where: { id } })).name, 'first')
        assert.equal(await db.user.count(), 4)
      },
    },
    {
      name: 'an empty pattern matches every text and no null, and quotes stand for themselves',
      rows: ['14'],
      async run({ db }) {
        await createUser(db, { name: `it's "so"`, image: null })
        await createUser(db, { name: '', image: '' })
        for (const word of ['contains', 'startsWith', 'endsWith']) {
          assert.equal(await db.user.count({ where: { name: { [word]: '' } } }), 2)
          assert.equal(await db.user.count({ where: { image: { [word]: '' } } }), 1)
        }
        assert.equal(await db.user.count({ where: { name: { contains: `'s "` } } }), 1)
        assert.equal(await db.user.count({ where: { name: { contains: `''` } } }), 0)
      },
    },
    {
      name: 'the empty text is a value and not null',
      rows: ['26'],
      async run({ db }) {
        await createUser(db, { image: '' })
        await createUser(db, { image: null })
        assert.equal(await db.user.count({ where: { image: '' } }), 1)
        assert.equal(await db.user.count({ where: { image: null } }), 1)
        assert.equal(await db.user.count({ where: { image: { not: '' } } }), 0)
        assert.equal(await db.user.count({ where: { image: { in: [] } } }), 0)
        assert.equal(await db.user.count({ where: { OR: [] } }), 0)
        assert.equal(await db.user.count({ where: { AND: [] } }), 2)
      },
    },
    ...STRANGE.map((text) => ({
      name: `${JSON.stringify(text)} is kept, found and compared`,
      rows: ['34'] as const,
      async run({ db }: { db: PortableClient }) {
        const { id } = await createUser(db, { name: text, email: text })
        assert.equal((await db.user.findUniqueOrThrow({ where: { email: text } })).name, text)
        assert.equal(await db.user.count({ where: { name: { startsWith: text, endsWith: text, contains: text } } }), 1)
        assert.equal(await db.user.count({ where: { name: { in: [text, 'x'], not: `${text}x` } } }), 1)
        assert.equal((await db.user.update({ where: { id }, data: { name: text + text } })).name, text + text)
      },
    })),
    {
      name: '70,000 characters are stored where a text has no limit',
      rows: ['28'],
      async run({ db }) {
        const { id } = await createUser(db)
        const text = longText(70_000)
        const { accessToken } = await db.account.create({
          data: { userId: id, accountId: unique('a'), providerId: 'p', accessToken: text },
        })
        assert.equal(accessToken, text)
        assert.equal(await db.account.count({ where: { accessToken: text } }), 1)
        assert.equal(await db.account.count({ where: { accessToken: `${text.slice(0, -1)}x` } }), 0)
      },
    },
    {
      name: '192 characters are refused where 191 are the limit, 3,000 too',
      rows: ['27', '29'],
      async run({ db }) {
        for (const length of [192, 3_000]) await assertCode(createUser(db, { name: 'x'.repeat(length) }), 'P2000')
        await assertCode(createWorkspace(db, { slug: 'x'.repeat(192) }), 'P2000')
        await assertCode(db.user.createMany({ data: [userData(), userData({ name: 'x'.repeat(192) })] }), 'P2000')
        assert.equal(await db.user.count(), 0)
        assert.equal((await createUser(db, { name: 'é'.repeat(191) })).name.length, 191)
      },
    },
    ...[5, 20].map((megabytes) => ({
      name: `${megabytes} MB of text come back as they were given`,
      rows: megabytes === 5 ? (['34'] as const) : (['35'] as const),
      async run({ db }: { db: PortableClient }) {
        const { user } = await createTenant(db)
        const text = longText(megabytes * MEGABYTE)
        const { id } = await db.account.create({ data: { userId: user.id, accountId: unique('a'), providerId: 'p', idToken: text } })
        const found = await db.account.findUniqueOrThrow({ where: { id } })
        // Not by deepEqual: its message would hold both.
        assert.ok(found.idToken === text)
      },
    })),
    {
      name: 'the least and the greatest of an enum are so by declaration',
      rows: ['21', '22'],
      async run({ db }) {
        const { workspace } = await createTenant(db)
        for (const role of ['member', 'admin'] as const) {
          const { id: userId } = await createUser(db)
          await db.workspaceMember.create({ data: { workspaceId: workspace.id, userId, role } })
        }
        const roles = (await db.workspaceMember.findMany({ orderBy: { role: 'asc' } })).map(({ role }) => role)
        const { _min, _max } = await db.workspaceMember.aggregate({ _min: { role: true }, _max: { role: true } })
        assert.deepEqual([_min.role, _max.role], [roles[0], roles[2]])
        const groups = await db.workspaceMember.groupBy({ by: ['role'], orderBy: { role: 'desc' } })
        assert.deepEqual(
          groups.map(({ role }) => role),
          [...roles].reverse(),
        )
      },
    },
    {
      name: 'groups of texts are told apart by the very text, and so are the least and the greatest',
      rows: ['17', '18'],
      async run({ db }) {
        for (const name of ['A', 'a', 'A ', 'A', 'é', 'e\u0301', '😀', '😁']) await createUser(db, { name })
        const groups = await db.user.groupBy({ by: ['name'], _count: true, orderBy: { name: 'asc' } })
        assert.deepEqual(
          groups.map(({ name, _count }) => [name, _count]),
          [
            ['A', 2],
            ['A ', 1],
            ['a', 1],
            ['e\u0301', 1],
            ['é', 1],
            ['😀', 1],
            ['😁', 1],
          ],
        )
        const { _min, _max } = await db.user.aggregate({ _min: { name: true }, _max: { name: true } })
        assert.deepEqual([_min.name, _max.name], ['A', '😁'])
        const distinct = await db.user.findMany({ distinct: ['name'], select: { name: true }, orderBy: { name: 'asc' } })
        assert.equal(distinct.length, 7)
      },
    },
    {
      name: 'pages by cursor over a column with nulls meet without gap or overlap, in both directions',
      rows: ['20'],
      async run({ db }) {
        for (const image of ['b', null, 'a', null, 'c']) await createUser(db, { image })
        for (const sort of ['asc', 'desc'] as const) {
          const all = await db.user.findMany({ orderBy: { image: sort } })
          assert.deepEqual(
            all.map(({ image }) => image),
            sort === 'asc' ? ['a', 'b', 'c', null, null] : [null, null, 'c', 'b', 'a'],
          )
          const ids: string[] = []
          for (let page = await db.user.findMany({ orderBy: { image: sort }, take: 2 }); page.length > 0; ) {
            ids.push(...page.map(({ id }) => id))
            page = await db.user.findMany({ orderBy: { image: sort }, take: 2, skip: 1, cursor: { id: ids.at(-1) ?? '' } })
          }
          assert.deepEqual(
            ids,
            all.map(({ id }) => id),
          )
        }
      },
    },
  ],
}
