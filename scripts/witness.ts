// An outside witness: the tests that Better Auth publishes for adapters, on the portable client and every server.
// `npm run test:witness`; with `-- --built` what is in dist is packed as it is, with `-- --write` the counts go into README.md.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SERVERS } from '../test/engines/servers.js'
import { startServers, type TestServer } from './servers.js'
import { findNode, installProject, runSuite } from './witness/project.js'
import { type Column, checkReadme } from './witness/readme.js'

let passed = 0
let failed = 0
let skipped = 0

const { servers, stop } = await startServers()
const folder = await mkdtemp(join(tmpdir(), 'refract-witness-'))
try {
  await installProject(folder, process.argv.includes('--built'))
  const node = await findNode(folder)
  const columns = await Promise.all(servers.map((server) => testOn(server, node)))
  if (servers.length === SERVERS.length) await compareReadme(columns)
} finally {
  await stop()
  await rm(folder, { recursive: true, force: true })
}
console.log(`\n${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`)
if (failed > 0) process.exitCode = 1

async function testOn(server: TestServer, node: string): Promise<Column> {
  const start = performance.now()
  const tests = await runSuite(folder, node, server)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const total = tests.passed.length + tests.failed.length + tests.skipped.length
  console.log(`  ${server.name}, ${server.version}: ${tests.passed.length} of ${total} tests passed (${seconds} s)`)
  for (const name of tests.skipped) console.log(`    skipped  ${name}`)
  for (const text of tests.failed) console.log(`    FAIL     ${text.split('\n').slice(0, 20).join('\n             ')}`)
  passed += tests.passed.length
  failed += tests.failed.length
  skipped += tests.skipped.length
  return { title: server.title, passed: tests.passed.length, total }
}

async function compareReadme(columns: readonly Column[]): Promise<void> {
  const fault = await checkReadme(columns, process.argv.includes('--write'))
  if (fault === undefined) return
  console.log(`  FAIL  ${fault}`)
  failed++
}
