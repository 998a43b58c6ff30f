import { createClient } from '../../src/index.js'
import type { Contender } from '../contender.js'
import { TRANSACTION, usePrisma } from '../prisma-operations.js'
import { refractPackages } from './refract-packages.js'

export const refract: Contender = {
  name: 'Refract',
  about: "`createClient('<provider>')`, the engine's exact client",
  providers: ['postgresql', 'mysql', 'sqlite'],
  packages: refractPackages,
  journal: 'wal',
  open: async ({ provider, url, poolSize }) => {
    const options = { url, pool: { max: poolSize }, transactionOptions: TRANSACTION }
    // A literal is what a program writes; here the provider is a variable.
    return usePrisma(createClient(provider as 'sqlite', options))
  },
}
