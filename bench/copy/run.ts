import { type Contender, contendersFor, rawLoop, runRefract } from './contenders.js'
import { createShopFile } from './data.js'
import type { Measurement } from './measure.js'
import { type CopyBenchOptions, type Direction, nameDirection, type PlaceName } from './options.js'
import type { Place } from './places.js'
import type { ContenderResult } from './results.js'

/** As pgloader can read them. */
const COLLATION = 'utf8mb4_bin'

export type Places = Readonly<Record<PlaceName, Place>>

/** A shop of one size, in every place that something is copied from. */
export class Sources {
  readonly #made = new Map<string, { readonly place: PlaceName; readonly url: Promise<string> }>()

  constructor(
    private readonly places: Places,
    private readonly rows: number,
    private readonly batchSize: number,
  ) {}

  /** Databases are the same for all; a dump is read by whom it was written. */
  get(place: PlaceName, contender: Contender = rawLoop): Promise<string> {
    const maker = place === 'dump' ? contender : rawLoop
    const name = `source_${maker.key}`
    const made = this.#made.get(`${place} ${name}`) ?? { place, url: this.#make(place, name, maker) }
    this.#made.set(`${place} ${name}`, made)
    return made.url
  }

  async drop(): Promise<void> {
    for (const [name, { place }] of this.#made) await this.places[place].drop(name.split(' ')[1] as string)
  }

  async #make(place: PlaceName, name: string, maker: Contender): Promise<string> {
    const collation = place === 'mariadb' ? { collation: COLLATION } : {}
    const url = await this.places[place].create(name, { tables: place !== 'sqlite', ...collation })
    if (place === 'sqlite') await createShopFile(url.slice('file:'.length), this.rows)
    else await maker.run(await this.get('sqlite'), url, this.batchSize)
    return url
  }
}

/** Every contender once in each round, and each round begins with another one. */
export async function runDirection(
  direction: Direction,
  { places, sources, options }: { places: Places; sources: Sources; options: CopyBenchOptions },
  hasPgloader: boolean,
): Promise<ContenderResult[]> {
  const contenders = contendersFor(direction, hasPgloader)
  const runs = contenders.map((): Measurement[] => [])
  for (let round = 0; round < options.rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const at = (round + turn) % contenders.length
      const contender = contenders[at] as Contender
      const run = await runOnce(contender, direction, places, sources, options, round === 0)
      runs[at]?.push(run)
      console.error(
        `${nameDirection(direction)}, round ${round + 1}, ${contender.name}: ${run.seconds.toFixed(2)} s, ${run.peak?.toFixed(0)} MB`,
      )
    }
  }
  return contenders.map(({ name }, at) => {
    const peaks = (runs[at] ?? []).flatMap(({ peak }) => peak ?? [])
    return { name, seconds: (runs[at] ?? []).map(({ seconds }) => seconds), peak: peaks.length === 0 ? null : Math.max(...peaks) }
  })
}

async function runOnce(
  contender: Contender,
  { from, to }: Direction,
  places: Places,
  sources: Sources,
  { batchSize }: CopyBenchOptions,
  compare: boolean,
): Promise<Measurement> {
  const shop = await sources.get('sqlite')
  const source = await sources.get(from, contender)
  const target = await places[to].create('target', contender.target)
  const run = await contender.run(source, target, batchSize)
  if (to !== 'dump') {
    const [wanted, found] = [await places.sqlite.count(shop), await places[to].count(target)]
    if (wanted !== found) throw new Error(`${contender.name} brought ${found} of ${wanted} rows.`)
    if (compare && contender.comparable) await runRefract('--from', shop, '--to', target, '--verify-only')
  }
  await places[to].drop('target')
  return run
}
