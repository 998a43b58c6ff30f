import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import mariadb from 'mariadb'
import pg from 'pg'
import { deployMigrations } from '../src/commands/migrate-deploy.js'
import { engineOf, type Provider } from '../src/engines/index.js'
import { startPostgresql } from '../test/engines/postgresql/container.js'
import { seed } from './data.js'
import { mariadbConfig } from './mariadb-config.js'

/** Where contenders get their databases. */
export interface Server {
  /** The engine's own words for its version. */
  readonly version: string
  /** How it was had. */
  readonly how: string
  /** A database with tables and data that nobody else uses; `journal` is SQLite's. */
  createDatabase(journal?: 'wal' | 'delete'): Promise<string>
  /** Removes everything. */
  stop(): Promise<void>
}

export async function startServer(provider: Provider): Promise<Server> {
  if (provider === 'sqlite') return startSqlite()
  const variable = `BENCH_DATABASE_URL_${provider.toUpperCase()}`
  const own = process.env[variable]
  const server = own ? { url: own, how: variable, stop: async () => undefined } : await startContainer(provider)
  const query = (sql: string) => (provider === 'postgresql' ? queryPostgresql : queryMysql)(server.url, sql)
  const [row] = await query('SELECT version() AS version')
  const names: string[] = []
  return {
    version: provider === 'mysql' ? `MySQL ${row?.version}` : (String(row?.version).split(' (')[0]?.split(' on ')[0] ?? ''),
    how: server.how,
    async createDatabase() {
      const name = `refract_bench_${process.pid}_${names.length}`
      names.push(name)
      await query(`CREATE DATABASE ${name}`)
      const url = new URL(server.url)
      url.pathname = `/${name}`
      await fill(provider, url.href)
      return url.href
    },
    async stop() {
      for (const name of names) await query(`DROP DATABASE ${name}${provider === 'postgresql' ? ' WITH (FORCE)' : ''}`)
      await server.stop()
    },
  }
}

/** One file is filled; the others are copies of it. */
async function startSqlite(): Promise<Server> {
  const folder = await mkdtemp(join(process.env.BENCH_SQLITE_FOLDER ?? tmpdir(), 'refract-bench-'))
  const first = join(folder, 'first.db')
  await fill('sqlite', `file:${first}`)
  let count = 0
  return {
    version: 'SQLite, in each driver',
    how: 'a file',
    async createDatabase(journal = 'wal') {
      count += 1
      const file = join(folder, `${count}.db`)
      await copyFile(first, file)
      const database = new DatabaseSync(file)
      database.exec(`PRAGMA journal_mode = ${journal}`)
      database.close()
      return `file:${file}`
    },
    stop: () => rm(folder, { recursive: true, force: true }),
  }
}

async function fill(provider: Provider, url: string): Promise<void> {
  await deployMigrations({ engine: engineOf(provider), url, folder: `prisma/migrations/${provider}` })
  await seed({ provider, url })
}

/** @param name MySQL's or MariaDB's image, in place of the usual one */
export async function startContainer(provider: Provider, name?: string): Promise<{ url: string; how: string; stop(): Promise<void> }> {
  if (provider === 'postgresql') {
    const image = process.env.REFRACT_POSTGRES_IMAGE ?? 'postgres:17-alpine'
    return { ...(await startPostgresql(image)), how: `container ${image}` }
  }
  const image = name ?? process.env.REFRACT_MYSQL_IMAGE ?? 'mysql:8.4'
  const { MySqlContainer } = await import('@testcontainers/mysql')
  const started = await new MySqlContainer(image).start()
  return { url: started.getConnectionUri(true), how: `container ${image}`, stop: async () => void (await started.stop()) }
}

/** Runs one statement on a connection of its own. */
export async function queryPostgresql(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Likewise. */
export async function queryMysql(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const connection = await mariadb.createConnection(mariadbConfig(url, 1))
  try {
    return await connection.query(sql)
  } finally {
    await connection.end()
  }
}
