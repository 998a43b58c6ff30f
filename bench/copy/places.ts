import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import type { Provider } from '../../src/engines/index.js'
import { queryMysql, queryPostgresql, startContainer } from '../servers.js'
import type { PlaceName } from './options.js'
import { SHOP } from './rows.js'
import { createTables } from './tables.js'

/** What a database is made with. */
export interface Wanted {
  /** Without them the database is empty. */
  readonly tables: boolean
  /** In place of Refract's. */
  readonly collation?: string
}

/** Where databases for the benchmark are had: a server, or a folder. */
export interface Place {
  readonly version: string
  /** Makes a database in the place of that name; a dump's folder is only named. */
  create(name: string, wanted: Wanted): Promise<string>
  /** Rows of all tables. */
  count(url: string): Promise<number>
  drop(name: string): Promise<void>
  stop(): Promise<void>
}

const PREFIX = `refract_copy_${process.pid}`
const COUNT = (quote: string) => `SELECT ${SHOP.map(({ name }) => `(SELECT count(*) FROM ${quote}${name}${quote})`).join(' + ')} AS count`

export function startPlace(name: PlaceName): Promise<Place> {
  if (name === 'dump') return startFolder('', '', async () => undefined)
  return name === 'sqlite' ? startSqlite() : startServer(name)
}

async function startServer(place: 'postgresql' | 'mysql' | 'mariadb'): Promise<Place> {
  const provider: Provider = place === 'postgresql' ? place : 'mysql'
  const own = process.env[`BENCH_DATABASE_URL_${place.toUpperCase()}`]
  const image = place === 'mariadb' ? (process.env.REFRACT_MARIADB_IMAGE ?? 'mariadb:lts') : undefined
  const server = own ? { url: own, stop: async () => undefined } : await startContainer(provider, image)
  const query = provider === 'postgresql' ? queryPostgresql : queryMysql
  const urlOf = (name: string) => Object.assign(new URL(server.url), { pathname: `/${PREFIX}_${name}` }).href
  const names = new Set<string>()
  const drop = (name: string) =>
    query(server.url, `DROP DATABASE IF EXISTS ${PREFIX}_${name}${provider === 'postgresql' ? ' WITH (FORCE)' : ''}`)
  const [row] = await query(server.url, 'SELECT version() AS version')
  return {
    version: describeVersion(place, String(row?.version)),
    async create(name, { tables, collation }) {
      await drop(name)
      names.add(name)
      const charset = provider === 'mysql' ? ` CHARACTER SET utf8mb4${collation ? ` COLLATE ${collation}` : ''}` : ''
      await query(server.url, `CREATE DATABASE ${PREFIX}_${name}${charset}`)
      if (tables) await createTables(provider, urlOf(name), collation)
      // What was written before is on disk, and is not written while somebody is timed.
      if (provider === 'postgresql') await query(server.url, 'CHECKPOINT')
      return urlOf(name)
    },
    count: async (url) => Number((await query(url, COUNT(provider === 'postgresql' ? '"' : '`')))[0]?.count),
    async drop(name) {
      names.delete(name)
      await drop(name)
    },
    async stop() {
      for (const name of names) await drop(name)
      await server.stop()
    },
  }
}

function describeVersion(place: PlaceName, text: string): string {
  if (place === 'postgresql') return text.split(' (')[0]?.split(' on ')[0] ?? text
  return place === 'mysql' ? `MySQL ${text}` : `MariaDB ${text.split('-')[0]}`
}

async function startSqlite(): Promise<Place> {
  const database = new DatabaseSync(':memory:')
  const { version } = database.prepare('SELECT sqlite_version() AS version').get() as { version: string }
  database.close()
  return startFolder(`SQLite ${version}`, '.db', async (url) => createTables('sqlite', url))
}

async function startFolder(version: string, ending: string, fill: (url: string) => Promise<void>): Promise<Place> {
  const folder = await mkdtemp(join(process.env.BENCH_SQLITE_FOLDER ?? tmpdir(), 'refract-copy-'))
  const pathOf = (name: string) => join(folder, `${name}${ending}`)
  const remove = async (name: string) => {
    for (const end of ['', '-wal', '-shm']) await rm(`${pathOf(name)}${end}`, { recursive: true, force: true })
  }
  const template = pathOf('template')
  let filled = false
  return {
    version,
    async create(name, { tables }) {
      await remove(name)
      if (ending === '') return `dump:${pathOf(name)}`
      if (tables && !filled) await fill(`file:${template}`)
      filled ||= tables
      if (tables) await copyFile(template, pathOf(name))
      return `file:${pathOf(name)}`
    },
    async count(url) {
      if (ending === '') return Number.NaN
      const database = new DatabaseSync(url.slice('file:'.length), { readOnly: true })
      const { count } = database.prepare(COUNT('"')).get() as { count: number }
      database.close()
      return count
    },
    drop: remove,
    stop: () => rm(folder, { recursive: true, force: true }),
  }
}
