import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { RefractError } from '../contract/errors.js'

/** A schema rendered for one engine. */
export interface SchemaFile {
  readonly path: string
  readonly text: string
}

/** Milliseconds that a comparison may take: one of 100 models takes a tenth of a second. */
const DEADLINE = 60_000

interface Answer {
  readonly id: number
  readonly sql?: string
  readonly error?: string
}

interface Waiting {
  resolve(sql: string): void
  reject(error: Error): void
}

/**
 * Prisma's own schema engine, compiled to WASM, in a worker: the SQL of PostgreSQL and SQLite starts from what it writes. It
 * needs no database, no server and no native binary. It has no MySQL.
 */
export class SchemaEngine {
  #worker: Worker | undefined
  readonly #waiting = new Map<number, Waiting>()
  #count = 0

  /**
   * The SQL that leads from one schema to another.
   *
   * @param from null for an empty database
   * @throws {RefractError} `REFRACT_MIGRATION` for a schema that the engine refuses, or when it gives no answer
   */
  async diff(from: SchemaFile | null, to: SchemaFile): Promise<string> {
    // From nothing at all, PostgreSQL would get a CREATE SCHEMA. Extensions are made too.
    const [provider = ''] = /^ +provider += "\w+"$/m.exec(/^datasource [\s\S]*?^\}$/m.exec(to.text)?.[0] ?? '') ?? []
    const nothing = { path: to.path, text: `datasource db {\n${provider}\n}` }
    const sql = await this.#ask({
      from: describe(from ?? nothing),
      to: describe(to),
      script: true,
      shadowDatabaseUrl: null,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    return sql.trim() === '-- This is an empty migration.' ? '' : sql
  }

  /** The SQL that makes the tables of a rendered schema in an empty database. */
  async create(schema: SchemaFile): Promise<string> {
    return this.diff(null, schema)
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
    this.#worker = undefined
  }

  #ask(parameters: object): Promise<string> {
    this.#worker ??= this.#start()
    const worker = this.#worker
    const id = this.#count++
    return new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => this.#fail(worker, `gave no answer within ${DEADLINE / 1_000} s`), DEADLINE)
      const end = <T>(settle: (value: T) => void) => {
        return (value: T) => {
          clearTimeout(timer)
          this.#waiting.delete(id)
          settle(value)
        }
      }
      this.#waiting.set(id, { resolve: end(resolve), reject: end(reject) })
      worker.postMessage({ id, parameters })
    })
  }

  #start(): Worker {
    const worker = new Worker(new URL('./schema-engine-worker.js', import.meta.url))
    worker.on('message', ({ id, sql, error }: Answer) => {
      const waiting = this.#waiting.get(id)
      if (error === undefined) waiting?.resolve(sql ?? '')
      else waiting?.reject(createError(`refuses the schema: ${error}`))
    })
    worker.on('error', (error) => this.#fail(worker, `has ended: ${error.message}`))
    worker.unref()
    return worker
  }

  /** Nothing more comes from a worker that panicked; the next question starts another one. */
  #fail(worker: Worker, message: string): void {
    void worker.terminate()
    if (this.#worker === worker) this.#worker = undefined
    for (const { reject } of this.#waiting.values()) reject(createError(message))
  }
}

function describe({ path, text }: SchemaFile): object {
  return { tag: 'schemaDatamodel', files: [{ path, content: text }], configDir: dirname(path) }
}

function createError(message: string): RefractError {
  return new RefractError('REFRACT_MIGRATION', `Prisma's schema engine ${message}`)
}
