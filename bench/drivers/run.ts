// What runs on the Node that is looked at: `features <driver>`, `feature <driver> <case>`, `speed <rounds>`, and the small programs of some cases.
import { mkdtempSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMainThread, parentPort } from 'node:worker_threads'
import { drivers, driversFor } from './drivers.js'
import { end, features, read, write } from './features.js'
import { measureSpeed } from './speed.js'

const [mode, subject = '', detail = ''] = process.argv.slice(2)
const driver = drivers.find(({ name }) => name === subject)
const major = Number(process.versions.node.split('.')[0])

async function open(path: string) {
  if (driver === undefined) throw new Error(`no driver ${subject}`)
  return (await driver.load())(path)
}

async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(process.env.BENCH_SQLITE_FOLDER ?? tmpdir(), 'drivers-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return run(folder)
}

async function feature(): Promise<string> {
  const run = features[detail]
  if (driver === undefined || run === undefined) throw new Error(`no case ${subject} ${detail}`)
  const connect = await driver.load()
  return inFolder(async (folder) => {
    const path = join(folder, 'case.db')
    return run({ driver, path, open: (options, other = path) => connect(other, options) })
  })
}

if (!isMainThread) read(await open(detail), (count) => parentPort?.postMessage(count))
else if (mode === 'end') end(await open(detail))
else if (mode === 'write') write(await open(detail), (row) => writeSync(1, `${row}\n`))
else if (mode === 'feature') writeSync(1, JSON.stringify(await feature()))
else if (mode === 'speed') {
  const results = await inFolder((folder) => measureSpeed(driversFor(major), folder, Number(subject)))
  writeSync(1, JSON.stringify(results))
} else throw new Error(`no mode ${mode}`)
