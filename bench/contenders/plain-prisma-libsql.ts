import { PrismaLibSql } from '@prisma/adapter-libsql'
import { PrismaClient } from '../../src/generated/sqlite/client.js'
import type { Contender } from '../contender.js'
import { TRANSACTION, usePrisma } from '../prisma-operations.js'

export const plainPrismaLibsql: Contender = {
  name: 'plain Prisma, libsql',
  about: "Refract's generated client with Prisma's libSQL adapter",
  providers: ['sqlite'],
  packages: { sqlite: ['@prisma/client', '@prisma/adapter-libsql', 'libsql'] },
  journal: 'delete',
  open: async ({ url }) => usePrisma(new PrismaClient({ adapter: new PrismaLibSql({ url }), transactionOptions: TRANSACTION })),
}
