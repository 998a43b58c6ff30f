import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './run.js'

/** What docs/conformance.md shows, with Node's own test runner. */
const SUITE = `import { describe, it } from 'node:test'
import { createSubject, prepareDatabases, registerConformance } from 'refract-db/conformance'

const databases = { provider: 'sqlite', core: 'file:./core.db', zoo: 'file:./zoo.db' }
await prepareDatabases(databases)
registerConformance({ describe, it }, createSubject(databases))
`

/** A cautious user runs the conformance suite against a server of theirs. */
export async function checkConformance(root: string): Promise<string> {
  const folder = join(root, 'conformance')
  await mkdir(folder)
  await writeFile(join(folder, 'suite.test.mjs'), SUITE)
  const printed = await run(folder, 'node', ['--test', '--test-reporter', 'tap', 'suite.test.mjs'])
  const count = (what: string) => Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(printed)?.[1])
  assert.deepEqual([count('fail'), count('cancelled'), count('skipped')], [0, 0, 0], printed.slice(-2000))
  assert.ok(count('pass') >= 250, `${count('pass')} cases`)
  return `${count('pass')} cases`
}
