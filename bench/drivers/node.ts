import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { build } from 'esbuild'
import type { Driver } from './driver.js'
import { features } from './features.js'
import type { SpeedResults } from './speed.js'

/** One Node that is looked at. */
export interface Node {
  readonly major: number
  readonly version: string
  readonly path: string
}

const BUILD = 'bench/node_modules/.bench-drivers'
const PROGRAM = `${BUILD}/run.mjs`

/** Where its packages are found: beside those of the benchmark. */
export async function buildProgram(): Promise<void> {
  await rm(BUILD, { recursive: true, force: true })
  await mkdir(BUILD, { recursive: true })
  const form = { bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', logLevel: 'warning' } as const
  await build({ ...form, entryPoints: ['bench/drivers/run.ts'], outfile: PROGRAM })
}

/** That version of Node, from the registry, as `npx -p node@22` has it. */
export function findNode(wanted: string): Node {
  const print = 'process.execPath + " " + process.version'
  const args = ['-y', '-p', `node@${wanted}`, 'node', '-p', print]
  const [path = '', version = ''] = execFileSync('npx', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    .trim()
    .split(' ')
  return { major: Number(version.slice(1).split('.')[0]), version, path }
}

const FLAGS = ['--expose-gc', '--disable-warning=ExperimentalWarning', PROGRAM]

export function askFeatures(node: Node, driver: Driver): Record<string, string> {
  return Object.fromEntries(Object.keys(features).map((name) => [name, askFeature(node, driver, name)]))
}

function askFeature(node: Node, driver: Driver, name: string): string {
  const { stdout, stderr, signal, status } = spawnSync(node.path, [...FLAGS, 'feature', driver.name, name], {
    encoding: 'utf8',
    timeout: 60_000,
  })
  const crash = signal === null ? '' : `**${signal}**`
  if (stdout !== '') return `${JSON.parse(stdout)}${crash === '' ? '' : `, then ${crash}`}`
  if (crash !== '') return crash
  const [reason] = /^\w*Error.*$/m.exec(stderr) ?? []
  return reason === undefined ? `exit ${status}` : `throws ${reason}`
}

export function askSpeed(node: Node, rounds: number): SpeedResults {
  const { stdout, stderr, status } = spawnSync(node.path, [...FLAGS, 'speed', String(rounds)], { encoding: 'utf8', maxBuffer: 2 ** 26 })
  if (status !== 0) throw new Error(`the measurement on Node ${node.version} ended with ${status}: ${stderr}`)
  return JSON.parse(stdout) as SpeedResults
}
