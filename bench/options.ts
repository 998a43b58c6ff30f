import { parseArgs } from 'node:util'
import { isProvider, PROVIDERS, type Provider } from '../src/engines/index.js'
import type { Pace } from './measure/rounds.js'

/** The parts of a run. `cases` compares the libraries; `factory` and `mixed` are SQLite's. */
export const PARTS = ['cases', 'factory', 'mixed', 'cold', 'compiler'] as const
export type Part = (typeof PARTS)[number]

export interface BenchOptions {
  readonly engines: readonly Provider[]
  readonly parts: readonly Part[]
  /** A look, not a measurement: fewer and shorter rounds, nothing is written. */
  readonly quick: boolean
  /** Only write the documents anew, from the results that are there. */
  readonly report: boolean
  readonly pace: Pace
}

export const USAGE =
  'npm run bench -- [--engine sqlite|postgresql|mysql]… [--only cases|factory|mixed|cold|compiler]… [--rounds 15] [--quick] [--report]'

export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      engine: { type: 'string', multiple: true },
      only: { type: 'string', multiple: true },
      rounds: { type: 'string', default: '15' },
      quick: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
    },
  })
  const engines = values.engine ?? ['sqlite', ...PROVIDERS.filter((provider) => provider !== 'sqlite')]
  const parts = values.only ?? PARTS
  const rounds = Number(values.rounds)
  if (!(rounds >= 1) || !engines.every(isProvider) || !parts.every(isPart)) throw new Error(USAGE)
  const pace = values.quick ? { rounds: 5, slice: 40, warmUp: 80 } : { rounds, slice: 60, warmUp: 240 }
  return { engines, parts, quick: values.quick, report: values.report, pace }
}

function isPart(text: string): text is Part {
  return (PARTS as readonly string[]).includes(text)
}
