import { rmSync } from 'node:fs'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Measurement, measure } from './measure.js'
import type { Direction } from './options.js'
import type { Wanted } from './places.js'
import { SCHEMA } from './tables.js'

export const RAW_PROGRAM = 'bench/node_modules/.bench-copy/raw.mjs'

export interface Contender {
  readonly key: string
  readonly name: string
  /** What it copies into. */
  readonly target: Wanted
  /** Whether all values can be compared afterwards with `refract copy --verify-only`; rows are counted in any case. */
  readonly comparable: boolean
  run(from: string, to: string, batchSize: number): Promise<Measurement>
}

/** As users run it, verification included. */
export const refract: Contender = {
  key: 'refract',
  name: 'Refract',
  target: { tables: true },
  // It has compared them.
  comparable: false,
  run: (from, to, batchSize) => runRefract('--from', from, '--to', to, '--batch-size', String(batchSize)),
}

export async function runRefract(...args: string[]): Promise<Measurement> {
  project ??= createProject()
  return measure(process.execPath, [resolve('dist/cli.js'), 'copy', '--schema', await project, ...args])
}

let project: Promise<string> | undefined

/** A schema with its history, as a user has them. */
async function createProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'refract-shop-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const schema = join(folder, 'schema.prisma')
  await copyFile(SCHEMA, schema)
  await measure(process.execPath, [resolve('dist/cli.js'), 'migrate', 'dev', '--schema', schema, '--name', 'init', '--create-only'])
  return schema
}

export const rawLoop: Contender = {
  key: 'raw',
  name: 'raw-driver loop',
  target: { tables: true },
  comparable: true,
  run: (from, to, batchSize) => measure(process.execPath, [RAW_PROGRAM, from, to, String(batchSize)]),
}

/** What pgloader needs to bring all values over: it takes a default that is a call for a text, and SQLite's REAL for four bytes. */
const CASTS = {
  sqlite:
    'type datetime to timestamptz drop default using sqlite-timestamp-to-timestamp, type real to "double precision" using float-to-string',
  mariadb: 'type datetime to timestamptz drop default using zero-dates-to-null',
}

const DATA_ONLY = 'data only, reset sequences, disable triggers, drop indexes'

/** Into Refract's tables, whose indexes it makes anew, and into its own: the faster one counts. */
const pgloaders = (source: keyof typeof CASTS): Contender[] => [
  {
    key: 'pgloader_data',
    name: "pgloader, Refract's tables",
    target: { tables: true },
    comparable: true,
    run: (from, to) => runPgloader(from, to, DATA_ONLY, CASTS[source]),
  },
  {
    key: 'pgloader',
    name: 'pgloader, its own tables',
    target: { tables: false },
    comparable: false,
    run: (from, to) => runPgloader(from, to, 'include drop, create tables, create indexes, reset sequences', CASTS[source]),
  },
]

async function runPgloader(from: string, to: string, how: string, casts: string): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'pgloader-'))
  try {
    const file = join(folder, 'copy.load')
    const isFile = from.startsWith('file:')
    const command = [
      `load database from ${isFile ? `sqlite://${from.slice('file:'.length)}` : from} into ${to}`,
      `with ${how}`,
      "set work_mem to '64MB', maintenance_work_mem to '512MB'",
      `cast ${casts}`,
      isFile
        ? "excluding table names like '_prisma_migrations', 'sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4'"
        : `excluding table names matching '_prisma_migrations' alter schema '${new URL(from).pathname.slice(1)}' rename to 'public'`,
    ].join('\n')
    await writeFile(file, `${command};\n`, { mode: 0o600 })
    const start = () => measure('pgloader', [file])
    // Its threads now and then fail each other while they start, before anything is read: a run that is not one.
    const measured = await start().catch((error: unknown) => {
      if (String(error).includes('Failed to start the monitor thread')) return start()
      throw error
    })
    // It ends well all the same.
    const errors = measured.output.split('\n').filter((line) => / (ERROR|FATAL) /.test(line))
    if (errors.length > 0) throw new Error(`pgloader reports errors:\n${errors.join('\n')}`)
    return measured
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export async function readPgloaderVersion(): Promise<string | null> {
  try {
    const { output } = await measure('pgloader', ['--version'])
    return /version "(.+?)"/.exec(output)?.[1] ?? 'unknown'
  } catch {
    return null
  }
}

/** Who is compared in a direction, Refract first; without pgloader nobody is where pgloader is the opponent. */
export function contendersFor({ from, to }: Direction, hasPgloader: boolean): Contender[] {
  if (isPgloaders({ from, to })) return hasPgloader ? [refract, ...pgloaders(from as keyof typeof CASTS)] : [refract]
  return [refract, rawLoop]
}

export function isPgloaders({ from, to }: Direction): boolean {
  return to === 'postgresql' && from in CASTS
}
