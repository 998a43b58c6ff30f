import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Provider } from '../src/engines/index.js'
import type { Timing } from './measure/rounds.js'
import type { Spread } from './measure/statistics.js'

/** What was run, where and with which versions: no figure goes without. */
export interface Run {
  readonly command: string
  readonly date: string
  readonly machine: string
  readonly node: string
  readonly server: string
  readonly versions: Readonly<Record<string, string>>
  readonly rounds: number
}

export interface CaseResult {
  readonly name: string
  readonly inFlight: number
  readonly timings: readonly Timing[]
}

export interface CasesResult {
  readonly run: Run
  readonly poolSize: number
  /** What was compared before anything was timed. */
  readonly answersCompared: number
  readonly contenders: readonly { name: string; about: string }[]
  readonly cases: readonly CaseResult[]
}

export interface FactoryResult {
  readonly run: Run
  readonly cases: readonly CaseResult[]
}

/** Prisma's query compilers, each in a client that is the same otherwise. */
export type CompilerResult = FactoryResult

export interface MixedRow {
  readonly name: string
  readonly readsPerSecond: Spread
  readonly writesPerSecond: Spread
  readonly errors: number
}

export interface MixedResult {
  readonly run: Run
  readonly readers: number
  readonly sameProcess: readonly MixedRow[]
  readonly otherProcess: readonly MixedRow[]
}

export interface ColdRow {
  readonly name: string
  /** Milliseconds from before the import to after the first query. */
  readonly firstQuery: Spread
  /** Megabytes in memory after it. */
  readonly resident: Spread
  /** Milliseconds of the first nested read, whose plan is compiled then. */
  readonly firstNested: Spread
  /** Microseconds of a point read after 2,000 of them. */
  readonly warm: Spread
}

export interface ColdResult {
  readonly run: Run
  readonly rows: readonly ColdRow[]
}

export interface EngineResults {
  cases?: CasesResult
  factory?: FactoryResult
  mixed?: MixedResult
  cold?: ColdResult
  compiler?: CompilerResult
}

export type Results = Partial<Record<Provider, EngineResults>>

const FILE = 'bench/results.json'

export function readResults(): Results {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Results) : {}
}

/** Replaces the parts that were run; the others stay, each with its own command and date. */
export function writeResults(results: Results): void {
  const round = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(5)) : value)
  writeFileSync(FILE, `${JSON.stringify(results, round, 2)}\n`)
}
