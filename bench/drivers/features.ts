import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Connection, Driver, OpenOptions, Value } from './driver.js'

/** This program, compiled: run.ts. */
const PROGRAM = fileURLToPath(import.meta.url)

/** What a case works with: a file of its own, in a process of its own. */
export interface Bench {
  readonly driver: Driver
  readonly path: string
  open(options?: OpenOptions, path?: string): Connection
}

/** A small program; what it returns, throws or dies of is the answer. */
export const features: Readonly<Record<string, (bench: Bench) => Promise<string> | string>> = {
  SQLite: ({ open }) => String(one(open(), 'SELECT sqlite_version()')),
  'Compiled with': ({ open }) => {
    const options = open().prepare('PRAGMA compile_options').all().flat().map(String)
    const wanted = /^(ENABLE_(FTS5|MATH_FUNCTIONS|STAT4|ICU)|DEFAULT_(WAL_)?SYNCHRONOUS.*|DQS.*|THREADSAFE.*|OMIT_JSON)$/
    return options
      .filter((option) => wanted.test(option))
      .map((option) => option.replace('ENABLE_', ''))
      .join(', ')
  },
  'User function, in an index too': ({ open }) => {
    const db = open()
    db.define('fold', (value) => String(value).toLowerCase())
    db.exec("CREATE TABLE t(a); INSERT INTO t VALUES ('ÄÖ'); CREATE INDEX i ON t(fold(a))")
    return Number(one(db, "SELECT count(*) FROM t WHERE fold(a) = 'äö'")) === 1 ? 'yes' : 'wrong'
  },
  'User function that throws': ({ open }) => {
    const db = open()
    db.define('fail', (value) => {
      if (value === null) return value
      throw new TypeError('mine')
    })
    return attempt(() => db.prepare('SELECT fail(1)').all())
  },
  'User function that closes the database': ({ open }) => {
    const db = open()
    db.define('shut', (value) => {
      db.close()
      return value
    })
    return attempt(() => db.prepare('SELECT shut(1)').all())
  },
  'Collation of one’s own': ({ open }) => yesNo(open().has('collation') || open().has('createCollation')),
  'Aggregate of one’s own': ({ open }) => yesNo(open().has('aggregate')),
  'Interrupt from outside': ({ open }) => yesNo(open().has('interrupt')),
  Backup: async ({ open, path }) => {
    const db = table(open(), 'a', [1])
    if (db.backup === undefined) return 'no'
    await db.backup(`${path}.copy`)
    return yesNo(Number(one(open({}, `${path}.copy`), 'SELECT count(*) FROM t')) === 1)
  },
  'Integers to the edge': ({ open }) => trips(open(), 'INTEGER', [2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)]),
  'Integer past 64 bits': ({ open }) => failure(() => trips(open(), 'INTEGER', [2n ** 63n])),
  'The number 1 in a column without a type': ({ open }) => String(one(table(open(), 'a', [1]), 'SELECT typeof(a) FROM t')),
  'The number 2^53 there': ({ open }) => String(one(table(open(), 'a', [2 ** 53]), 'SELECT typeof(a) FROM t')),
  Floats: ({ open }) => trips(open(), 'REAL', [0.1, 1e-300, 5e-324, 1e308, 1e-16, -1e-300, -0.3, 1.5e200]),
  'Whole floats': ({ open }) => trips(open(), 'REAL', [1, -3, 1e15]),
  '-0': ({ open }) => trips(open(), 'REAL', [-0]),
  NaN: ({ open }) => attempt(() => String(trip(open(), 'REAL', Number.NaN))),
  Infinity: ({ open }) => trips(open(), 'REAL', [Number.POSITIVE_INFINITY]),
  'Text with NUL, BOM, emoji, empty': ({ open }) => trips(open(), 'TEXT', ['a\0b', '\uFEFFx', '😀', '']),
  'Lone surrogate': ({ open }) => attempt(() => JSON.stringify(trip(open(), 'TEXT', '\uD800'))),
  'Text of bytes that are not UTF-8': ({ open }) => attempt(() => JSON.stringify(one(open(), "SELECT CAST(x'61FF62' AS TEXT)"))),
  'Bytes, part of a buffer, empty': ({ open }) => {
    const db = open()
    const bytes = (value: Uint8Array) => trip(db, 'BLOB', value)
    const part = bytes(Buffer.from([1, 2, 3, 4]).subarray(1, 3))
    const empty = bytes(new Uint8Array(0))
    const show = (value: Value | undefined) => (value instanceof Uint8Array ? `${value.constructor.name}[${[...value]}]` : String(value))
    return `${show(part)}, ${show(empty)}`
  },
  'Declared types of columns': ({ open }) => {
    const statement = table(open(), 'a DATETIME', [1]).prepare('SELECT a, a + 1 AS b FROM t')
    return statement.columns === undefined ? 'no' : JSON.stringify(statement.columns().map(({ name, type }) => [name, type]))
  },
  'Kept SELECT * after ADD COLUMN': ({ open }) => {
    const db = table(open(), 'a', [1])
    const statement = db.prepare('SELECT * FROM t')
    statement.all()
    db.exec('ALTER TABLE t ADD COLUMN b DEFAULT 7')
    return `${statement.all()[0]?.length} values, then ${statement.all()[0]?.length}, for ${statement.columns?.().length} columns`
  },
  'Kept SELECT * after DROP COLUMN': ({ open }) => {
    const db = table(open(), 'a', [1])
    db.exec('ALTER TABLE t ADD COLUMN b DEFAULT 7')
    const statement = db.prepare('SELECT * FROM t')
    statement.all()
    db.exec('ALTER TABLE t DROP COLUMN b')
    return `${statement.all()[0]?.length} values, then ${statement.all()[0]?.length}, for ${statement.columns?.().length} columns`
  },
  'Changes and last rowid': ({ open }) => {
    const { changes, lastInsertRowid } = table(open(), 'a', [1, 2]).prepare('INSERT INTO t VALUES (1), (2), (3)').run()
    return `${changes}, ${lastInsertRowid}`
  },
  'Changes of INSERT … RETURNING': ({ open }) => {
    const statement = table(open(), 'a', [1, 2]).prepare('INSERT INTO t VALUES (1), (2), (3) RETURNING a')
    return attempt(() => String(statement.run().changes))
  },
  'Changes of DDL after an insert of 2': ({ open }) => {
    const db = table(open(), 'a', [])
    db.prepare('INSERT INTO t VALUES (1), (2)').run()
    return String(db.prepare('CREATE TABLE u(a)').run().changes)
  },
  'Two statements in one prepare': ({ open }) => {
    const db = table(open(), 'a', [])
    return attempt(() => {
      db.prepare('INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)').run()
      return `the second is left out in silence (${one(db, 'SELECT count(*) FROM t')} row)`
    })
  },
  'Too few values': ({ open }) => attempt(() => JSON.stringify(open().prepare('SELECT ?, ?').all('a').flat())),
  'Too many values': ({ open }) => attempt(() => JSON.stringify(open().prepare('SELECT ?').all('a', 'b').flat())),
  'Too few values, after enough': ({ open }) => {
    const statement = open().prepare('SELECT ?, ?')
    statement.all('a', 'b')
    return attempt(() => JSON.stringify(statement.all('c').flat()))
  },
  '32,766 values': ({ open }) => {
    const values = Array.from({ length: 32_766 }, (_, index) => BigInt(index))
    const statement = open().prepare(`SELECT 32765 IN (${values.map(() => '?').join()})`)
    return attempt(() => yesNo(Number(statement.all(...values)[0]?.[0]) === 1))
  },
  'Errors: prepare': ({ open }) => failure(() => open().prepare('SELEC 1')),
  'Errors: run': ({ open }) => failure(() => unique(open()).prepare('INSERT INTO t VALUES (1)').run()),
  'Errors: all': ({ open }) => failure(() => unique(open()).prepare('INSERT INTO t VALUES (1) RETURNING a').all()),
  'Errors: exec': ({ open }) => failure(() => unique(open()).exec('INSERT INTO t VALUES (1)')),
  'Errors: busy': ({ open, driver }) => {
    const [db, other] = [wal(driver, open()), open()]
    db.exec('CREATE TABLE t(a)')
    return failure(() => {
      db.exec('BEGIN IMMEDIATE')
      other.prepare('INSERT INTO t VALUES (1)').run()
    })
  },
  'Errors: read-only connection': ({ open }) => {
    table(open(), 'a', []).close()
    return failure(() => open({ readOnly: true }).prepare('INSERT INTO t VALUES (1)').run())
  },
  'After an error: commit, use again': ({ open }) => {
    const db = unique(open())
    const statement = db.prepare('INSERT INTO t VALUES (?) RETURNING a')
    db.exec('BEGIN')
    failure(() => statement.all(1))
    return attempt(() => {
      statement.all(2)
      db.exec('COMMIT')
      return yesNo(Number(one(db, 'SELECT count(*) FROM t')) === 2)
    })
  },
  'Files open after close, after garbage collection': async ({ open, path, driver }) => {
    const db = table(wal(driver, open()), 'a', [1])
    const kept = db.prepare('SELECT * FROM t')
    kept.all()
    db.close()
    const before = countOpen(path)
    await collect()
    return `${before}, ${countOpen(path)}`
  },
  'Files open after close, statements dropped': async ({ open, path, driver }) => {
    ;(() => {
      const db = table(wal(driver, open()), 'a', [1])
      db.prepare('SELECT * FROM t').all()
      db.close()
    })()
    const before = countOpen(path)
    await collect()
    return `${before}, ${countOpen(path)}`
  },
  'Statement after close': ({ open }) => {
    const db = open()
    const statement = db.prepare('SELECT 1')
    db.close()
    return attempt(() => `answers ${statement.all()}`)
  },
  'Statement whose database is collected': async ({ open }) => {
    const statement = open().prepare('SELECT 1')
    await collect()
    return yesNo(Number(statement.all()[0]?.[0]) === 1)
  },
  '20,000 statements dropped: memory': async ({ open }) => {
    const db = table(open(), 'a', [1])
    const use = async (count: number) => {
      for (let index = 0; index < count; index += 1) {
        db.prepare(`SELECT a, ${index} FROM t`).all()
        if (index % 1_000 === 0) await new Promise(setImmediate)
      }
      await collect()
    }
    await use(2_000)
    const before = process.memoryUsage().rss
    await use(20_000)
    return `+${Math.round((process.memoryUsage().rss - before) / 2 ** 20)} MB`
  },
  'Worker threads, ended while they read': async ({ open, path, driver }) => {
    table(wal(driver, open()), 'a', [1]).close()
    const start = () => new Worker(PROGRAM, { argv: ['worker', driver.name, path] })
    const answers = (worker: Worker) => new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
    const workers = [start(), start(), start()]
    const counts = await Promise.all(workers.map(answers))
    await Promise.all(workers.map((worker) => worker.terminate()))
    return yesNo(counts.every((count) => Number(count) === 1))
  },
  'The process ends with the database open': ({ open, path, driver }) => {
    table(wal(driver, open()), 'a', [1]).close()
    const { status, signal } = spawnSync(process.execPath, [PROGRAM, 'end', driver.name, path])
    const left = existsSync(`${path}-wal`) ? 'the log is left' : 'no log is left'
    return `${signal ?? `exit ${status}`}, ${left}, ${one(open(), 'SELECT count(*) FROM t')} rows`
  },
  'SIGKILL while it writes': async ({ open, path, driver }) => {
    table(wal(driver, open()), 'a', []).close()
    const child = spawn(process.execPath, [PROGRAM, 'write', driver.name, path], { stdio: ['ignore', 'pipe', 'inherit'] })
    let told = ''
    child.stdout.on('data', (text) => {
      told += text
    })
    await new Promise((resolve) => setTimeout(resolve, 400))
    const ended = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGKILL')
    await ended
    const acknowledged = told.split('\n').length - 1
    return attempt(() => {
      const db = open()
      const kept = Number(one(db, 'SELECT count(*) FROM t'))
      const lost = acknowledged === 0 ? 'nothing was written' : kept < acknowledged ? `${acknowledged - kept} lost` : 'nothing lost'
      return `${lost}, ${one(db, 'PRAGMA integrity_check')}`
    })
  },
}

/** Leaves without a close, and rows of an open transaction behind. */
export function end(db: Connection): void {
  db.exec('INSERT INTO t VALUES (2); BEGIN; INSERT INTO t VALUES (3)')
  process.exitCode = 0
}

/** Tells each row that is committed. */
export function write(db: Connection, tell: (row: number) => void): void {
  const insert = db.prepare('INSERT INTO t VALUES (?)')
  for (let row = 0; ; row += 1) {
    insert.run(row)
    tell(row)
  }
}

/** Keeps reading until it is ended. */
export function read(db: Connection, tell: (count: Value | undefined) => void): void {
  const statement = db.prepare('SELECT count(*) FROM t')
  tell(statement.all()[0]?.[0])
  const again = () => {
    for (let index = 0; index < 100; index += 1) statement.all()
    setImmediate(again)
  }
  again()
}

export function wal(driver: Driver, db: Connection): Connection {
  if (driver.wal) db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  return db
}

function table(db: Connection, column: string, values: Value[]): Connection {
  db.exec(`CREATE TABLE IF NOT EXISTS t(${column})`)
  const insert = db.prepare('INSERT INTO t VALUES (?)')
  for (const value of values) insert.run(value)
  return db
}

function unique(db: Connection): Connection {
  db.exec('CREATE TABLE t(a UNIQUE); INSERT INTO t VALUES (1)')
  return db
}

function one(db: Connection, sql: string): Value | undefined {
  return db.prepare(sql).all()[0]?.[0]
}

function trip(db: Connection, type: string, value: Value): Value | undefined {
  db.exec(`DROP TABLE IF EXISTS trip; CREATE TABLE trip(a ${type})`)
  db.prepare('INSERT INTO trip VALUES (?)').run(value)
  return one(db, 'SELECT a FROM trip')
}

/** `yes`, or what came back instead. */
function trips(db: Connection, type: string, values: Value[]): string {
  const show = (value: Value | undefined) =>
    Object.is(value, -0) ? '-0' : typeof value === 'string' ? JSON.stringify(value) : String(value)
  const wrong = values.flatMap((value) => {
    const back = trip(db, type, value)
    return Object.is(back, value) || (typeof value === 'bigint' && String(back) === String(value)) ? [] : [`${show(value)} → ${show(back)}`]
  })
  return wrong.length === 0 ? 'yes' : wrong.join(', ')
}

function attempt(run: () => unknown): string {
  try {
    return String(run())
  } catch (error) {
    return `throws ${error instanceof Error ? `${error.name}: ${error.message}` : error}`
  }
}

/** What an error says in fields. */
function failure(run: () => unknown): string {
  try {
    run()
    return 'no error'
  } catch (error) {
    const fields = error as Record<string, unknown>
    const codes = ['code', 'errcode', 'rawCode'].filter((name) => fields[name] !== undefined && fields[name] !== '')
    return `${codes.map((name) => `${name} ${fields[name]}`).join(', ') || 'no code'}: ${(error as Error).message}`
  }
}

function countOpen(path: string): number {
  const target = (fd: string) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`)
    } catch {
      return ''
    }
  }
  return readdirSync('/proc/self/fd').filter((fd) => target(fd).startsWith(path)).length
}

async function collect(): Promise<void> {
  for (let index = 0; index < 4; index += 1) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function yesNo(is: boolean): string {
  return is ? 'yes' : 'no'
}
