import mariadb from 'mariadb'
import pg from 'pg'
import type { Provider } from '../../src/engines/index.js'

/** Of the user whom the clients sign in as. Errors must not show it. */
export const PASSWORD = 'unmistakable'
export const DATABASE = 'faults'

/** An administrator's connection, by the plain driver. */
export interface Admin {
  query(sql: string): Promise<Record<string, unknown>[]>
  end(): Promise<void>
}

/** Everything about a server that the cases need to know; its clock is not in UTC, so that sessions must be. */
export interface ServerKind {
  readonly title: string
  readonly provider: Exclude<Provider, 'sqlite'>
  readonly image: string
  readonly port: number
  readonly environment: Readonly<Record<string, string>>
  readonly command: readonly string[]
  readonly scheme: string
  /** Whom the clients sign in as. */
  readonly user: string
  readonly administrator: string
  openAdmin(url: string): Promise<Admin>
  /** The ids of the clients' connections: not the administrator's. */
  readonly listConnections: string
  kill(id: unknown): string
  /** What a session is set to, and what that must be. */
  readonly session: { readonly sql: string; readonly expected: Readonly<Record<string, string>> }
}

export const postgresql: ServerKind = {
  title: 'PostgreSQL',
  provider: 'postgresql',
  image: process.env.REFRACT_POSTGRES_IMAGE ?? 'postgres:17-alpine',
  port: 5432,
  environment: { POSTGRES_PASSWORD: PASSWORD, POSTGRES_DB: DATABASE },
  command: ['postgres', '-c', 'timezone=Asia/Tokyo'],
  scheme: 'postgresql',
  user: 'postgres',
  administrator: 'postgres',
  async openAdmin(connectionString) {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 })
    // The server goes away under it, too.
    client.on('error', () => undefined)
    await client.connect()
    return { query: async (sql) => (await client.query(sql)).rows, end: () => client.end() }
  },
  listConnections: "SELECT pid AS id FROM pg_stat_activity WHERE application_name = 'refract'",
  kill: (id) => `SELECT pg_terminate_backend(${id})`,
  session: {
    sql: `SELECT current_setting('TimeZone') AS zone, current_setting('transaction_isolation') AS isolation`,
    expected: { zone: 'UTC', isolation: 'read committed' },
  },
}

export const mysql: ServerKind = {
  title: 'MySQL',
  provider: 'mysql',
  image: process.env.REFRACT_MYSQL_IMAGE ?? 'mysql:8.4',
  port: 3306,
  environment: { MYSQL_ROOT_PASSWORD: PASSWORD, MYSQL_DATABASE: DATABASE, MYSQL_USER: 'app', MYSQL_PASSWORD: PASSWORD },
  command: ['mysqld', '--default-time-zone=+09:00'],
  scheme: 'mysql',
  user: 'app',
  administrator: 'root',
  async openAdmin(url) {
    const { hostname, port, username, password, pathname } = new URL(url)
    const connection = await mariadb.createConnection({
      host: hostname,
      port: Number(port),
      user: username,
      password,
      database: pathname.slice(1),
      allowPublicKeyRetrieval: true,
      connectTimeout: 2_000,
    })
    connection.on('error', () => undefined)
    return { query: (sql) => connection.query(sql), end: () => connection.end() }
  },
  listConnections: "SELECT id FROM information_schema.processlist WHERE user = 'app'",
  kill: (id) => `KILL ${id}`,
  session: {
    sql: 'SELECT @@time_zone AS zone, @@transaction_isolation AS isolation',
    expected: { zone: '+00:00', isolation: 'READ-COMMITTED' },
  },
}

export const mariadbServer: ServerKind = {
  ...mysql,
  title: 'MariaDB',
  image: process.env.REFRACT_MARIADB_IMAGE ?? 'mariadb:lts',
  environment: { MARIADB_ROOT_PASSWORD: PASSWORD, MARIADB_DATABASE: DATABASE, MARIADB_USER: 'app', MARIADB_PASSWORD: PASSWORD },
  command: ['mariadbd', '--default-time-zone=+09:00'],
}
