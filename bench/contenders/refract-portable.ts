import { createClient } from '../../src/index.js'
import type { Contender } from '../contender.js'
import { TRANSACTION, usePrisma } from '../prisma-operations.js'
import { refractPackages } from './refract-packages.js'

export const refractPortable: Contender = {
  name: 'Refract, portable',
  about: '`createClient({ provider })`, the portable client with its guard',
  providers: ['postgresql', 'mysql', 'sqlite'],
  packages: refractPackages,
  journal: 'wal',
  open: async ({ provider, url, poolSize }) =>
    usePrisma(createClient({ provider, url, pool: { max: poolSize }, transactionOptions: TRANSACTION })),
}
