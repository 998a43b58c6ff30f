import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { engineOf } from '../../src/engines/index.js'
import { createNastyRows, fillNasty } from '../copy/nasty.js'
import { sleep } from './running.js'

/** An SQLite file of the core model with nasty rows, to be copied. */
export async function createSource(rows: number): Promise<{ url: string; folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'refract-copy-'))
  const url = `file:${join(folder, 'source.db')}`
  await deployMigrations({ engine: engineOf('sqlite'), url, folder: 'prisma/migrations/sqlite' })
  await fillNasty({ name: 'sqlite', provider: 'sqlite', url }, createNastyRows('core', rows))
  return { url, folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** The command line, from its sources; `npm run test:faults` names the one that it has built, as people run it. */
const COMMAND_LINE = process.env.FAULTS_CLI?.split(' ') ?? ['--import', 'tsx', 'src/cli/index.ts']

export interface CopyRun {
  /** Null for one that was killed. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs `refract copy` in a process of its own.
 *
 * @param during what is done once it has begun to copy; it may kill it
 */
export async function runCopy(
  from: string,
  to: string,
  options: readonly string[],
  during: (kill: () => void) => Promise<void> = async () => undefined,
): Promise<CopyRun> {
  const args = [...COMMAND_LINE, 'copy', '--from', from, '--to', to, '--json', ...options]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  let work: Promise<void> | undefined
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text
    if (work !== undefined || !output.stdout.includes('"event":"begin"')) return
    work = during(() => child.kill('SIGKILL'))
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  await work
  return { code, ...output }
}

/** Kills a copy at random moments, goes on after each, and counts how often one came to its end. */
export async function killCopies(from: string, to: string, kills: number): Promise<{ completed: number }> {
  const start = performance.now()
  let next = await finish(from, to, ['--replace', '--force'])
  // Longer than a copy takes, so that all moments have their turn.
  const longest = performance.now() - start
  let completed = 1
  for (let killed = 0; killed < kills; ) {
    const run: CopyRun = await runCopy(from, to, next, async (kill) => {
      await sleep(Math.random() * longest * 0.6)
      kill()
    })
    if (run.code === null) {
      killed += 1
      next = ['--resume']
    } else if (run.code === 0) {
      completed += 1
      next = ['--replace', '--force']
    } else next = await afterFailure(run)
  }
  await finish(from, to, next)
  return { completed }
}

/** Runs to the end, whatever was before, and leaves what the next copy begins with. */
async function finish(from: string, to: string, options: string[]): Promise<string[]> {
  const run = await runCopy(from, to, options)
  if (run.code === 0) return ['--replace', '--force']
  return finish(from, to, await afterFailure(run))
}

/** One that was killed before its first note has nothing to go on from. */
async function afterFailure({ stdout, stderr }: CopyRun): Promise<string[]> {
  if (stderr.includes('There is no interrupted copy')) return ['--replace', '--force']
  // The connection of a process that was killed may hold its locks for a moment.
  if (stderr.includes('Another process copies')) {
    await sleep(200)
    return ['--resume']
  }
  throw new Error(`a copy failed: ${stderr}${stdout.slice(-500)}`)
}
