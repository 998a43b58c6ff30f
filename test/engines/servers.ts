import { engineOf, PROVIDERS } from '../../src/engines/index.js'

/** One server for each engine, and MariaDB as one more of `mysql`; `setup` is the file in the engine's folder that starts it. */
export const SERVERS = [
  ...PROVIDERS.map((provider) => ({ name: provider as string, title: engineOf(provider).title, provider, setup: 'server' })),
  { name: 'mariadb', title: 'MariaDB', provider: 'mysql', setup: 'mariadb' } as const,
]
