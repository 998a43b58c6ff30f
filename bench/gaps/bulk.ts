import type { PortableClient } from '../../src/index.js'
import type { ExactClient, Gap } from './gap.js'

const ROWS = 100
/** Ids that no row has, beside those that some have. */
const LONG = 100_000

let made = 0

function next(): number {
  made += 1
  return made
}

const createRows = (count: number) =>
  Array.from({ length: count }, () => ({ identifier: 'gap', value: `${next()}`, expiresAt: new Date() }))

const createUsers = (count: number) => Array.from({ length: count }, () => ({ name: 'gap', email: `bulk${next()}@example.com` }))

const createMany = (exact: ExactClient) => exact.verification.createMany({ data: createRows(ROWS) })

const update = { where: { identifier: 'updated' }, data: { value: 'v' } }

async function prepareUpdated(db: PortableClient): Promise<void> {
  await db.verification.createMany({ data: createRows(ROWS).map((row) => ({ ...row, identifier: 'updated' })) })
}

const ids = Array.from({ length: LONG }, (_, index) => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`)

/** Half of them are there already. */
const createDuplicates = (db: PortableClient) => {
  const users = createUsers(ROWS)
  return db.user.createMany({ data: [...users.slice(50), ...users.slice(50)], skipDuplicates: true })
}

async function countInParts(exact: ExactClient): Promise<void> {
  for (let start = 0; start < LONG; start += 30_000) await exact.user.count({ where: { id: { in: ids.slice(start, start + 30_000) } } })
}

const countLong = (db: PortableClient) => db.user.count({ where: { id: { in: ids } } })

const longList = (provider: Gap['provider'], native: string, runNatively: Gap['runNatively']): Gap => ({
  name: 'count of a list of 100,000',
  provider,
  native,
  run: countLong,
  runNatively,
})

/** Operations that write or look for many rows. */
export const bulk: readonly Gap[] = [
  {
    name: 'createManyAndReturn of 100',
    provider: 'mysql',
    native: '`createMany`, which returns a number',
    run: (db) => db.verification.createManyAndReturn({ data: createRows(ROWS) }),
    runNatively: createMany,
  },
  {
    name: 'createManyAndReturn of 100',
    provider: 'postgresql',
    native: "Prisma's own, with `RETURNING`",
    run: (db) => db.verification.createManyAndReturn({ data: createRows(ROWS) }),
    runNatively: (exact) => exact.verification.createManyAndReturn({ data: createRows(ROWS) }),
  },
  {
    name: 'updateManyAndReturn of 100',
    provider: 'mysql',
    native: '`updateMany` and `findMany`',
    prepare: prepareUpdated,
    run: (db) => db.verification.updateManyAndReturn(update),
    runNatively: async (exact) => [await exact.verification.updateMany(update), await exact.verification.findMany({ where: update.where })],
  },
  {
    name: 'createMany with skipDuplicates, 50 of 100',
    provider: 'mysql',
    native: '`INSERT IGNORE`, which hides errors',
    run: createDuplicates,
    runNatively: (exact) => createDuplicates(exact as unknown as PortableClient),
  },
  {
    name: 'createMany with skipDuplicates, 100',
    provider: 'sqlite',
    native: '`createMany` without',
    run: (db) => db.user.createMany({ data: createUsers(ROWS), skipDuplicates: true }),
    runNatively: (exact) => exact.user.createMany({ data: createUsers(ROWS) }),
  },
  longList('postgresql', 'four queries in parts', countInParts),
  longList('mysql', 'four queries in parts', countInParts),
  longList('sqlite', 'four queries in parts', countInParts),
]
