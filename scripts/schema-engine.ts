// Prisma's own schema engine, compiled to WASM: the SQL of PostgreSQL and SQLite starts from what it
// writes. It needs no database, no server and no native binary. It has no MySQL.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'

/** Prisma's schema engine, in the part that is used here. */
export interface SchemaEngine {
  diff(parameters: object): Promise<{ stdout: string | null }>
  applyMigrations(parameters: object): Promise<{ appliedMigrationNames: string[] }>
  diagnoseMigrationHistory(
    parameters: object,
  ): Promise<{ editedMigrationNames: string[]; failedMigrationNames: string[]; history: unknown }>
}

// Node's types leave the values of WebAssembly to the browser's.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>
}

let engine: Promise<SchemaEngine> | undefined

/** The SQL that makes the tables of a rendered schema in an empty database. */
export async function emitTables(schema: string, path: string): Promise<string> {
  engine ??= startEngine(stub)
  // From a schema that has only a datasource: from nothing at all, PostgreSQL would get a CREATE SCHEMA.
  const datasource = /^datasource \w+ \{[\s\S]*?^\}$/m.exec(schema)?.[0] ?? ''
  const file = (content: string) => ({ tag: 'schemaDatamodel', files: [{ path, content }], configDir: dirname(path) })
  const { stdout } = await (await engine).diff({
    from: file(datasource),
    to: file(schema),
    script: true,
    shadowDatabaseUrl: null,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  if (stdout === null) throw new Error(`The schema engine wrote no SQL for ${path}.`)
  return stdout
}

interface SchemaEngineClass {
  new: (options: object, log: () => void, adapter: object) => Promise<SchemaEngine>
}

/** Its memory is one, whatever the number of engines. */
let loaded: Promise<SchemaEngineClass> | undefined

/** Starts it on a database. */
export async function startEngine(factory: object): Promise<SchemaEngine> {
  loaded ??= load()
  return (await loaded).new({ datamodels: undefined }, () => undefined, factory)
}

async function load(): Promise<SchemaEngineClass> {
  // The package imports its .wasm as a module, which plain Node does not do.
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const bytes = await readFile(join(folder, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue })
  const { __wbg_set_wasm, SchemaEngine } = glue as unknown as { __wbg_set_wasm(exports: object): void; SchemaEngine: SchemaEngineClass }
  __wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as (() => void) | undefined)?.()
  return SchemaEngine
}

/** An adapter that is never asked: comparing two schemas needs no database. */
const connection: SqlDriverAdapter = {
  provider: 'sqlite',
  adapterName: 'none',
  queryRaw: refuse,
  executeRaw: refuse,
  executeScript: refuse,
  startTransaction: refuse,
  dispose: async () => undefined,
}

const stub = bindMigrationAwareSqlAdapterFactory({
  provider: 'sqlite',
  adapterName: 'none',
  connect: async () => connection,
  connectToShadowDb: async () => connection,
})

async function refuse(): Promise<never> {
  throw new Error('Comparing two schemas asks no database.')
}
