import { cp } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { run } from '../check-package/run.js'
import { pack } from '../check-package/tarball.js'
import type { TestServer } from '../servers.js'
import { readTests, type TestCounts } from './tests.js'

const SOURCE = resolve('test/better-auth')

/** Better Auth's command line asks for Node 22.12 or newer. */
const NODE = 24

/** Makes the witness's project in an empty folder: its own packages, and Refract as npm would publish it. */
export async function installProject(folder: string, built: boolean): Promise<void> {
  await cp(SOURCE, folder, { recursive: true, filter: (path) => !['node_modules', 'states'].includes(basename(path)) })
  const { path } = await pack(folder, built)
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund']
  await run(folder, 'npm', ['ci', ...flags])
  await run(folder, 'npm', ['install', '--no-save', '--no-package-lock', ...flags, path])
  await run(folder, process.execPath, [resolve('node_modules/typescript/bin/tsc')])
}

/** The Node that runs the suite: this one, or where it is older one that npm brings. */
export async function findNode(folder: string): Promise<string> {
  if (Number(process.versions.node.split('.')[0]) >= NODE) return process.execPath
  return (await run(folder, 'npx', ['--yes', '--package', `node@${NODE}`, '--', 'node', '-p', 'process.execPath'])).trim()
}

/** Runs the suite on a server. */
export async function runSuite(folder: string, node: string, { name, provider, url }: TestServer): Promise<TestCounts> {
  const report = join(folder, `${name}.json`)
  const args = [join(folder, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=json', `--outputFile=${report}`]
  const target = { WITNESS_TARGET: JSON.stringify({ name, provider, url }) }
  const failure = await run(folder, node, args, target).then(
    () => undefined,
    (error: unknown) => String(error),
  )
  const tests = await readTests(report).catch(() => ({ passed: [], failed: [], skipped: [] }))
  // Failed tests are in the report; what broke outside them is not.
  return failure === undefined || tests.failed.length > 0 ? tests : { ...tests, failed: [failure] }
}
