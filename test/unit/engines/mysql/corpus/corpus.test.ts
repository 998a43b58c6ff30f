import { afterAll, describe, expect, it } from 'vitest'
import { migrate } from '../schemas.js'
import { EXPLAINED, explain } from './explained.js'
import { readPairs } from './pairs.js'

const pairs = readPairs()
const counts = { equal: 0, explained: 0, failing: 0 }

describe.skipIf(pairs === null)("the diff of MySQL, written as Prisma Migrate's", () => {
  it.each((pairs ?? []).map((pair) => [pair.name, pair] as const))('%s', (name, { before, after, sql, result }) => {
    const written = before === null || after === null ? null : migrate(before, after, 'prisma').sql
    if (written === sql) {
      // A reason that no longer holds would hide the next difference.
      expect(explain(name)).toBeUndefined()
      counts.equal++
      return
    }
    const reason = result === 'exact' ? undefined : explain(name)
    counts[reason === undefined ? 'failing' : 'explained']++
    if (reason === undefined) expect(written).toBe(sql)
  })

  it('explains nothing that is not there', () => {
    const names = new Set(pairs?.map(({ name }) => name))
    expect(Object.keys(EXPLAINED).filter((name) => !names.has(name))).toEqual([])
  })
})

afterAll(() => {
  const { equal, explained, failing } = counts
  const line = pairs === null ? 'not here: nothing compared' : `${equal} equal, ${explained} explained, ${failing} failing`
  console.log(`Corpus of migrations: ${line}.`)
})
