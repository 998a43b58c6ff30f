import { existsSync, readFileSync } from 'node:fs'
import { arch, cpus, platform, totalmem } from 'node:os'
import type { Provider } from '../src/engines/index.js'
import type { Contender } from './contender.js'
import type { Run } from './results.js'
import type { Server } from './servers.js'

export function describeRun(server: Server, provider: Provider, contenders: readonly Contender[], rounds: number): Run {
  const packages = new Set(contenders.flatMap(({ packages }) => packages[provider] ?? []))
  return {
    command: ['npm run bench', ...process.argv.slice(2)].join(' ').replace('bench -', 'bench -- -'),
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    machine: describeMachine(),
    node: process.version,
    server: `${server.version} (${server.how})`,
    versions: Object.fromEntries([...packages].sort().map((name) => [name, versionOf(name)])),
    rounds,
  }
}

/** What figures depend on, in one line. */
export function describeMachine(): string {
  const [cpu] = cpus()
  return `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${arch()}`
}

/** The version that the benchmark loads: its own packages first, then the repository's. */
export function versionOf(name: string): string {
  const manifest = ['bench/node_modules', 'node_modules'].map((folder) => `${folder}/${name}/package.json`).find(existsSync)
  return manifest === undefined ? 'not installed' : (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}
