import { join } from 'node:path'
import type { Connection, Driver, Value } from './driver.js'
import { wal } from './features.js'

const ROWS = 10_000
const SLICE = 40

/** A case prepares its statements and returns what is repeated; `undefined` where the driver cannot. */
type Case = (db: Connection) => (() => unknown) | undefined

const COLUMNS = 'id, email, name, age, score, active, createdAt, bio'
const PLACES = '(?, ?, ?, ?, ?, ?, ?, ?)'

const cases: Readonly<Record<string, Case>> = {
  'one row by key': (db) => {
    const statement = db.prepare('SELECT * FROM people WHERE id = ?')
    const key = keys()
    return () => statement.all(key())
  },
  '100 rows': (db) => {
    const statement = db.prepare('SELECT * FROM people WHERE id >= ? LIMIT 100')
    const key = keys(ROWS - 100)
    return () => statement.all(key())
  },
  'an insert, in an open transaction': (db) => {
    const insert = inserter(db)
    // Rolled back at the next slice, so that the table stays what it is.
    begin(db)
    return insert
  },
  'an insert by itself': (db) => inserter(db),
  '1,000 inserts in a transaction': (db) => {
    const insert = inserter(db)
    const [begins, commits] = [db.prepare('BEGIN'), db.prepare('COMMIT')]
    return () => {
      begins.run()
      for (let index = 0; index < 1_000; index += 1) insert()
      commits.run()
    }
  },
  'an update by key, by itself': (db) => {
    const update = db.prepare('UPDATE people SET score = ? WHERE id = ?')
    const key = keys()
    return () => update.run(Math.random(), key())
  },
  'a user function over 10,000 rows': (db) => {
    try {
      db.define('fold', (value) => String(value).normalize('NFC').toLowerCase())
    } catch {
      return undefined
    }
    const statement = db.prepare("SELECT count(*) FROM people WHERE fold(name) LIKE '%straße 77%'")
    return () => statement.all()
  },
  'SQLite’s own lower() there': (db) => {
    const statement = db.prepare("SELECT count(*) FROM people WHERE lower(name) LIKE '%straße 77%'")
    return () => statement.all()
  },
  prepare: (db) => () => db.prepare('SELECT * FROM people WHERE id = ? AND email = ? ORDER BY name LIMIT 10'),
}

let next = ROWS

/** Ids all over the table, one after the other. */
function keys(limit = ROWS): () => bigint {
  let id = 0
  return () => {
    id = (id + 7919) % limit
    return BigInt(id)
  }
}

function inserter(db: Connection): () => unknown {
  const statement = db.prepare(`INSERT INTO added (${COLUMNS}) VALUES ${PLACES}`)
  return () => {
    next += 1
    return statement.run(...person(next))
  }
}

function begin(db: Connection): void {
  db.exec('BEGIN')
}

function person(index: number): Value[] {
  return [
    BigInt(index),
    `p${index}@example.com`,
    `Große Straße ${index}`,
    BigInt(index % 90),
    index / 7,
    1n,
    '2026-01-01T00:00:00.000+00:00',
    null,
  ]
}

const TABLE = 'id INTEGER PRIMARY KEY, email TEXT, name TEXT, age INTEGER, score REAL, active BOOLEAN, createdAt DATETIME, bio TEXT'

function fill(db: Connection): void {
  db.exec(`CREATE TABLE people (${TABLE}); CREATE TABLE added (${TABLE}); BEGIN`)
  const insert = db.prepare(`INSERT INTO people (${COLUMNS}) VALUES ${PLACES}`)
  for (let index = 0; index < ROWS; index += 1) insert.run(...person(index))
  db.exec('COMMIT')
}

/** The samples of each driver in each case, round by round; none where it cannot. */
export type SpeedResults = Record<string, Record<string, number[]>>

/** Microseconds for one, in rounds that give each driver a slice in turn. Each has a file of its own: their locks would not see one another. */
export async function measureSpeed(drivers: readonly Driver[], folder: string, rounds: number): Promise<SpeedResults> {
  const opened: { driver: Driver; db: Connection }[] = []
  for (const driver of drivers.filter((candidate) => candidate.wal)) {
    const db = wal(driver, (await driver.load())(join(folder, `speed-${opened.length}.db`)))
    fill(db)
    opened.push({ driver, db })
  }
  const results: SpeedResults = {}
  for (const [name, prepare] of Object.entries(cases)) {
    const contestants = opened.map(({ driver, db }) => ({ driver, db, samples: [] as number[], run: prepare(db) }))
    for (let round = -2; round < rounds; round += 1) {
      globalThis.gc?.()
      for (let place = 0; place < contestants.length; place += 1) {
        const contestant = contestants[(place + round + contestants.length * 2) % contestants.length]
        if (contestant?.run === undefined) continue
        const sample = slice(contestant.run)
        if (round >= 0) contestant.samples.push(sample)
      }
    }
    results[name] = Object.fromEntries(contestants.map(({ driver, samples }) => [driver.name, samples]))
    for (const { db } of opened) endCase(db)
  }
  return results
}

function slice(run: () => unknown): number {
  const start = performance.now()
  let count = 0
  let now = start
  do {
    run()
    count += 1
    now = performance.now()
  } while (now - start < SLICE)
  return ((now - start) * 1_000) / count
}

function endCase(db: Connection): void {
  try {
    db.exec('ROLLBACK')
  } catch {
    // No transaction is open.
  }
  db.exec('DELETE FROM added; PRAGMA wal_checkpoint(TRUNCATE)')
}
