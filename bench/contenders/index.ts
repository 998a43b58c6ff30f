import type { Contender } from '../contender.js'
import { plainPrisma } from './plain-prisma.js'
import { plainPrismaLibsql } from './plain-prisma-libsql.js'
import { plainPrismaWal } from './plain-prisma-wal.js'
import { rawMariadb } from './raw-mariadb.js'
import { rawPg } from './raw-pg.js'
import { rawSqlite } from './raw-sqlite.js'
import { refract } from './refract.js'
import { refractPortable } from './refract-portable.js'

/** Everyone who takes part. Another library is one file here and one line. */
export const contenders: readonly Contender[] = [
  refract,
  refractPortable,
  plainPrisma,
  plainPrismaWal,
  plainPrismaLibsql,
  rawSqlite,
  rawPg,
  rawMariadb,
]

/** Whom the ratios compare: Refract's exact client, and plain Prisma as it comes. */
export const SUBJECT = refract.name
export const BASELINE = plainPrisma.name
