import { parseArgs } from 'node:util'

export const PLACES = ['sqlite', 'postgresql', 'mysql', 'mariadb', 'dump'] as const
/** Where rows are: MariaDB is a server of the engine `mysql`. */
export type PlaceName = (typeof PLACES)[number]

export interface Direction {
  readonly from: PlaceName
  readonly to: PlaceName
}

/** Each but from a dump to a dump. */
export const DIRECTIONS: readonly Direction[] = PLACES.flatMap((from) => PLACES.map((to) => ({ from, to }))).filter(
  ({ from, to }) => from !== 'dump' || to !== 'dump',
)

export const nameDirection = ({ from, to }: Direction): string => `${from}-${to}`

export interface CopyBenchOptions {
  readonly directions: readonly Direction[]
  /** Rows of the shop, one run for each. */
  readonly sizes: readonly number[]
  readonly rounds: number
  readonly batchSize: number
  /** A look, not a measurement: one round of the small size, nothing is written. */
  readonly quick: boolean
  /** Only write the document anew, from the results that are there. */
  readonly report: boolean
}

const USAGE = `npm run bench:copy -- [--only sqlite-postgresql]… [--rows 100000]… [--rounds 3] [--batch-size 5000] [--quick] [--report]
Directions: ${DIRECTIONS.map(nameDirection).join(', ')}`

export function readOptions(args: readonly string[]): CopyBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      rows: { type: 'string', multiple: true },
      rounds: { type: 'string' },
      'batch-size': { type: 'string', default: '5000' },
      quick: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
    },
  })
  const { quick, report, only } = values
  const sizes = (values.rows ?? (quick ? ['100000'] : ['100000', '1000000'])).map(Number)
  const rounds = Number(values.rounds ?? (quick ? 1 : 3))
  const batchSize = Number(values['batch-size'])
  const directions = DIRECTIONS.filter((direction) => only === undefined || only.includes(nameDirection(direction)))
  const isCount = (value: number) => Number.isInteger(value) && value > 0
  if (![rounds, batchSize, ...sizes].every(isCount) || directions.length < (only === undefined ? 1 : new Set(only).size))
    throw new Error(USAGE)
  return { directions, sizes, rounds, batchSize, quick, report }
}
