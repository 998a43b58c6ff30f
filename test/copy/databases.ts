import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { engineOf, type Provider } from '../../src/engines/index.js'
import { createDatabase as createMysql } from '../engines/mysql/server.js'
import { createDatabase as createPostgresql } from '../engines/postgresql/server.js'

/** A canonical schema with its histories. */
export const MODELS = {
  core: { schema: 'prisma/schema.prisma', migrations: 'prisma/migrations' },
  zoo: { schema: 'src/conformance/zoo/schema.prisma', migrations: 'src/conformance/zoo/migrations' },
} as const
export type ModelsName = keyof typeof MODELS

export interface TestDatabase {
  readonly name: string
  readonly provider: Provider
  readonly url: string
}

/** The servers that this machine offers; those that it does not are told, or fail, when they are started. */
export const serverNames = (): string[] => inject('servers').map(({ name }) => name)

/** Makes databases with the tables of a schema, and removes them after the tests of the file. */
export async function createMaker(): Promise<{ folder: string; make(server: string, models: ModelsName): Promise<TestDatabase> }> {
  const folder = await mkdtemp(join(tmpdir(), 'refract-copy-'))
  const drops: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })]
  afterAll(async () => {
    for (const drop of drops.reverse()) await drop()
  })
  let count = 0
  return {
    folder,
    async make(server, models) {
      count += 1
      const provider = (inject('servers').find(({ name }) => name === server)?.provider ?? server) as Provider
      const name = `refract_copy_${process.pid}_${Date.now() % 100_000}_${count}`
      const url = provider === 'sqlite' ? `file:${join(folder, `${name}.db`)}` : await createOnServer(server, provider, name, drops)
      await deployMigrations({ engine: engineOf(provider), url, folder: join(MODELS[models].migrations, provider) })
      return { name: server, provider, url }
    },
  }
}

async function createOnServer(server: string, provider: Provider, name: string, drops: (() => Promise<void>)[]): Promise<string> {
  const create = provider === 'postgresql' ? createPostgresql : createMysql
  const { url, drop } = await create(inject('servers').find((one) => one.name === server)?.url ?? '', name)
  drops.push(drop)
  return url
}
