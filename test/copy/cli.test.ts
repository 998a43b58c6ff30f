import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CopyLine } from '../../src/cli/copy.js'
import { copy } from '../../src/commands/copy.js'
import { HALF_DONE } from '../../src/copy/repair.js'
import { createClient } from '../../src/index.js'
import { createMaker, type TestDatabase } from './databases.js'
import { createNastyRows, fillNasty } from './nasty.js'

/*
 * `refract copy` as a process of its own: what it prints where, and what it ends with. SQLite files and dumps alone.
 */

const { folder, make } = await createMaker()

interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** @param during told of the process, and all that it has printed, whenever it prints */
async function refract(args: readonly string[], during: (child: ChildProcess, stdout: string) => void = () => undefined): Promise<Run> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/index.ts', 'copy', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text
    during(child, output.stdout)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...output }
}

/** Sends Ctrl-C once, when a text was printed. */
function interruptAt(text: string): (child: ChildProcess, stdout: string) => void {
  let sent = false
  return (child, stdout) => {
    if (sent || !stdout.includes(text)) return
    sent = true
    child.kill('SIGINT')
  }
}

const between = (from: { readonly url: string } | string, to: { readonly url: string } | string) => [
  '--from',
  typeof from === 'string' ? from : from.url,
  '--to',
  typeof to === 'string' ? to : to.url,
]

/** Every line is JSON. */
const linesOf = ({ stdout }: Run) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as CopyLine)

/** That what was stopped can be gone on with, and ends equal. */
async function expectToResume(to: TestDatabase): Promise<void> {
  const { complete, tables } = await copy(large.url, to.url, { resume: true })
  expect(complete).toBe(true)
  expect(tables.filter(({ equal }) => equal !== true)).toEqual([])
}

const rowsOf = (stdout: string) => stdout.trimEnd().split('\n')

function sql<T = unknown>({ url }: TestDatabase, statement: string): T[] {
  const database = new DatabaseSync(url.slice('file:'.length))
  const rows = database.prepare(statement).all() as T[]
  database.close()
  return rows
}

const countUsers = (database: TestDatabase) => sql<{ rows: number }>(database, 'SELECT count(*) AS rows FROM core_user')[0]?.rows

let large: TestDatabase
let rows: number
let one: TestDatabase

beforeAll(async () => {
  large = await make('sqlite', 'core')
  rows = await fillNasty(large, createNastyRows('core', 8_000))
  one = await make('sqlite', 'core')
  const db = createClient('sqlite', { url: one.url })
  await db.user.create({ data: { name: 'one', email: 'one' } })
  await db.$disconnect()
})

describe('in words', () => {
  it('says what would be copied, copies it, and removes nothing unasked', async () => {
    const to = await make('sqlite', 'core')
    const only = [...between(one, to), '--tables', 'User']
    const plan = [`From ${one.url} to ${to.url}:`, expect.stringMatching(/^ {2}User {30,}1 row$/)]
    const planned = await refract([...only, '--dry-run'])
    expect(planned).toMatchObject({ code: 0, stderr: '' })
    expect(rowsOf(planned.stdout)).toEqual([...plan, '1 row in 1 table, in this order. Nothing was copied.'])
    expect(countUsers(to)).toBe(0)

    await copy(one.url, to.url, { tables: ['User'] })
    const replacing = await refract([...only, '--replace', '--dry-run'])
    expect(rowsOf(replacing.stdout)).toEqual([
      ...plan,
      `Before, all rows of this table would be removed from ${to.url}.`,
      '1 row in 1 table, in this order. Nothing was copied.',
    ])
    sql(to, "UPDATE core_user SET name = 'other'")
    expect(await refract([...only, '--replace'])).toEqual({
      code: 2,
      stdout: '',
      stderr: `--replace removes all rows of 1 table from ${to.url}, and nobody can be asked.\n  --force answers yes.\n`,
    })
    expect(sql(to, 'SELECT name FROM core_user')).toEqual([{ name: 'other' }])
    const copied = await refract([...only, '--replace', '--force'])
    expect(copied).toMatchObject({ code: 0, stderr: '' })
    expect(rowsOf(copied.stdout)).toEqual([
      expect.stringMatching(/^ {2}Copying {4}User {21}1 row/),
      expect.stringMatching(/^ {2}Verifying {2}User {21}1 row/),
      expect.stringMatching(/^1 row copied in \d+\.\d s; both sides are equal\.$/),
    ])
    // No terminal: nothing is written over.
    for (const sign of ['\x1b', '█', '░']) expect(copied.stdout).not.toContain(sign)
    expect(sql(to, 'SELECT name FROM core_user')).toEqual([{ name: 'one' }])
  })

  it('names rows that differ, and says what makes them equal', async () => {
    const to = await make('sqlite', 'core')
    await copy(large.url, to.url)
    const { id } = sql<{ id: string }>(to, 'SELECT id FROM core_user LIMIT 1')[0] ?? { id: '' }
    sql(to, `UPDATE core_user SET name = 'changed' WHERE id = '${id}'`)
    sql(to, 'DELETE FROM core_verification WHERE id IN (SELECT id FROM core_verification LIMIT 25)')
    const compared = await refract([...between(large, to), '--verify-only'])
    expect(compared).toMatchObject({ code: 1, stderr: '' })
    const lines = rowsOf(compared.stdout)
    expect(lines.filter((line) => / differs:$/.test(line))).toEqual([
      expect.stringMatching(/^User \(\d+ rows\) differs:$/),
      'Verification (300 rows) differs:',
    ])
    const named = lines.slice(lines.findIndex((line) => line.startsWith('User (')))
    expect(named[1]).toContain(`  User id=${id} name is changed where the source has `)
    // Of one there is no more to say, of the other there is.
    expect(named[2]).toBe('Verification (300 rows) differs:')
    expect(named.slice(3, -2)).toHaveLength(20)
    expect(named.slice(3, -2).every((line) => /^ {2}Verification id=\S+ is not in the target$/.test(line))).toBe(true)
    expect(named.at(-2)).toBe('  There may be more: no others are named.')
    expect(named.at(-1)).toMatch(
      /^Compared in \d+\.\d s; 2 of 10 tables differ\. The same command with --repair in place of --verify-only copies their rows again\.$/,
    )

    expect(await refract([...between(large, to), '--repair'])).toEqual({
      code: 2,
      stdout: '',
      stderr: `--repair removes rows of 10 tables from ${to.url} that the source has not, and nobody can be asked.\n  --force answers yes.\n`,
    })
    const repaired = await refract([...between(large, to), '--repair', '--force'])
    expect(repaired).toMatchObject({ code: 0, stderr: '' })
    expect(repaired.stdout).toMatch(/\n {2}Repairing {2}Verification {13}25 rows\n/)
    expect(repaired.stdout).toMatch(/\n26 rows repaired\.\nCompared in .* both sides are equal\.\n$/)
  })

  it('knows that a dump cannot be repaired', async () => {
    const from = await make('sqlite', 'core')
    const dump = `dump:${join(folder, 'outdated')}`
    await copy(one.url, dump)
    const compared = await refract([...between(from, dump), '--verify-only', '--tables', 'User'])
    expect(compared).toMatchObject({ code: 1, stderr: '' })
    expect(compared.stdout).toMatch(
      /; 1 of 1 table differs\. A dump cannot be repaired: the same command with --replace in place of --verify-only writes it anew\.\n$/,
    )
  })

  it('writes rows that cannot be copied to a file', async () => {
    const [from, to] = [await make('sqlite', 'core'), await make('sqlite', 'core')]
    await copy(one.url, from.url)
    sql(from, "UPDATE core_user SET name = CAST(x'ff' AS TEXT)")
    const rejects = join(folder, 'rejects.jsonl')
    const reported = await refract([...between(from, to), '--on-error=report', '--rejects', rejects])
    expect(reported).toMatchObject({ code: 0, stderr: '' })
    expect(reported.stdout).toMatch(/^ {2}not copied: User id=\S+: name /)
    expect(reported.stdout).toContain(`\n1 row could not be copied: ${rejects} has it, and why.\n0 rows copied in `)
    expect(reported.stdout).toMatch(/both sides are equal, but for what could not be copied\.\n$/)
    expect(rowsOf(readFileSync(rejects, 'utf8'))).toHaveLength(1)
  })

  it('ends with 2 where the command line is wrong', async () => {
    expect(await refract([...between(one, 'dump:nowhere'), '--on-error=report', '--verify-only'])).toEqual({
      code: 2,
      stdout: '',
      stderr: '--verify-only copies nothing, and --on-error is about rows that are copied.\n  See: refract --help\n',
    })
  })
})

describe('for programs', () => {
  /** What each line holds, as src/copy/events.ts documents it. */
  const FIELDS: Readonly<Record<CopyLine['event'], string[]>> = {
    plan: ['event', 'from', 'to', 'tables'],
    begin: ['event', 'phase', 'model', 'rows', 'total'],
    progress: ['event', 'phase', 'model', 'rows', 'bytes'],
    end: ['event', 'phase', 'model', 'rows'],
    rejected: ['event', 'model', 'key', 'reason'],
    difference: ['event', 'model', 'key', 'difference'],
    warning: ['event', 'warning'],
    error: ['event', 'code', 'message', 'hint'],
    report: ['event', 'complete', 'rows', 'tables', 'rejected', 'rejects', 'repaired'],
  }
  const seen = new Set<string>()

  function readLines(run: Run): CopyLine[] {
    const lines = linesOf(run)
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(FIELDS[line.event])
      seen.add(line.event)
    }
    return lines
  }

  it('tells everything in lines of JSON', async () => {
    const [from, to] = [await make('sqlite', 'core'), await make('sqlite', 'core')]
    await copy(one.url, from.url)
    const db = createClient('sqlite', { url: from.url })
    await db.verification.create({ data: { identifier: 'a', value: 'b', expiresAt: new Date() } })
    await db.$disconnect()
    sql(from, "UPDATE core_user SET name = CAST(x'ff' AS TEXT)")
    sql(to, 'DROP INDEX core_verification_identifier_idx')
    const run = await refract([...between(from, to), '--json', '--on-error=report', '--rejects', join(folder, 'told.jsonl')])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    const lines = readLines(run)
    expect(lines.map(({ event }) => event).slice(0, 2)).toEqual(['warning', 'plan'])
    const tables = lines.flatMap((line) => (line.event === 'plan' ? line.tables : []))
    expect(Object.keys(tables[0] ?? {})).toEqual(['model', 'table', 'rows', 'copied'])
    expect(tables.map(({ model }) => model)).toHaveLength(10)
    for (const phase of ['copy', 'verify']) {
      for (const event of ['begin', 'end']) {
        const models = lines.flatMap((line) => (line.event === event && 'phase' in line && line.phase === phase ? [line.model] : []))
        expect(models).toEqual(tables.map(({ model }) => model))
      }
    }
    expect(lines.at(-1)).toMatchObject({ event: 'report', complete: true, rows: 1, rejected: 1, repaired: 0 })

    sql(to, 'DELETE FROM core_verification')
    const compared = await refract([...between(from, to), '--json', '--verify-only', '--tables', 'Verification'])
    expect(compared).toMatchObject({ code: 1, stderr: '' })
    const found = readLines(compared)
    const difference = { event: 'difference', model: 'Verification', difference: 'is not in the target' }
    expect(found).toContainEqual(expect.objectContaining(difference))
    expect(found.at(-1)).toMatchObject({ event: 'report', tables: [{ model: 'Verification', rows: 1, equal: false }] })
  })

  it('tells that it failed, as the error stream does', async () => {
    const to = await make('sqlite', 'core')
    const failed = await refract([...between(one, to), '--json', '--resume'])
    expect(failed).toMatchObject({ code: 1, stderr: 'There is no interrupted copy in the target.\n  Leave out --resume.\n' })
    expect(readLines(failed).at(-1)).toEqual({
      event: 'error',
      code: 'REFRACT_COPY',
      message: 'There is no interrupted copy in the target.',
      hint: 'Leave out --resume.',
    })
    const unasked = await refract([...between(one, to), '--json', '--replace'])
    expect(unasked).toMatchObject({ code: 2, stderr: expect.stringContaining('nobody can be asked') })
    expect(readLines(unasked)).toMatchObject([{ event: 'plan' }, { event: 'error', code: 'REFRACT_USAGE', hint: '--force answers yes.' }])
    const wrong = await refract([...between(one, to), '--json', '--on-error=skip'])
    expect(wrong).toEqual({ code: 2, stdout: expect.any(String), stderr: '--on-error is stop or report.\n  See: refract --help\n' })
    expect(readLines(wrong)).toEqual([
      { event: 'error', code: 'REFRACT_USAGE', message: '--on-error is stop or report.', hint: 'See: refract --help' },
    ])
  })

  it('shows no password', async () => {
    const { code, stdout, stderr } = await refract([...between(one, 'postgres://me:secret@127.0.0.1:1/db'), '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      event: 'error',
      code: 'REFRACT_CONNECTION',
      message: expect.stringContaining('127.0.0.1:1'),
    })
    expect(stdout + stderr).not.toContain('secret')
  })

  it('tells of the source where neither can be reached, though the target said so first', async () => {
    const late = createServer((socket) => setTimeout(() => socket.destroy(), 300)).listen(0, '127.0.0.1')
    await once(late, 'listening')
    const { port } = late.address() as AddressInfo
    const from = `postgres://me:secret@127.0.0.1:${port}/db`
    const { code, stderr } = await refract(between(from, 'mysql://me:secret@127.0.0.1:1/db'))
    late.close()
    expect(code).toBe(1)
    expect(stderr).toContain(`127.0.0.1:${port}`)
    expect(stderr).not.toMatch(/127\.0\.0\.1:1\b|secret/)
  })

  it('had each of the events', () => {
    expect([...seen].sort()).toEqual(Object.keys(FIELDS).sort())
  })
})

describe('stopped', () => {
  it('by Ctrl-C ends at the edge of a batch, and can go on', async () => {
    const to = await make('sqlite', 'core')
    const replace = [...between(large, to), '--replace', '--force']
    const stopped = await refract([...replace, '--batch-size', '5'], interruptAt('  Copying    User '))
    expect(stopped).toMatchObject({ code: 1, stderr: '' })
    expect(stopped.stdout).toContain('\nStopping at the edge of a batch. Once more stops at once, which loses nothing either.\n')
    const last = /\nStopped: ([\d,]+) rows are copied\. Go on with the same command with --resume in place of --replace\.\n$/
    const [, count = ''] = last.exec(stopped.stdout) ?? []
    const copied = Number(count.replace(',', ''))
    expect(copied % 5).toBe(0)
    expect(copied).toBeGreaterThanOrEqual(countUsers(to) as number)
    expect(copied).toBeLessThan(rows)

    const again = await refract([...between(large, to), '--resume', '--batch-size', '5'], interruptAt('  Copying    Session '))
    expect(again).toMatchObject({ code: 1, stdout: expect.stringMatching(/\nStopped: .* Go on with the same command\.\n$/) })
    expect(again.stdout).toMatch(/^ {2}Copying {4}User {21}[\d,]+ rows, copied before\n/)
    await expectToResume(to)
  })

  it('by Ctrl-C tells a program in a line, and that it is not complete', async () => {
    const to = await make('sqlite', 'core')
    const stopped = await refract([...between(large, to), '--batch-size', '5', '--json'], interruptAt('"event":"progress"'))
    expect(stopped).toMatchObject({ code: 1, stderr: '' })
    const lines = linesOf(stopped)
    expect(lines).toContainEqual({ event: 'warning', warning: expect.stringContaining('Stopping at the edge of a batch.') })
    expect(lines.at(-1)).toMatchObject({ event: 'report', complete: false })
  })

  it('by Ctrl-C twice ends at once, and can go on', async () => {
    const to = await make('sqlite', 'core')
    let isSent = false
    const killed = await refract([...between(large, to), '--json'], (child, stdout) => {
      if (isSent || !stdout.includes('"event":"progress"')) return
      isSent = true
      // Two of a kind that come together are one.
      child.kill('SIGINT')
      child.kill('SIGTERM')
    })
    expect(killed).toMatchObject({ code: 130, stderr: '' })
    const events = linesOf(killed).map(({ event }) => event)
    expect(events).toContain('warning')
    expect(events).not.toContain('report')
    await expectToResume(to)
  })

  it('within a repair says what may be missing, however many rows are copied', async () => {
    const to = await make('sqlite', 'core')
    const stopped = await refract([...between(large, to), '--batch-size', '5'], interruptAt('  Copying    User '))
    expect(stopped.stdout).toMatch(/\nStopped: [\d,]+ rows are copied\. Go on with the same command and --resume\.\n$/)
    const repair = await refract([...between(large, to), '--repair'], interruptAt('  Repairing  User '))
    expect(repair).toMatchObject({ code: 1, stderr: '' })
    expect(rowsOf(repair.stdout).at(-1)).toBe(`Stopped. ${HALF_DONE}`)
    const { tables } = await copy(large.url, to.url, { repair: true })
    expect(tables.filter(({ equal }) => equal !== true)).toEqual([])
  })

  it.each([[['--json']], [[]]])('because nobody reads %j ends without a word, and can go on', async (format) => {
    const to = await make('sqlite', 'core')
    const unread = await refract([...between(large, to), '--batch-size', '5', ...format], (child) => child.stdout?.destroy())
    expect(unread).toMatchObject({ code: 1, stderr: '' })
    await expectToResume(to)
  })
})
