import assert from 'node:assert/strict'
import type { PortableClient } from '../../client/portable.js'
import type { Prisma } from '../../index.js'
import type { Case, CaseContext, CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import { createUser, INSTANT, unique, userData } from './samples.js'

/** Letters in pairs that differ by case alone, and neighbours that some engine takes for the same. */
const NAMES = [
  ...[
    'Alice',
    'ALICE',
    'alice',
    'Älice',
    'älice',
    'École',
    'ÉCOLE',
    'ecole',
    'Жук',
    'жук',
    'ΣΊΣΥΦΟΣ',
    'σίσυφοσ',
    'σίσυφος',
    'Ωμέγα',
    'ωμέγα',
  ],
  ...[
    'Straße',
    'STRASSE',
    'strasse',
    'STRAẞE',
    'İstanbul',
    'istanbul',
    'ıstanbul',
    'Istanbul',
    'ﬁn',
    'fin',
    'ＡＢ',
    'ａｂ',
    'ab',
    'Ⱥⱦ',
    'ⱥȾ',
    'ȺȾ',
  ],
  ...[
    '𐐀𐐁',
    '𐐨𐐩',
    'Ǆ',
    'ǆ',
    'ǅ',
    'e\u0301',
    'E\u0301',
    'é',
    'É',
    '😀A',
    '😀a',
    '100% A',
    '100% a',
    '1000 a',
    'A_B',
    'a_b',
    'aXb',
    'C:\\Dir',
    'c:\\dir',
  ],
  ...['', ' ', 'a ', 'A ', "O'Neil", "o'neil", '"Q"', '"q"', 'K', 'k', '\u212a'],
]

/** What the filters mean: each code point in lower case by itself, and nothing else the same. */
function fold(text: string): string {
  return Array.from(text, (letter) => (letter === 'İ' ? 'i' : letter.toLowerCase())).join('')
}

type Words = Omit<Prisma.StringFilter, 'mode'>

function matches(name: string, words: Words): boolean {
  const text = fold(name)
  const list = (given: Words['in']) => (given as string[]).map(fold)
  return Object.entries(words).every(([word, given]) => {
    if (word === 'not' && typeof given === 'object') return !matchesSome(name, given as Words)
    if (word === 'in') return list(given as Words['in']).includes(text)
    if (word === 'notIn') return !list(given as Words['in']).includes(text)
    const other = fold(given as string)
    const order = compareCodePoints(text, other)
    const outcomes: Record<string, boolean> = {
      equals: text === other,
      not: text !== other,
      lt: order < 0,
      lte: order <= 0,
      gt: order > 0,
      gte: order >= 0,
      contains: text.includes(other),
      startsWith: text.startsWith(other),
      endsWith: text.endsWith(other),
    }
    return outcomes[word]
  })
}

/** Prisma negates each word of a filter within `not` by itself. */
function matchesSome(name: string, words: Words): boolean {
  return Object.entries(words).some(([word, given]) => matches(name, { [word]: given }))
}

function compareCodePoints(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)].map((letters) => letters.map((letter) => letter.codePointAt(0) ?? 0)) as [
    number[],
    number[],
  ]
  const at = left.findIndex((point, index) => point !== right[index])
  return at === -1 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1)
}

async function fill(db: PortableClient): Promise<void> {
  await db.user.createMany({ data: NAMES.map((name) => userData({ name })) })
}

async function assertFinds(db: Pick<PortableClient, 'user'>, words: Words): Promise<void> {
  const found = await db.user.findMany({ where: { name: { ...words, mode: 'insensitive' } }, select: { name: true } })
  const expected = NAMES.filter((name) => matches(name, words))
  assert.deepEqual(found.map(({ name }) => name).sort(), expected.sort(), JSON.stringify(words))
}

const WORDS = ['equals', 'not', 'lt', 'lte', 'gt', 'gte', 'contains', 'startsWith', 'endsWith'] as const

type Context = CaseContext<PortableClient>

/** Two users by names that differ in case alone, each with a session. */
async function createPair({ db }: Context) {
  const create = (name: string) =>
    db.user.create({ data: { ...userData({ name }), sessions: { create: { token: unique(`Tok${name}`), expiresAt: INSTANT } } } })
  return [await create('Éva'), await create('éVA'), await create('Eva')] as const
}

const EVA = { equals: 'ÉVA', mode: 'insensitive' } as const

/** `mode: 'insensitive'`, which PostgreSQL's client alone has. */
const cases: readonly Case<PortableClient>[] = [
  ...WORDS.map((word) => ({
    name: `${word} folds every letter, and nothing but case`,
    async run({ db }: Context) {
      await fill(db)
      for (const name of NAMES) await assertFinds(db, { [word]: name })
    },
  })),
  {
    name: 'in and notIn fold every letter, and nothing but case',
    async run({ db }) {
      await fill(db)
      for (const list of [['ALICE', 'école', 'K'], ['%', '_', ''], ['σίσυφος'], NAMES]) {
        await assertFinds(db, { in: list })
        await assertFinds(db, { notIn: list })
      }
      assert.equal(await db.user.count({ where: { name: { in: [], mode: 'insensitive' } } }), 0)
      assert.equal(await db.user.count({ where: { name: { notIn: [], mode: 'insensitive' } } }), NAMES.length)
    },
  },
  {
    name: 'several words in one filter, and a filter in not, fold alike',
    async run({ db }) {
      await fill(db)
      await assertFinds(db, { startsWith: 'É', endsWith: 'LE' })
      await assertFinds(db, { gte: 'B', lt: 'F', not: 'e\u0301' })
      await assertFinds(db, { not: { contains: 'A' } })
      await assertFinds(db, { not: { startsWith: 'É', endsWith: 'b' } })
      await assertFinds(db, { not: { in: ['ALICE', 'ÉCOLE'] } })
    },
  },
  {
    name: "mode: 'default' and no mode tell upper case from lower",
    async run({ db }) {
      await createPair({ db } as Context)
      assert.equal(await db.user.count({ where: { name: { equals: 'Éva', mode: 'default' } } }), 1)
      assert.equal(await db.user.count({ where: { name: { equals: 'Éva' } } }), 1)
      assert.equal(await db.user.count({ where: { name: { equals: 'ÉVA', mode: 'default' } } }), 0)
    },
  },
  {
    name: 'null is compared as it is',
    async run({ db }) {
      await createUser(db, { image: null })
      await createUser(db, { image: 'A' })
      const count = (image: Prisma.StringNullableFilter<'User'>) => db.user.count({ where: { image: { ...image, mode: 'insensitive' } } })
      assert.equal(await count({ equals: null }), 1)
      assert.equal(await count({ not: null }), 1)
      assert.equal(await count({ not: 'b' }), 1)
      assert.equal(await count({ not: 'a' }), 0)
      assert.equal(await count({ notIn: ['b'] }), 1)
    },
  },
  {
    name: 'AND, OR, NOT and relations hold it',
    async run(context) {
      const { db } = context
      const pair = await createPair(context)
      const find = async (where: Prisma.UserWhereInput) => (await db.user.findMany({ where })).length
      assert.equal(await find({ AND: [{ name: EVA }, { NOT: { name: 'Éva' } }] }), 1)
      assert.equal(await find({ OR: [{ name: EVA }, { name: 'Eva' }] }), 3)
      assert.equal(await find({ NOT: { name: EVA } }), 1)
      assert.equal(await find({ NOT: [{ OR: [{ name: EVA }] }] }), 1)
      const token = { startsWith: 'TOKÉV', mode: 'insensitive' } as const
      assert.equal(await find({ sessions: { some: { token } } }), 2)
      assert.equal(await find({ sessions: { none: { token } } }), 1)
      assert.equal(await find({ sessions: { every: { token } } }), 2)
      assert.equal(await db.session.count({ where: { user: { name: EVA } } }), 2)
      assert.equal(await db.session.count({ where: { user: { is: { name: EVA } } } }), 2)
      assert.equal(await db.session.count({ where: { user: { isNot: { name: EVA } } } }), 1)
      const { sessions, _count } = await db.user.findUniqueOrThrow({
        where: { id: pair[0].id, name: EVA },
        select: { sessions: { where: { token } }, _count: { select: { sessions: { where: { token } } } } },
      })
      assert.deepEqual([sessions.length, _count.sessions], [1, 1])
    },
  },
  {
    name: 'unique look-ups with it are not mixed up when they are sent together',
    async run(context) {
      const { db } = context
      const [first, second, third] = await createPair(context)
      const found = await Promise.all([first, second, third].map(({ id }) => db.user.findUnique({ where: { id, name: EVA } })))
      assert.deepEqual(
        found.map((user) => user?.id),
        [first.id, second.id, undefined],
      )
    },
  },
  {
    name: 'writes are given it',
    async run(context) {
      const { db } = context
      const [first] = await createPair(context)
      assert.equal((await db.user.updateMany({ where: { name: EVA }, data: { image: 'é' } })).count, 2)
      assert.equal((await db.user.update({ where: { id: first.id, name: EVA }, data: { image: 'x' } })).image, 'x')
      await assertCode(db.user.update({ where: { id: first.id, name: { equals: 'eva', mode: 'insensitive' } }, data: {} }), 'P2025')
      const upserted = await db.user.upsert({ where: { id: first.id, name: EVA }, create: userData(), update: { image: 'y' } })
      assert.deepEqual([upserted.id, upserted.image], [first.id, 'y'])
      const token = { contains: 'éva', mode: 'insensitive' } as const
      const { sessions } = await db.user.update({
        where: { id: first.id },
        data: { sessions: { updateMany: { where: { token }, data: { userAgent: 'changed' } } } },
        include: { sessions: true },
      })
      assert.equal(sessions[0]?.userAgent, 'changed')
      await db.user.update({ where: { id: first.id }, data: { sessions: { deleteMany: { token } } } })
      assert.equal(await db.session.count({ where: { userId: first.id } }), 0)
      assert.equal((await db.user.deleteMany({ where: { name: EVA } })).count, 2)
    },
  },
  {
    name: 'groups, counts and aggregates are given it',
    async run(context) {
      const { db } = context
      await createPair(context)
      assert.equal(await db.user.count({ where: { name: EVA } }), 2)
      assert.equal((await db.user.aggregate({ where: { name: EVA }, _count: true }))._count, 2)
      const groups = await db.user.groupBy({ by: ['name'], having: { name: EVA }, orderBy: { name: 'asc' } })
      assert.deepEqual(
        groups.map(({ name }) => name),
        ['Éva', 'éVA'],
      )
      // The least and the greatest of a group are compared as they are, as Prisma does on PostgreSQL.
      const extremes = {
        by: ['image'],
        having: { name: { _max: { startsWith: 'É' }, _min: { equals: 'eva' }, mode: 'insensitive' } },
      } as const
      assert.deepEqual(await db.user.groupBy({ ...extremes, by: ['name'] }), [])
    },
  },
  {
    name: 'both forms of a transaction and a client with extensions hold it, sixteen at a time',
    async run(context) {
      const { db } = context
      await createPair(context)
      const [count, users] = await db.$transaction([db.user.count({ where: { name: EVA } }), db.user.findMany({ where: { name: EVA } })])
      assert.deepEqual([count, users.length], [2, 2])
      const inside = await db.$transaction(async (tx) => {
        await createUser(tx, { name: 'ÉVA' })
        return tx.user.count({ where: { name: EVA } })
      })
      assert.equal(inside, 3)
      const many = Array.from({ length: 16 }, (_, index) =>
        db.user.count({ where: { name: { [index % 2 ? 'equals' : 'contains']: 'ÉVA', mode: 'insensitive' } } }),
      )
      assert.deepEqual(new Set(await Promise.all(many)), new Set([3]))
    },
  },
  {
    name: 'letters that have had a lower case since 2018 are folded',
    async run({ db }) {
      await createUser(db, { name: 'ᲗᲑᲘᲚᲘᲡᲘ' })
      assert.equal(await db.user.count({ where: { name: { equals: 'თბილისი', mode: 'insensitive' } } }), 1)
    },
  },
  {
    name: 'a comparison of two fields is refused',
    async run({ db }) {
      const where = { name: { equals: db.user.fields.email, mode: 'insensitive' } } as const
      await assertCode(
        Promise.resolve().then(() => db.user.findMany({ where })),
        'REFRACT_NOT_PORTABLE',
      )
      assert.equal(await db.user.count({ where: { name: { equals: db.user.fields.email } } }), 0)
    },
  },
]

export const insensitive: CaseGroup<PortableClient> = {
  name: 'without regard to case',
  cases: cases.map((one) => ({ ...one, rows: ['E:insensitive'] })),
}
