// Prisma's own schema engine, compiled to WASM. Plain JavaScript, since a worker runs it as it is, from the sources and as built.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'

/** Its memory is one, whatever the number of engines. */
let loaded

/** Starts it on a database. */
export async function startEngine(factory) {
  loaded ??= load()
  return (await loaded).new({ datamodels: undefined }, () => undefined, factory)
}

async function load() {
  // The package imports its .wasm as a module, which plain Node does not do.
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const bytes = await readFile(join(folder, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start?.()
  return glue.SchemaEngine
}
