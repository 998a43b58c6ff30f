import type { Contender } from '../contender.js'
import { plainPrisma } from './plain-prisma.js'

/** Shows how much of a difference is the journal alone. better-sqlite3 is compiled so that WAL means `synchronous = NORMAL`. */
export const plainPrismaWal: Contender = {
  ...plainPrisma,
  name: 'plain Prisma, WAL',
  about: 'the same on a file that somebody has set to WAL; commits may be lost in a power cut (`synchronous = NORMAL`)',
  providers: ['sqlite'],
  journal: 'wal',
}
