import { betterSqlite12, betterSqlite13, libsql } from './better-sqlite3.js'
import { nodeSqlite, photostructure1, photostructure2 } from './database-sync.js'
import type { Driver } from './driver.js'
import { nodeSqlite3Wasm } from './node-sqlite3-wasm.js'

export const drivers: readonly Driver[] = [
  nodeSqlite,
  photostructure1,
  photostructure2,
  betterSqlite12,
  betterSqlite13,
  libsql,
  nodeSqlite3Wasm,
]

/** Those for a major version of Node. better-sqlite3 12 is one binary for each, and is compiled for Node 20 alone. */
export function driversFor(major: number): Driver[] {
  return drivers.filter((driver) => (driver === betterSqlite12 ? major === 20 : major >= (driver.node ?? 0)))
}
