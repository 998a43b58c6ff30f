import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { engineOf } from '../../src/engines/index.js'
import { createNastyRows, fillNasty } from '../copy/nasty.js'
import { sleep } from './running.js'

/** What {@link createSource} takes for 200,000 rows where many rounds are run: a part of it is the zoo's. */
export const MANY = process.env.FAULT_ROUNDS === undefined ? 20_000 : 364_000

export interface Source {
  readonly url: string
  readonly folder: string
  readonly rows: number
  remove(): Promise<void>
}

/** An SQLite file of the core model with nasty rows, to be copied. */
export async function createSource(many: number): Promise<Source> {
  const folder = await mkdtemp(join(tmpdir(), 'refract-copy-'))
  const url = `file:${join(folder, 'source.db')}`
  await deployMigrations({ engine: engineOf('sqlite'), url, folder: 'prisma/migrations/sqlite' })
  const rows = await fillNasty({ name: 'sqlite', provider: 'sqlite', url }, createNastyRows('core', many))
  return { url, folder, rows, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** The command line, from its sources; `npm run test:faults` names the one that it has built, as people run it. */
const COMMAND_LINE = process.env.FAULTS_CLI?.split(' ') ?? ['--import', 'tsx', 'src/cli/index.ts']

export interface CopyRun {
  /** Null for one that was killed. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Milliseconds until the first table was begun; null for one that did not come so far. */
  readonly begun: number | null
}

/**
 * Runs `refract copy` in a process of its own.
 *
 * @param during what is done while it runs, and may kill it
 * @param since when that begins: with the process, or with its first table
 */
export async function runCopy(
  from: string,
  to: string,
  options: readonly string[],
  during: (kill: () => void) => Promise<void> = async () => undefined,
  since: 'spawn' | 'begin' = 'begin',
): Promise<CopyRun> {
  const args = [...COMMAND_LINE, 'copy', '--from', from, '--to', to, '--json', ...options]
  const start = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const kill = () => void child.kill('SIGKILL')
  const output = { stdout: '', stderr: '' }
  let begun: number | null = null
  let work = since === 'spawn' ? during(kill) : undefined
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text
    if (begun !== null || !output.stdout.includes('"event":"begin"')) return
    begun = performance.now() - start
    work ??= during(kill)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  await work
  return { code, ...output, begun }
}

const REPLACE = ['--replace', '--force']

/** Every so many kills one comes before the first table: while connections are made, tables emptied, indexes taken away. */
const EARLY = 4

/** Kills a copy at random moments, goes on after each, and counts how often one came to its end. */
export async function killCopies(from: string, to: string, kills: number): Promise<{ completed: number }> {
  const start = performance.now()
  const whole = await finish(from, to, REPLACE)
  // Longer than a copy takes, so that all moments have their turn.
  const longest = (performance.now() - start) * 0.6
  let next = REPLACE
  let completed = 1
  for (let killed = 0; killed < kills; ) {
    const isEarly = killed % EARLY === EARLY - 1
    const wait = isEarly ? (whole.begun ?? 0) * 1.1 : longest
    const killLater = async (kill: () => void) => {
      await sleep(Math.random() * wait)
      kill()
    }
    const run = await runCopy(from, to, next, killLater, isEarly ? 'spawn' : 'begin')
    if (run.code === null) {
      killed += 1
      next = ['--resume']
    } else if (run.code === 0) {
      completed += 1
      next = REPLACE
    } else next = await afterFailure(run)
  }
  await finish(from, to, next)
  return { completed }
}

/** Runs to the end, whatever was before. */
async function finish(from: string, to: string, options: string[]): Promise<CopyRun> {
  const run = await runCopy(from, to, options)
  return run.code === 0 ? run : finish(from, to, await afterFailure(run))
}

/** One that was killed before its first note has nothing to go on from. */
async function afterFailure({ stdout, stderr }: CopyRun): Promise<string[]> {
  if (stderr.includes('There is no interrupted copy')) return REPLACE
  // The connection of a process that was killed may hold its locks for a moment.
  if (stderr.includes('Another process copies')) {
    await sleep(200)
    return ['--resume']
  }
  throw new Error(`a copy failed: ${stderr}${stdout.slice(-500)}`)
}
