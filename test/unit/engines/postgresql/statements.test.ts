import { describe, expect, it } from 'vitest'
import { StatementNames, Statements } from '../../../../src/engines/postgresql/statements.js'

const MOST = 256

function connect(statements = new Statements()) {
  const closed: string[] = []
  const names = new StatementNames(statements, (name) => closed.push(name))
  return { statements, names, closed, use: (text: string) => names.nameOf(text) }
}

/** Uses a text until it has a name. */
function warm({ use }: ReturnType<typeof connect>, text: string): string | undefined {
  use(text)
  return use(text)
}

describe('names of prepared statements', () => {
  it('are given with the second use and then kept', () => {
    const { use } = connect()
    expect(use('a')).toBeUndefined()
    const name = use('a')
    expect(name).toMatch(/^refract_/)
    expect(use('a')).toBe(name)
    use('b')
    expect(use('b')).not.toBe(name)
  })

  it("are one connection's own, while uses are counted over all of the pool", () => {
    const first = connect()
    const second = connect(first.statements)
    expect(first.use('a')).toBeUndefined()
    const name = second.use('a')
    expect(name).toBeDefined()
    expect(first.use('a')).not.toBe(name)
    // No other process may have the same: behind a pooler it would run the other's statement.
    expect(warm(connect(), 'a')).not.toBe(warm(connect(), 'a'))
  })

  it('do not grow without end, and the server is told which to forget', () => {
    const connection = connect()
    const given = new Set<string>()
    for (let round = 1; round <= 5; round++) {
      // Each generation is used more than the one before, so that it may take its place.
      for (let at = 0; at < MOST; at++) {
        for (let use = 0; use < round * 4; use++) {
          const name = connection.use(`${round}-${at}`)
          if (name !== undefined) given.add(name)
        }
      }
    }
    expect(given.size).toBeGreaterThan(2 * MOST)
    expect(given.size - connection.closed.length).toBeLessThanOrEqual(MOST)
    expect(new Set(connection.closed).size).toBe(connection.closed.length)
  })

  it('stay with what is used often when lists of a thousand sizes pass by', () => {
    const connection = connect()
    const hot = Array.from({ length: 50 }, (_, at) => `hot ${at}`)
    for (let round = 0; round < 5; round++) for (const text of hot) connection.use(text)
    const names = hot.map((text) => connection.use(text))
    // No hot one in between: the order of use alone would push them out.
    for (let round = 0; round < 2; round++) for (let size = 0; size < 1_000; size++) connection.use(`in ${size}`)
    expect(hot.map((text) => connection.use(text))).toEqual(names)
  })

  it('give way when what was hot is used no more', () => {
    const connection = connect()
    for (let use = 0; use < 10; use++) for (let at = 0; at < MOST; at++) connection.use(`old ${at}`)
    for (let use = 0; use < 200; use++) for (let at = 0; at < 100; at++) connection.use(`new ${at}`)
    for (let at = 0; at < 100; at++) expect(connection.use(`new ${at}`)).toBeDefined()
  })

  it('are given anew on every connection once they are outdated', () => {
    const first = connect()
    const second = connect(first.statements)
    const old = [warm(first, 'a'), second.use('a'), warm(first, 'b')]
    first.statements.outdate('a')
    expect(first.use('b')).toBe(old[2])
    for (const connection of [first, second]) {
      const name = connection.use('a')
      expect(name).toBeDefined()
      expect(old).not.toContain(name)
    }
    expect([...first.closed, ...second.closed]).toEqual(old.slice(0, 2))
    first.statements.outdate()
    expect(first.use('b')).not.toBe(old[2])
  })

  it('are given to no more text than the server can afford', () => {
    const connection = connect()
    const long = Array.from({ length: 20 }, (_, at) => String(at % 10).repeat(10_000 + at))
    for (let use = 0; use < 4; use++) for (const text of long) connection.use(text)
    const named = long.filter((text) => connection.use(text) !== undefined)
    expect(named).toHaveLength(13)
    // One that is used more takes the place of as many as it needs.
    const longest = 'x'.repeat(16_000)
    for (let use = 0; use < 9; use++) connection.use(longest)
    expect(connection.use(longest)).toBeDefined()
    expect(connection.closed).toHaveLength(2)
  })

  it('are not given to very long texts, nor where they cannot be used', () => {
    const connection = connect()
    expect(warm(connection, 'x'.repeat(16_385))).toBeUndefined()
    expect(warm(connection, 'a')).toBeDefined()
    connection.statements.named = false
    expect(connection.use('a')).toBeUndefined()
  })
})
