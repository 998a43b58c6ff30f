// `npm run bench:copy`: `refract copy` beside pgloader where that goes, and beside a loop over the plain drivers elsewhere, in every
// direction, in turns. The results go to bench/copy/results.json, each direction and size by itself, and as a table to bench/README.md.
import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { describeMachine, versionOf } from '../machine.js'
import { isPgloaders, RAW_PROGRAM, readPgloaderVersion } from './contenders.js'
import { type CopyBenchOptions, type Direction, PLACES, type PlaceName, readOptions } from './options.js'
import { type Place, startPlace } from './places.js'
import { renderReport, writeReport } from './report.js'
import { type CopyResult, readResults, writeResult } from './results.js'
import { type Places, runDirection, Sources } from './run.js'

const DRIVERS: Partial<Record<PlaceName, string>> = {
  sqlite: '@photostructure/sqlite',
  postgresql: 'pg',
  mysql: 'mariadb',
  mariadb: 'mariadb',
}

const options = readOptions(process.argv.slice(2))
if (options.report) writeReport(readResults())
else await run(options)

async function run({ directions, sizes, quick }: CopyBenchOptions): Promise<void> {
  // Compiled first, as the package is: tsx would be measured along. Beside it Node finds the drivers.
  const shared = { bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external' } as const
  await build({ ...shared, entryPoints: ['bench/copy/raw/index.ts'], outfile: RAW_PROGRAM, logLevel: 'warning' })
  const pgloader = await readPgloaderVersion()
  const results: CopyResult[] = []
  const places = await startPlaces(directions)
  try {
    for (const rows of sizes) {
      const sources = new Sources(places, rows, options.batchSize)
      for (const direction of directions) {
        const contenders = await runDirection(direction, { places, sources, options }, pgloader !== null)
        const versions = describeVersions(direction, places, pgloader)
        const date = new Date().toISOString()
        const result = { ...direction, rows, batchSize: options.batchSize, date, machine: describeMachine(), versions, contenders }
        results.push(result)
        if (!quick) writeResult(result)
      }
      await sources.drop()
    }
  } finally {
    for (const place of new Set(Object.values(places))) await place.stop()
  }
  console.log(renderReport(results))
  if (!quick) writeReport(readResults())
}

/** Those that the directions need; SQLite has the shop that all others are filled from. */
async function startPlaces(directions: readonly Direction[]): Promise<Places> {
  const needed = PLACES.filter((place) => place === 'sqlite' || directions.some(({ from, to }) => from === place || to === place))
  const started: [PlaceName, Place][] = []
  for (const name of needed) started.push([name, await startPlace(name)])
  return Object.fromEntries(started) as Places
}

function describeVersions(direction: Direction, places: Places, pgloader: string | null): Record<string, string> {
  const ends = [...new Set([direction.from, direction.to])]
  const servers = ends.flatMap((name) => (name === 'dump' ? [] : [places[name].version.split(' ')]))
  const drivers = ends.flatMap((name) => DRIVERS[name] ?? []).map((name): [string, string] => [name, versionOf(name)])
  const opponent = isPgloaders(direction) ? [['pgloader', pgloader ?? 'not installed']] : []
  const { version: refract } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  const own = [
    ['Refract', refract],
    ['Node', process.version],
  ]
  return Object.fromEntries([...own, ...servers.map(([name, ...rest]) => [name, rest.join(' ')]), ...drivers, ...opponent])
}
