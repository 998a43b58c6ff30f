import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaMariaDb } from '@prisma/adapter-mariadb'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient as MysqlClient } from '../../src/generated/mysql/client.js'
import { PrismaClient as PostgresqlClient } from '../../src/generated/postgresql/client.js'
import { PrismaClient as SqliteClient } from '../../src/generated/sqlite/client.js'
import type { Contender, Place } from '../contender.js'
import { mariadbConfig } from '../mariadb-config.js'
import { TRANSACTION, usePrisma } from '../prisma-operations.js'

/** The generated clients are the very classes that Refract uses: only the adapter and the factory differ. */
export const plainPrisma: Contender = {
  name: 'plain Prisma',
  about: 'the same generated client with its official adapter, as Prisma documents it',
  providers: ['postgresql', 'mysql', 'sqlite'],
  packages: {
    postgresql: ['@prisma/client', '@prisma/adapter-pg', 'pg'],
    mysql: ['@prisma/client', '@prisma/adapter-mariadb', 'mariadb'],
    sqlite: ['@prisma/client', '@prisma/adapter-better-sqlite3', 'better-sqlite3'],
  },
  journal: 'delete',
  open: async (place) => usePrisma(createPlainClient(place)),
}

export function createPlainClient({ provider, url, poolSize }: Place): unknown {
  const options = { transactionOptions: TRANSACTION }
  switch (provider) {
    case 'postgresql':
      return new PostgresqlClient({ adapter: new PrismaPg({ connectionString: url, max: poolSize }), ...options })
    case 'mysql':
      return new MysqlClient({ adapter: new PrismaMariaDb(mariadbConfig(url, poolSize)), ...options })
    case 'sqlite':
      return new SqliteClient({ adapter: new PrismaBetterSqlite3({ url }), ...options })
  }
}
