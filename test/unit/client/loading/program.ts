// Makes a client in every form, then uses one. What is loaded meanwhile is read by lazy.test.ts.
import { appendFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createClient, prisma } from '../../../../src/index.js'

const file = process.env.MODULE_LOG ?? ''
const mark = (text: string) => appendFileSync(file, `${Object.keys(createRequire(import.meta.url).cache).join('\n')}\n# ${text}\n`)

mark('imported')
const clients = [
  createClient('postgresql', { url: 'postgres://db/app' }),
  createClient('mysql', { url: 'mysql://db/app' }),
  createClient('sqlite', { url: ':memory:' }),
  createClient({ provider: 'postgresql', url: 'postgres://db/app' }),
  createClient({ provider: 'mysql', url: 'mysql://db/app' }),
  createClient({ url: ':memory:' }),
  prisma,
]
await Promise.all(clients.map((client) => Promise.resolve(client)))
mark('created')
const db = createClient('sqlite', { url: ':memory:' })
await db.$queryRaw`SELECT 1`
await db.$disconnect()
mark('used')
