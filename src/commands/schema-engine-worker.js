// Compares schemas in a thread of its own: a panic of the engine settles no promise, and ends only this thread.
import { parentPort } from 'node:worker_threads'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { startEngine } from './load-schema-engine.js'

const refuse = async () => {
  throw new Error('Comparing two schemas asks no database.')
}

/** An adapter that is never asked: comparing two schemas needs no database, whatever their engine. */
const connection = {
  provider: 'sqlite',
  adapterName: 'none',
  queryRaw: refuse,
  executeRaw: refuse,
  executeScript: refuse,
  startTransaction: refuse,
  dispose: async () => undefined,
}

const connect = async () => connection
const engine = startEngine(bindMigrationAwareSqlAdapterFactory({ ...connection, connect, connectToShadowDb: connect }))

parentPort.on('message', async ({ id, parameters }) => {
  try {
    const { stdout } = await (await engine).diff(parameters)
    parentPort.postMessage({ id, sql: stdout ?? '' })
  } catch (error) {
    parentPort.postMessage({ id, error: error instanceof Error ? error.message : String(error) })
  }
})
