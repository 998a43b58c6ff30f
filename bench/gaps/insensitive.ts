import type { PortableClient } from '../../src/index.js'
import type { Gap } from './gap.js'

const ROWS = 20_000

async function prepare(db: PortableClient): Promise<void> {
  await db.user.createMany({
    data: Array.from({ length: ROWS }, (_, n) => ({
      name: n % 2 === 0 ? `Elodie ${n} Moller` : `Élodie ${n} Müller`,
      email: `gap${n}@example.com`,
    })),
  })
}

const count = (where: object) => (db: PortableClient) => db.user.count({ where })
const raw = (sql: string) => (exact: { $queryRawUnsafe(sql: string): Promise<unknown> }) => exact.$queryRawUnsafe(sql)

const CONTAINS = { name: { contains: 'ÉLODIE 77', mode: 'insensitive' } }
const EQUALS = { name: { equals: 'éLODIE 777 mÜLLER', mode: 'insensitive' } }

/** 20,000 rows, half of them in ASCII, are looked through by each, natively too: no index serves either. */
export const insensitive: readonly Gap[] = [
  {
    name: 'insensitive contains',
    provider: 'postgresql',
    native: "Prisma's own `ILIKE` (ASCII alone)",
    prepare,
    run: count(CONTAINS),
    runNatively: (exact) => exact.user.count({ where: CONTAINS }),
  },
  {
    name: 'insensitive equals',
    provider: 'postgresql',
    native: "Prisma's own `ILIKE` (ASCII alone)",
    prepare,
    run: count(EQUALS),
    runNatively: (exact) => exact.user.count({ where: EQUALS }),
  },
  {
    name: 'insensitive contains',
    provider: 'mysql',
    native: '`LIKE … COLLATE utf8mb4_0900_as_ci`',
    prepare,
    run: count(CONTAINS),
    runNatively: raw("SELECT count(*) FROM core_user WHERE name LIKE '%ÉLODIE 77%' COLLATE utf8mb4_0900_as_ci"),
  },
  {
    name: 'insensitive equals',
    provider: 'mysql',
    native: '`= … COLLATE utf8mb4_0900_as_ci`',
    prepare,
    run: count(EQUALS),
    runNatively: raw("SELECT count(*) FROM core_user WHERE name = 'éLODIE 777 mÜLLER' COLLATE utf8mb4_0900_as_ci"),
  },
  {
    name: 'insensitive contains',
    provider: 'sqlite',
    native: '`lower(name) LIKE …` (ASCII alone)',
    prepare,
    run: count(CONTAINS),
    runNatively: raw("SELECT count(*) FROM core_user WHERE lower(name) LIKE '%élodie 77%'"),
  },
  {
    name: 'insensitive equals',
    provider: 'sqlite',
    native: '`= … COLLATE NOCASE` (ASCII alone)',
    prepare,
    run: count(EQUALS),
    runNatively: raw("SELECT count(*) FROM core_user WHERE name = 'éLODIE 777 mÜLLER' COLLATE NOCASE"),
  },
]
