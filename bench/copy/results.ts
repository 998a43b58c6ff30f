import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type Direction, nameDirection } from './options.js'

export interface ContenderResult {
  readonly name: string
  /** Of each round. */
  readonly seconds: readonly number[]
  /** The most memory of all rounds, in megabytes. */
  readonly peak: number | null
}

/** One direction at one size, all contenders in turns in one run. */
export interface CopyResult extends Direction {
  readonly rows: number
  readonly batchSize: number
  readonly date: string
  readonly machine: string
  readonly versions: Readonly<Record<string, string>>
  /** Refract first. */
  readonly contenders: readonly ContenderResult[]
}

const FILE = 'bench/copy/results.json'

export function readResults(): CopyResult[] {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as CopyResult[]) : []
}

/** Puts a result in the place of an older one of its direction and size. */
export function writeResult(result: CopyResult): void {
  const isSame = (other: CopyResult) => nameDirection(other) === nameDirection(result) && other.rows === result.rows
  const results = [...readResults().filter((other) => !isSame(other)), result]
  const round = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(7)) : value)
  writeFileSync(FILE, `${JSON.stringify(results, round, 2)}\n`)
}
