import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { DatabaseSync } from '@photostructure/sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import { copy } from '../../src/commands/copy.js'
import type { CopyOptions } from '../../src/commands/copy-options.js'
import type { CopyTable } from '../../src/contract/copy.js'
import type { Storage } from '../../src/contract/storage.js'
import { printPayload, writeBag } from '../../src/copy/dump/bag.js'
import { openDump } from '../../src/copy/dump/dump-source.js'
import { openDumpTarget } from '../../src/copy/dump/dump-target.js'
import { dumpValues } from '../../src/copy/dump/values.js'
import { writeAll } from '../../src/copy/dump/write-all.js'
import { Rejects } from '../../src/copy/rejects.js'
import { createMaker, MODELS, type ModelsName, type TestDatabase } from './databases.js'
import { createNastyRows, fillNasty } from './nasty.js'
import { nastyValues } from './nasty-values.js'

/*
 * Dumps that are damaged, forged, interrupted, or written by two at once.
 */

const { folder, make } = await createMaker()

const sources = new Map<ModelsName, TestDatabase>()
const dumps = new Map<ModelsName, string>()
const targets = new Map<ModelsName, TestDatabase>()

beforeAll(async () => {
  for (const models of ['core', 'zoo'] as const) {
    const [source, target] = [await make('sqlite', models), await make('sqlite', models)]
    await fillNasty(source, createNastyRows(models, 1_000))
    const dump = join(folder, `dump-${models}`)
    await copy(source.url, `dump:${dump}`, { schema: MODELS[models].schema, batchSize: 100 })
    sources.set(models, source)
    targets.set(models, target)
    dumps.set(models, dump)
  }
})

let names = 0
const newFolder = () => join(folder, `dump-${names++}`)

function copyOf(models: ModelsName): string {
  const dump = newFolder()
  cpSync(dumps.get(models) as string, dump, { recursive: true })
  return dump
}

const load = (dump: string, models: ModelsName, options: CopyOptions = {}) =>
  copy(`dump:${dump}`, (targets.get(models) as TestDatabase).url, { schema: MODELS[models].schema, ...options })

const write = (dump: string, models: ModelsName, options: CopyOptions = {}) =>
  copy((sources.get(models) as TestDatabase).url, `dump:${dump}`, { schema: MODELS[models].schema, ...options })

const tablesOf = (models: ModelsName): CopyTable[] => createNastyRows(models, 0).map(({ table }) => table)

/** All rows of a database. */
function countAll(models: ModelsName, { url } = targets.get(models) as TestDatabase): number {
  const database = new DatabaseSync(url.slice('file:'.length), { readOnly: true })
  const counts = tablesOf(models).map(({ name }) => database.prepare(`SELECT count(*) AS rows FROM "${name}"`).get() as { rows: number })
  database.close()
  return counts.reduce((sum, { rows }) => sum + rows, 0)
}

/** The unpacked text of every file of rows. */
function readRows(dump: string): Map<string, string> {
  const rows = join(dump, 'data/rows')
  return new Map(
    readdirSync(rows)
      .sort()
      .map((file) => [file, gunzipSync(readFileSync(join(rows, file))).toString('utf8')]),
  )
}

/** As somebody would who changes a dump and means it: with checksums that are right. */
async function reseal(dump: string): Promise<void> {
  await writeBag(dump, await printPayload(dump), {})
}

type Description = {
  version: number
  tables: { name: string; file: string; rows: number; columns: { name: string; storage: Storage }[] }[]
}

async function redescribe(dump: string, change: (description: Description) => void): Promise<void> {
  const path = join(dump, 'data/dump.json')
  const description = JSON.parse(readFileSync(path, 'utf8')) as Description
  change(description)
  writeFileSync(path, JSON.stringify(description))
  await reseal(dump)
}

/** Puts a value into the first row of a table. */
async function forge(dump: string, model: string, field: string, value: string): Promise<void> {
  const table = tablesOf('zoo').find((one) => one.model === model) as CopyTable
  const path = join(dump, `data/rows/${model}.jsonl.gz`)
  const [first = '', ...others] = gunzipSync(readFileSync(path)).toString('utf8').split('\n')
  const row = JSON.parse(first) as (string | null)[]
  row[table.columns.findIndex((column) => column.field === field)] = value
  writeFileSync(path, gzipSync([JSON.stringify(row), ...others].join('\n')))
  await reseal(dump)
}

const USERS = 'data/rows/User.jsonl.gz'

describe('a damaged dump is refused before its first row is read', () => {
  it.each<[string, (dump: string) => unknown, RegExp]>([
    [
      'with a flipped byte',
      (dump) => {
        const bytes = readFileSync(join(dump, USERS))
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1
        writeFileSync(join(dump, USERS), bytes)
      },
      /data\/rows\/User\.jsonl\.gz is not as it was written/,
    ],
    ['with a missing file', (dump) => rmSync(join(dump, USERS)), /data\/rows\/User\.jsonl\.gz is missing/],
    [
      'with a folder for a file',
      (dump) => {
        rmSync(join(dump, USERS))
        mkdirSync(join(dump, USERS))
      },
      /User\.jsonl\.gz cannot be read/,
    ],
    ['with a cut file', (dump) => truncateSync(join(dump, USERS), 100), /data\/rows\/User\.jsonl\.gz is not as it was written/],
    [
      'with an added file',
      (dump) => writeFileSync(join(dump, 'data/rows/New.jsonl.gz'), ''),
      /data\/rows\/New\.jsonl\.gz is not in manifest/,
    ],
    ['with another schema', (dump) => writeFileSync(join(dump, 'data/schema.prisma'), ''), /data\/schema\.prisma is not as it was written/],
    ['without its last file', (dump) => rmSync(join(dump, 'tagmanifest-sha256.txt')), /it has no tagmanifest-sha256\.txt/],
    ['that is not finished', (dump) => writeFileSync(join(dump, 'unfinished.json'), '{}'), /is not finished/],
    [
      'without a description',
      (dump) => {
        rmSync(join(dump, 'data/dump.json'))
        return reseal(dump)
      },
      /data\/dump\.json cannot be read/,
    ],
    [
      'with another description',
      (dump) => {
        writeFileSync(join(dump, 'data/dump.json'), 'null')
        return reseal(dump)
      },
      /is no description of a dump/,
    ],
    ['of a later version', (dump) => redescribe(dump, (one) => Object.assign(one, { version: 2 })), /is of version 2/],
    ['without tables', (dump) => redescribe(dump, (one) => Object.assign(one, { tables: [{}] })), /describes no tables/],
    [
      'whose rows are elsewhere',
      (dump) => redescribe(dump, ({ tables }) => tables.map((table) => Object.assign(table, { file: '../rows.jsonl.gz' }))),
      /describes no tables/,
    ],
    [
      'whose manifest is about files elsewhere',
      (dump) => writeFileSync(join(dump, 'tagmanifest-sha256.txt'), `${'0'.repeat(64)}  ../x\n`),
      /has the line 0+ {2}\.\.\/x/,
    ],
  ])('%s', async (_, damage, reason) => {
    const dump = copyOf('core')
    await damage(dump)
    await expect(load(dump, 'core')).rejects.toThrow(reason)
    expect(countAll('core')).toBe(0)
  })

  it('and where it was cut before its checksums were made, when its rows are counted', async () => {
    const dump = copyOf('core')
    await redescribe(dump, ({ tables }) => Object.assign(tables.find(({ name }) => name === 'core_user') as object, { rows: 1_000 }))
    const { url } = await make('sqlite', 'core')
    await expect(copy(`dump:${dump}`, url, { schema: MODELS.core.schema })).rejects.toThrow(
      /User\.jsonl\.gz has \d+ rows, and 1000 were written/,
    )
  })

  it('and where a list is of another type', async () => {
    const dump = copyOf('zoo')
    const change = ({ tables }: Description) => {
      const columns = tables.find(({ name }) => name === 'zoo_bundle')?.columns
      Object.assign(columns?.find(({ name }) => name === 'ints')?.storage as object, { of: { kind: 'text', length: null } })
    }
    await redescribe(dump, change)
    await expect(load(dump, 'zoo')).rejects.toThrow('zoo_bundle.ints as list of int: it is list of text there')
  })
})

describe('a value that is none of its type is refused before it reaches a database', () => {
  it.each([
    ['Scalar', 'int', '1e3', 'is no integer'],
    ['Scalar', 'int', '1); DELETE FROM zoo_scalar; --', 'is no integer'],
    ['Scalar', 'int', '2147483648', 'is no integer of 32 bits'],
    ['Scalar', 'dateTime', "2024-02-29T12:34:56.789Z'); DROP TABLE zoo_scalar; --", 'is no instant'],
    ['Scalar', 'boolean', 'TRUE', 'is no boolean'],
    ['Scalar', 'decimal', '1.50', 'is no decimal'],
    ['Scalar', 'float', '0x10', 'is no number'],
    ['Scalar', 'uuid', 'x', 'is no UUID'],
    ['Scalar', 'json', '{"a":', 'is no Json'],
    ['Scalar', 'bytes', 'x’', 'is no Base64'],
    ['Scalar', 'size', 'large', 'is none of the values of its enum'],
    ['Bundle', 'ints', '["1"]', 'holds a value that is no number in Json'],
    ['Bundle', 'texts', '{}', 'is no list in Json'],
  ])('%s.%s of %s', async (model, field, value, reason) => {
    const dump = copyOf('zoo')
    await forge(dump, model, field, value)
    // Of its own: it keeps the notes of a copy that has begun.
    const target = await make('sqlite', 'zoo')
    const loading = copy(`dump:${dump}`, target.url, { schema: MODELS.zoo.schema, tables: [model] })
    await expect(loading).rejects.toThrow(`${field} ${reason}`)
    expect(countAll('zoo', target)).toBe(0)
  })

  const decimal = { kind: 'decimal', precision: 10, scale: 2 } as const
  const listOf = (of: Extract<Storage, { kind: 'list' }>['of']): Storage => ({ kind: 'list', of })
  it.each<[Storage, string[], string[]]>([
    [{ kind: 'smallint' }, ['0', '-32768', '32767'], ['', '-', '-0', '00', '+1', ' 1', '1 ', '1\n', '32768', '-32769', '1_0', '٣']],
    [{ kind: 'int' }, ['-2147483648', '2147483647'], ['2147483648', '-2147483649', '99999999999999999999']],
    [{ kind: 'bigint' }, ['-9223372036854775808', '9223372036854775807'], ['9223372036854775808', '-9223372036854775809', '1n']],
    [decimal, ['0', '-0.5', '100', '12.34', 'NaN'], ['', '-0', '.5', '5.', '1.0', '01', '1e5', 'nan', 'Infinity', '1\n']],
    [{ kind: 'float' }, ['0', '-1.5', '5e-324', '1e+21', 'NaN', '-Infinity'], ['', '-0', '1.0', '1e21', '0x1', 'inf', ' 1', '1\n']],
    [{ kind: 'boolean' }, ['true', 'false'], ['', 't', '1', 'True', 'true\n']],
    [
      { kind: 'timestamp' },
      ['0000-01-01T00:00:00.000Z', '+010000-12-31T23:59:59.999Z', '-000043-03-15T00:00:00.000Z', 'infinity', '-infinity'],
      [
        '',
        'Infinity',
        '2024-13-01T00:00:00.000Z',
        '2024-01-32T00:00:00.000Z',
        '2024-01-01T24:00:00.000Z',
        '2024-01-01',
        '-000000-01-01T00:00:00.000Z',
      ],
    ],
    [
      { kind: 'timestamptz' },
      ['2024-02-29T12:34:56.789Z'],
      ['2024-02-29T12:34:56.789+00:00', '2024-02-29T12:34:56Z', '2024-02-29T12:34:56.789Z\n'],
    ],
    [
      { kind: 'date' },
      ['2024-02-29', '+5874897-12-31', '-004713-01-01', 'infinity'],
      ['2024-2-9', '2024-00-01', '24-02-29', "2024-02-29'"],
    ],
    [{ kind: 'time' }, ['00:00:00.000', '23:59:59.999', '24:00:00.000'], ['24:00:00.001', '12:34:56', '12:60:00.000', '1:02:03.000']],
    [
      { kind: 'uuid' },
      ['0190e6a8-0000-7000-8000-00000000000a'],
      ['0190E6A8-0000-7000-8000-00000000000A', '0190e6a8000070008000000000000000'],
    ],
    [{ kind: 'enum', type: 'size', values: ['a', 'b'] }, ['a', 'b'], ['', 'A', 'a ', 'toString']],
    [{ kind: 'bytes' }, ['', 'AA==', 'AAA=', 'AAAA', '+/+/'], ['A', 'AAA', '_-_-', 'AA==AA==', 'A===', 'AAAA\n']],
    [{ kind: 'json' }, ['null', '{}', '1', '"x"', '123456789012345678901234567890'], ['', "'x'", '1e9999', '[', 'NaN', '{"a":1}x']],
    [listOf({ kind: 'text', length: null }), ['[]', '["a",null]'], ['', 'null', '"a"', '[1]', '[["a"]]', '["a"', '{"0":"a"}']],
    [listOf({ kind: 'smallint' }), ['[1,-32768]'], ['["1"]', '[1.5]', '[32768]', '[true]', '[1e300]']],
    [listOf({ kind: 'bigint' }), ['["9223372036854775807"]'], ['[1]', '["1.5"]']],
    [listOf({ kind: 'float' }), ['[1.5,1e+21]'], ['["1.5"]', '[1e999]']],
    [listOf({ kind: 'boolean' }), ['[true,false]'], ['["true"]', '[1]']],
    [listOf(decimal), ['["1.5"]'], ['[1.5]', '["1.50"]']],
    [listOf({ kind: 'timestamp' }), ['["2024-02-29T12:34:56.789Z"]'], ['["2024-02-29"]']],
    [listOf({ kind: 'date' }), ['["2024-02-29T00:00:00.000Z"]'], ['["2024-02-29"]', '["2024-02-29T12:00:00.000Z"]', '["2024-02-30\'"]']],
    [listOf({ kind: 'time' }), ['["1970-01-01T12:34:56.789Z"]'], ['["12:34:56.789"]', '["1970-01-02T12:34:56.789Z"]']],
    [listOf({ kind: 'json' }), ['["{}"]'], ['[{}]', '["{"]']],
    [listOf({ kind: 'bytes' }), ['["AA=="]'], ['["A"]']],
  ])('%o', (storage, good, bad) => {
    const read = dumpValues.createReader(storage)
    const again = (value: unknown) => (storage.kind === 'bytes' ? Buffer.from(value as Uint8Array).toString('base64') : value)
    for (const value of good) expect(again(read(value)), value).toBe(value)
    for (const value of bad) expect(() => read(value), value).toThrow(/^(is|holds) /)
    expect(read(null)).toBeNull()
    const check = dumpValues.createCheck(storage)
    if (check !== null) for (const value of good) expect(check(value), value).toBeNull()
    if (check !== null) for (const value of bad) expect(check(value), value).toMatch(/^(is|holds) /)
  })

  it('and every value that an engine holds is one of its type', () => {
    for (const { storage } of [...tablesOf('core'), ...tablesOf('zoo')].flatMap(({ columns }) => columns)) {
      const [read, check] = [dumpValues.createReader(storage), dumpValues.createCheck(storage)]
      for (const value of nastyValues(storage)) {
        expect(check?.(value) ?? null).toBeNull()
        if (typeof value === 'string') expect(read(value)).toBe(value)
        else expect(read(Buffer.from(value).toString('base64'))).toEqual(Buffer.from(value))
      }
    }
  })
})

describe('a finished dump', () => {
  it('stays where others of its tables are copied', async () => {
    const dump = copyOf('core')
    const before = execFileSync('sha256sum', [join(dump, 'tagmanifest-sha256.txt')], { encoding: 'utf8' })
    for (const options of [{}, { replace: true }, { resume: true }, { dryRun: true }, { replace: true, dryRun: true }]) {
      await expect(write(dump, 'core', { ...options, tables: ['User'] })).rejects.toThrow(/holds a dump of \w+, which is not copied now/)
    }
    expect(execFileSync('sha256sum', [join(dump, 'tagmanifest-sha256.txt')], { encoding: 'utf8' })).toBe(before)
    expect(await load(dump, 'core', { dryRun: true })).toMatchObject({ complete: true })
    // Compared it may be, a table alone too.
    const { tables } = await write(dump, 'core', { verifyOnly: true, tables: ['User'] })
    expect(tables).toMatchObject([{ equal: true }])
  })

  it('with rows stays unless it is to be replaced, and with the same tables it can be', async () => {
    const dump = copyOf('core')
    await expect(write(dump, 'core')).rejects.toThrow('The target is not empty')
    await expect(write(dump, 'core', { replace: true, agreeToRemove: async () => false })).rejects.toThrow('nothing removed')
    expect(await load(dump, 'core', { dryRun: true })).toMatchObject({ complete: true })
    const { tables } = await write(dump, 'core', { replace: true })
    expect(tables.every(({ equal }) => equal)).toBe(true)
    expect(readRows(dump)).toEqual(readRows(dumps.get('core') as string))
  })

  it('without rows is filled', async () => {
    const dump = newFolder()
    const { url } = await make('sqlite', 'core')
    await copy(url, `dump:${dump}`, { schema: MODELS.core.schema })
    const { tables } = await write(dump, 'core')
    expect(tables.every(({ equal }) => equal)).toBe(true)
    expect(readRows(dump)).toEqual(readRows(dumps.get('core') as string))
  })

  it('has manifests that others can check, and nothing beside them', async () => {
    const dump = newFolder()
    await write(dump, 'core')
    for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
      execFileSync('sha256sum', ['--strict', '--quiet', '-c', manifest], { cwd: dump })
    }
    const files = ['bag-info.txt', 'bagit.txt', 'data', 'manifest-sha256.txt', 'tagmanifest-sha256.txt']
    expect(readdirSync(dump).sort()).toEqual(files)
  })

  it('is never what was begun anew and not finished', async () => {
    const dump = copyOf('core')
    const tables = tablesOf('core')
    const target = await openDumpTarget(dump, tables, '')
    await target.beginWriting(tables, true)
    await target.writeNote({ name: 'job', before: null, after: 'x' })
    await target.forgetCopy()
    await target.end()
    expect(existsSync(join(dump, 'tagmanifest-sha256.txt'))).toBe(false)
    await expect(load(dump, 'core')).rejects.toThrow('is not finished')
    await expect(write(dump, 'core')).rejects.toThrow('The target is not empty')
    await expect(write(dump, 'core', { replace: true, tables: ['User'] })).rejects.toThrow('which is not copied now')
  })

  it('is not written into a folder of others', async () => {
    const dump = newFolder()
    mkdirSync(dump)
    writeFileSync(join(dump, 'mine'), '')
    await expect(write(dump, 'core')).rejects.toThrow('holds mine, which is of no dump')
    expect(readdirSync(dump)).toEqual(['mine'])
  })
})

const OTHER = 'Another process copies into the same target.'

describe('two that write into one dump', () => {
  const lockOf = (dump: string) => join(dump, 'unfinished.lock')
  const putLock = (dump: string, holder: object) => {
    mkdirSync(dump, { recursive: true })
    writeFileSync(lockOf(dump), JSON.stringify({ host: hostname(), started: null, token: 'x', ...holder }))
  }

  it('notice each other, and the second one changes nothing', async () => {
    const dump = newFolder()
    const tables = tablesOf('core')
    const first = await openDumpTarget(dump, tables, '')
    await first.beginWriting(tables, true)
    await first.writeNote({ name: 'job', before: null, after: 'x' })
    const before = readFileSync(join(dump, 'unfinished.json'), 'utf8')
    const second = await openDumpTarget(dump, tables, '')
    await expect(second.beginWriting(tables, false)).rejects.toThrow(OTHER)
    await second.end()
    expect(readFileSync(join(dump, 'unfinished.json'), 'utf8')).toBe(before)
    await first.writeNote({ name: 'job', before: 'x', after: 'y' })
    await first.end()
    expect(existsSync(lockOf(dump))).toBe(false)
  })

  it('at once: one comes to its end, or the other', async () => {
    const dump = newFolder()
    const results = await Promise.allSettled([write(dump, 'core', { batchSize: 50 }), write(dump, 'core', { batchSize: 50 })])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find((one) => one.status === 'rejected')?.reason.message).toContain(OTHER)
    expect(await load(dump, 'core', { dryRun: true })).toMatchObject({ complete: true })
    expect(readRows(dump)).toEqual(readRows(dumps.get('core') as string))
  })

  it('one after the other, where the second has looked before the first began', async () => {
    const dump = newFolder()
    const tables = tablesOf('core')
    const late = await openDumpTarget(dump, tables, '')
    await write(dump, 'core')
    await expect(late.beginWriting(tables, true)).rejects.toThrow(OTHER)
    await late.end()
    expect(await load(dump, 'core', { dryRun: true })).toMatchObject({ complete: true })
    expect(existsSync(lockOf(dump))).toBe(false)
  })

  it('where the lock is gone or another has it, the first stops', async () => {
    for (const holder of [null, { pid: 1 }]) {
      const dump = newFolder()
      const tables = tablesOf('core')
      const target = await openDumpTarget(dump, tables, '')
      await target.beginWriting(tables, true)
      if (holder === null) rmSync(lockOf(dump))
      else putLock(dump, holder)
      await expect(target.writeNote({ name: 'job', before: null, after: 'x' })).rejects.toThrow(OTHER)
      await expect(target.clear(tables)).rejects.toThrow(OTHER)
      await target.end()
      expect(existsSync(lockOf(dump))).toBe(holder !== null)
    }
  })

  it('of which one was killed: its lock is taken over', async () => {
    const dump = newFolder()
    const other = spawn('sleep', ['60'])
    putLock(dump, { pid: other.pid })
    await expect(write(dump, 'core', { tables: ['User'] })).rejects.toThrow(OTHER)
    expect(readdirSync(dump)).toEqual(['unfinished.lock'])
    other.kill('SIGKILL')
    await once(other, 'exit')
    expect(await write(dump, 'core', { tables: ['User'] })).toMatchObject({ complete: true })
    expect(existsSync(lockOf(dump))).toBe(false)
  })

  it.runIf(existsSync('/proc/self/stat'))('of which one was killed, and its number is that of another process now', async () => {
    const dump = newFolder()
    // As in a container, where every first process is the same number.
    putLock(dump, { pid: process.pid, started: '1' })
    expect(await write(dump, 'core', { tables: ['User'] })).toMatchObject({ complete: true })
  })

  it.each(['', '{"pid":-1}', 'null'])('of which one was killed before it said who it is: %j', async (text) => {
    const dump = newFolder()
    mkdirSync(dump)
    writeFileSync(lockOf(dump), text)
    expect(await write(dump, 'core', { tables: ['User'] })).toMatchObject({ complete: true })
  })

  it('on two computers: nobody takes over what may live', async () => {
    const dump = newFolder()
    putLock(dump, { pid: 999_999_999, host: 'elsewhere' })
    await expect(write(dump, 'core')).rejects.toThrow(/Another process[\s\S]*remove .*unfinished\.lock/)
  })
})

describe('an interrupted dump', () => {
  /** Stops a copy when so many of its batches are written. */
  function stopAfter(batches: number): Pick<CopyOptions, 'signal' | 'onEvent'> {
    const controller = new AbortController()
    let seen = 0
    return {
      signal: controller.signal,
      onEvent: (told) => {
        if (told.event !== 'progress' || told.phase !== 'copy') return
        seen += 1
        if (seen === batches) controller.abort()
      },
    }
  }

  it.each<[ModelsName, string[]]>([
    ['core', ['User', 'Verification', 'Session', 'AuditLog']],
    ['zoo', ['Scalar', 'Seat', 'Calendar', 'Entry']],
  ])('goes on to the same rows in the same order (%s)', async (models, tables) => {
    const dump = newFolder()
    let runs = 0
    for (let complete = false; !complete; runs += 1) {
      const report = await write(dump, models, { tables, batchSize: 50, resume: runs > 0, ...stopAfter(4) })
      complete = report.complete
      if (complete) expect(report.tables.filter(({ equal }) => equal !== true)).toEqual([])
      else await expect(load(dump, models)).rejects.toThrow('is not finished')
    }
    expect(runs).toBeGreaterThan(3)
    const uninterrupted = readRows(dumps.get(models) as string)
    const rows = readRows(dump)
    expect([...rows.keys()]).toEqual(tables.map((model) => `${model}.jsonl.gz`).sort())
    for (const [file, text] of rows) expect(text === uninterrupted.get(file), file).toBe(true)
    execFileSync('sha256sum', ['--quiet', '-c', 'manifest-sha256.txt'], { cwd: dump })
  })

  it('that has lost bytes is not gone on with', async () => {
    const dump = newFolder()
    const tables = ['User']
    expect(await write(dump, 'core', { batchSize: 50, tables, ...stopAfter(2) })).toMatchObject({ complete: false })
    truncateSync(join(dump, USERS), 10)
    await expect(write(dump, 'core', { tables, resume: true })).rejects.toThrow(/has lost rows: data\/rows\/User\.jsonl\.gz has 10 bytes/)
  })

  it('is not a copy of another dump, where that lacks the row it was at', async () => {
    const dump = dumps.get('core') as string
    const tables = tablesOf('core')
    const users = tables.find(({ model }) => model === 'User') as CopyTable
    const source = await openDump(dump, tables)
    const reading = source.readRows(users, ['nobody'], 10)
    await expect(reading[Symbol.asyncIterator]().next()).rejects.toThrow(
      /not the one that the copy was begun with: User has no row \["nobody"\]/,
    )
    await source.end()
  })

  it('is gone on from where the columns stand in another order', async () => {
    const tables = tablesOf('core')
    const users = tables.find(({ model }) => model === 'User') as CopyTable
    const columns = [...users.columns].reverse()
    const turned: CopyTable = { ...users, columns, key: users.key.map((at) => columns.length - 1 - at) }
    const [straight, reverse] = [await openDump(dumps.get('core') as string, tables), await openDump(dumps.get('core') as string, [turned])]
    const readAll = async (source: typeof straight, table: CopyTable, from: number) => {
      const rows: (readonly unknown[])[] = []
      for await (const some of source.readRows(table, null, from)) rows.push(...some)
      const cursor = table.key.map((at) => String(rows.at(-1)?.[at]))
      // Another page lies between.
      await source.readByKeys(table, [])
      for await (const some of source.readRows(table, cursor, Number.POSITIVE_INFINITY)) rows.push(...some)
      return rows
    }
    const rows = await readAll(straight, users, 7)
    expect(rows.length).toBe(await straight.countRows(users))
    expect((await readAll(reverse, turned, 7)).map((row) => [...row].reverse())).toEqual(rows)
    await straight.end()
    await reverse.end()
  })
})

it('writes all bytes where a disk takes a few at a time', async () => {
  const disk = Buffer.alloc(10)
  const write = async (bytes: Buffer, offset: number, length: number, position: number) => {
    const bytesWritten = Math.min(3, length, disk.length - position)
    bytes.copy(disk, position, offset, offset + bytesWritten)
    return { bytesWritten, buffer: bytes }
  }
  const file = { write } as unknown as Parameters<typeof writeAll>[0]
  await writeAll(file, Buffer.from('12345678'), 2)
  expect(disk.toString()).toBe('\0\x0012345678')
  await expect(writeAll(file, Buffer.from('12345678'), 8)).rejects.toThrow('no more bytes')
})

describe('the file of rejected rows', () => {
  const table = tablesOf('core').find(({ model }) => model === 'User') as CopyTable
  const keyOf = (at: number) => [`\u2028${at}\r`]
  const reject = (at: number) => ({ table, key: keyOf(at), field: null, reason: '\u2029', row: [] })

  it('is gone on with to the byte, whatever its texts', async () => {
    const path = join(folder, 'rejects-1.jsonl')
    const first = new Rejects(path)
    await first.begin(0, false)
    for (const at of [0, 1, 1]) await first.add(reject(at))
    const { length } = first
    await first.add(reject(2))
    await first.close()
    const second = new Rejects(path)
    await second.begin(length, true)
    expect([second.count, second.countOf(table), second.length]).toEqual([2, 2, length])
    expect([0, 1, 2].map((at) => second.has(table, keyOf(at)))).toEqual([true, true, false])
    await second.add(reject(3))
    await second.close()
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(5)
    expect(second.has({ ...table, name: 'other' }, keyOf(0))).toBe(false)
  })

  it('is not another one, which stays as it is', async () => {
    const path = join(folder, 'rejects-2.jsonl')
    const other = /is not the one that the interrupted copy/
    await expect(new Rejects(path).begin(10, true)).rejects.toThrow(other)
    writeFileSync(path, 'no Json at all\n')
    await expect(new Rejects(path).begin(10, true)).rejects.toThrow(other)
    await expect(new Rejects(path).begin(100, true)).rejects.toThrow(other)
    await expect(new Rejects(path).begin(0, false)).rejects.toThrow('is there already')
    expect(readFileSync(path, 'utf8')).toBe('no Json at all\n')
    await expect(new Rejects(folder).begin(0, true)).rejects.toThrow('cannot be written')
  })

  it('goes where no row was rejected', async () => {
    const path = join(folder, 'rejects-3.jsonl')
    writeFileSync(path, 'of an earlier copy\n')
    const rejects = new Rejects(path)
    await rejects.begin(0, true)
    await rejects.close()
    expect(existsSync(path)).toBe(false)
  })
})
