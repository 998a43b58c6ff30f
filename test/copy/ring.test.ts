import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { copy } from '../../src/commands/copy.js'
import { createMaker, MODELS, type ModelsName, serverNames } from './databases.js'
import { createNastyRows, fillNasty } from './nasty.js'

const { folder, make } = await createMaker()

const MEGABYTE = 2 ** 20

/** From one to the next, and back to the first engine. */
const RINGS = [
  { ring: ['postgresql', 'mysql', 'dump', 'sqlite'], many: 200_000, large: MEGABYTE },
  {
    ring: ['mariadb', 'dump', 'mysql', 'mysql', 'postgresql', 'postgresql', 'mariadb', 'sqlite', 'sqlite'],
    many: 10_000,
    large: undefined,
  },
]

describe.each(RINGS)('the ring sqlite → $ring', ({ ring, many, large }) => {
  it.for(Object.keys(MODELS) as ModelsName[])('brings every value of %s back as it was', async (models, context) => {
    const missing = ring.find((name) => name !== 'dump' && !serverNames().includes(name))
    if (missing !== undefined) context.skip(`${missing} is not there`)
    const { schema } = MODELS[models]
    const first = await make('sqlite', models)
    const made = createNastyRows(models, many, large)
    const rows = await fillNasty(first, made)
    let dumps = 100
    const dump = async (place: string) => {
      const path = join(folder, `${models}-${ring.length}-${dumps++}`)
      await copy(place, `dump:${path}`, { schema })
      return readRows(path)
    }
    const before = await dump(first.url)
    // What was made is what stands there.
    expect(before.split('\n').length - 1).toBe(rows)
    let place = first.url
    for (const [at, name] of ring.entries()) {
      const next: string = name === 'dump' ? `dump:${join(folder, `${models}-${ring.length}-${at}`)}` : (await make(name, models)).url
      const report = await copy(place, next, { schema })
      expect(report.tables.filter(({ equal }) => equal !== true)).toEqual([])
      expect(report.rows).toBe(rows)
      place = next
    }
    expect((await dump(place)) === before, 'the rows of the last database are those of the first').toBe(true)
  })
})

function readRows(dump: string): string {
  const rows = join(dump, 'data/rows')
  return readdirSync(rows)
    .sort()
    .map((file) => execFileSync('gzip', ['-dc', join(rows, file)], { encoding: 'utf8', maxBuffer: 2 ** 30 }))
    .join('')
}
