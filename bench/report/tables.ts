import type { Provider } from '../../src/engines/index.js'
import { BASELINE, SUBJECT } from '../contenders/index.js'
import { refractPortable } from '../contenders/refract-portable.js'
import { COLD_BASELINE } from '../measure/cold.js'
import { COMPILERS } from '../measure/compiler.js'
import { byHand } from '../measure/factory.js'
import type { Spread } from '../measure/statistics.js'
import type { CaseResult, CasesResult, ColdResult, CompilerResult, EngineResults, FactoryResult, MixedRow } from '../results.js'
import { judge } from './goals.js'
import { meanSpeedUp, speedUp } from './ratios.js'

/** Rows of text, the first of them the header. */
export type Table = readonly (readonly string[])[]

const times = (value: number) => `${value.toFixed(2)}×`
const short = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))

/** The median and, in brackets, the range of eight out of ten rounds. */
const range = ({ median, p10, p90 }: Spread, unit = '') => `${short(median)}${unit} (${short(p10)}–${short(p90)})`

function nameOf({ name, inFlight }: CaseResult): string {
  return `${name}, ${inFlight} in flight`
}

export function tableOfCases({ cases, contenders }: CasesResult): Table {
  const names = contenders.map(({ name }) => name)
  return [
    ['µs per call', ...names, 'Refract / plain Prisma', 'portable / plain Prisma'],
    ...cases.map((one) => [
      nameOf(one),
      ...one.timings.map(({ microseconds }) => range(microseconds)),
      times(speedUp(one)),
      times(speedUp(one, refractPortable.name)),
    ]),
    [
      'geometric mean of the speed, against plain Prisma',
      ...names.map((name) => times(meanSpeedUp(cases, name))),
      times(meanSpeedUp(cases)),
      times(meanSpeedUp(cases, refractPortable.name)),
    ],
  ]
}

export function tableOfFactory({ cases }: FactoryResult): Table {
  return [
    ['µs of processor time per call', byHand.name, SUBJECT, refractPortable.name, 'Refract / by hand', 'portable / by hand'],
    ...cases.map((one) => [
      nameOf(one),
      ...one.timings.map(({ microseconds }) => range(microseconds)),
      ...[SUBJECT, refractPortable.name].map((name) => times(1 / speedUp(one, name, byHand.name))),
    ]),
  ]
}

export function tableOfCompiler({ cases }: CompilerResult): Table {
  const [fast, small] = COMPILERS
  return [
    ['µs of processor time per call', fast, small, 'small / fast'],
    ...cases.map((one) => [
      nameOf(one),
      ...one.timings.map(({ microseconds }) => range(microseconds)),
      times(1 / speedUp(one, small, fast)),
    ]),
  ]
}

export function tableOfMixed(rows: readonly MixedRow[]): Table {
  const baseline = rows.find(({ name }) => name === BASELINE)?.readsPerSecond.median ?? Number.NaN
  return [
    ['', 'reads per second', 'writes per second', 'errors', 'reads / plain Prisma'],
    ...rows.map((row) => [
      row.name,
      range(row.readsPerSecond),
      range(row.writesPerSecond),
      String(row.errors),
      times(row.readsPerSecond.median / baseline),
    ]),
  ]
}

export function tableOfCold({ rows }: ColdResult): Table {
  const baseline = rows.find(({ name }) => name === COLD_BASELINE)
  const against = (what: 'firstQuery' | 'resident', value: Spread) => times(value.median / (baseline?.[what].median ?? Number.NaN))
  return [
    ['', 'import to first query', '/ plain', 'memory after it', '/ plain', 'first nested read', 'point read, warm'],
    ...rows.map((row) => [
      row.name,
      range(row.firstQuery, ' ms'),
      against('firstQuery', row.firstQuery),
      range(row.resident, ' MB'),
      against('resident', row.resident),
      range(row.firstNested, ' ms'),
      range(row.warm, ' µs'),
    ]),
  ]
}

export function tableOfGoals(provider: Provider, results: EngineResults): Table {
  return [
    ['goal', 'bar', 'measured', 'holds'],
    ...judge(provider, results).map(({ what, goal, measured, holds }) => [what, goal, times(measured), holds ? 'yes' : '**no**']),
  ]
}
