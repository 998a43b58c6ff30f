import type { Contender } from '../contender.js'
import { TRANSACTION, usePrisma } from '../prisma-operations.js'

/** Generated apart from Refract's own clients, whose compiler is another: `../cold/entries.ts`. */
interface Program {
  open(url: string, poolSize: number, options: object): unknown
}

export const plainPrisma: Contender = {
  name: 'plain Prisma',
  about: "a client that Prisma's own defaults generate from the same schema, with its official adapter, as Prisma documents it",
  providers: ['postgresql', 'mysql', 'sqlite'],
  packages: {
    postgresql: ['@prisma/client', '@prisma/adapter-pg', 'pg'],
    mysql: ['@prisma/client', '@prisma/adapter-mariadb', 'mariadb'],
    sqlite: ['@prisma/client', '@prisma/adapter-better-sqlite3', 'better-sqlite3'],
  },
  journal: 'delete',
  open: async ({ provider, url, poolSize }) => {
    const name = `prisma-fast-${provider}`
    const { open } = (await import(new URL(`cold/${name}/${name}.mjs`, import.meta.url).href)) as Program
    return usePrisma(open(url, poolSize, { transactionOptions: TRANSACTION }))
  },
}
