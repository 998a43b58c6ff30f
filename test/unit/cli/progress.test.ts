import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { count, many, Progress } from '../../../src/cli/progress.js'
import type { CopyPhase } from '../../../src/copy/events.js'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

const wait = (seconds: number) => void vi.advanceTimersByTime(seconds * 1000)

const CLEAR = '\x1b[2A\x1b[0J'

/** A copy as it is shown: each table is told by its model, rows, and rows that were copied before. */
function show(columns: number | null, phases: CopyPhase[], tables: [model: string, rows: number, copied?: number][]) {
  const written: string[] = []
  const progress = new Progress({ columns, write: (text) => void written.push(text) }, phases)
  const planned = tables.map(([model, rows, copied = 0]) => ({ model, table: model, rows, copied }))
  const begin = (phase: CopyPhase, model: string) => {
    const { rows, copied } = planned.find((one) => one.model === model) as (typeof planned)[number]
    progress.show({ event: 'begin', phase, model, rows: phase === 'copy' ? copied : 0, total: rows })
  }
  progress.show({ event: 'plan', from: 'here', to: 'there', tables: planned })
  const end = (phase: CopyPhase, model: string, rows: number) => progress.show({ event: 'end', phase, model, rows })
  return {
    progress,
    begin,
    at: (phase: CopyPhase, model: string, rows: number, bytes = 0) => progress.show({ event: 'progress', phase, model, rows, bytes }),
    end,
    /** A whole table that takes some seconds. */
    all(phase: CopyPhase, model: string, seconds: number) {
      begin(phase, model)
      wait(seconds)
      end(phase, model, planned.find((one) => one.model === model)?.rows ?? 0)
    },
    written,
    /** What stands there, where nothing was drawn anew since. */
    last: () => (written.at(-1) ?? '').trimEnd().split('\n'),
  }
}

describe('on a terminal', () => {
  it('draws a bar for the table and one for all, over those before', () => {
    const { begin, at, end, last, written } = show(
      100,
      ['copy', 'verify'],
      [
        ['User', 100],
        ['Session', 300],
      ],
    )
    begin('copy', 'User')
    expect(last()).toEqual([`  ${'░'.repeat(24)}   0 % Copying User, 0 rows`, `  ${'░'.repeat(24)}   0 % in all`])
    wait(2)
    at('copy', 'User', 50, 4_000_000)
    expect(written.at(-2)).toBe(CLEAR)
    expect(last()).toEqual([
      `  ${'█'.repeat(12)}${'░'.repeat(12)}  50 % Copying User, 50 rows, 25/s, 2.0 MB/s`,
      // 50 of 800 rows in 2 s.
      `  █${'░'.repeat(23)}   6 % in all, 30 s left`,
    ])
    wait(2)
    end('copy', 'User', 100)
    expect(written.slice(-2)).toEqual([CLEAR, '  Copying    User                     100 rows, 25 rows/s, 4.0 MB, 1.0 MB/s\n'])
    begin('copy', 'Session')
    expect(last()[1]).toBe(`  ${'█'.repeat(3)}${'░'.repeat(21)}  12 % in all, 28 s left`)
  })

  it('draws no more than ten times in a second', () => {
    const { begin, at, written } = show(80, ['copy'], [['User', 1000]])
    begin('copy', 'User')
    const before = written.length
    for (let rows = 1; rows <= 1000; rows += 1) {
      wait(0.001)
      at('copy', 'User', rows)
    }
    expect(written.length - before).toBe(2 * 10)
  })

  it.each(['User', 'Verification', 'WorkspaceInvitation', '_WorkspaceToWorkspaceInvitation'])(
    'has room for the rates of %s at 80 columns',
    (model) => {
      for (const phase of ['copy', 'verify'] as const) {
        const { begin, at, last } = show(80, ['copy', 'verify'], [[model, 12_000_000]])
        begin(phase, model)
        wait(10)
        at(phase, model, 1_234_560, 234_000_000)
        const [own = '', all = ''] = last()
        expect(own).toMatch(/, 1,234,560 rows, 123,456\/s, 23\.4 MB\/s$/)
        // The last column stays free: some terminals begin a new line after it.
        expect(own.length).toBeLessThanOrEqual(79)
        expect(all.length).toBeLessThanOrEqual(79)
        expect(own).toContain(model.length <= 12 ? ` ${model},` : ` ${model.slice(0, 8)}`)
      }
    },
  )

  it('cuts what has no place at all', () => {
    const { begin, at, last } = show(30, ['copy'], [['Verification', 10_000]])
    begin('copy', 'Verification')
    wait(1)
    at('copy', 'Verification', 5_000, 1_000_000)
    expect(Math.max(...last().map(({ length }) => length))).toBeLessThanOrEqual(29)
  })

  it('writes a line that stays over the bars', () => {
    const { progress, begin, written } = show(80, ['copy'], [['User', 10]])
    begin('copy', 'User')
    progress.show({ event: 'rejected', model: 'User', key: '1', reason: 'User id=1: name holds U+0000' })
    expect(written.slice(-2)).toEqual([CLEAR, '  not copied: User id=1: name holds U+0000\n'])
    progress.line('a warning')
    // Nothing stands there any more that could be taken away.
    expect(written.at(-1)).toBe('a warning\n')
    expect(written.at(-2)).not.toBe(CLEAR)
  })

  it('never has a bar of more than 100 %', () => {
    const { begin, at, last } = show(80, ['verify'], [['User', 10]])
    begin('verify', 'User')
    wait(2)
    // The target has more rows than the source.
    at('verify', 'User', 25)
    expect(last()).toEqual([`  ${'█'.repeat(10)} 100 % Verifying User, 25 rows, 13/s`, `  ${'█'.repeat(10)} 100 % in all, 0 s left`])
  })

  it('says nothing of empty tables', () => {
    const { begin, end, written } = show(80, ['copy'], [['User', 0]])
    begin('copy', 'User')
    expect(written.join('')).toContain(`${'█'.repeat(10)} 100 % in all`)
    const before = written.length
    end('copy', 'User', 0)
    expect(written).toHaveLength(before)
  })
})

describe('the time that is left', () => {
  it('counts from the first table, not from the question before', () => {
    const { begin, at, last } = show(80, ['copy'], [['User', 100]])
    wait(3600)
    begin('copy', 'User')
    wait(10)
    at('copy', 'User', 50)
    expect(last()[1]).toMatch(/ 50 % in all, 10 s left$/)
  })

  it('takes no row for done in this process that another has copied', () => {
    const { begin, at, all, last } = show(
      80,
      ['copy'],
      [
        ['User', 1000, 1000],
        ['Session', 1000, 500],
      ],
    )
    all('copy', 'User', 0)
    begin('copy', 'Session')
    expect(last()[1]).toMatch(/ 75 % in all$/)
    wait(10)
    at('copy', 'Session', 600)
    // 100 rows in 10 s, 400 are left.
    expect(last()).toEqual([`  ${'█'.repeat(6)}░░░░  60 % Copying Session, 600 rows, 10/s`, `  ${'█'.repeat(8)}░░  80 % in all, 40 s left`])
  })

  it('says of a table that was copied before that it was', () => {
    const { all, last } = show(80, ['copy'], [['User', 1000, 1000]])
    all('copy', 'User', 0.2)
    expect(last()).toEqual(['  Copying    User                     1,000 rows, copied before'])
  })

  it('is no nonsense where the source has fewer rows than were copied before', () => {
    const { begin, at, all, last, written } = show(
      80,
      ['copy', 'verify'],
      [
        ['User', 10, 50],
        ['Session', 100],
      ],
    )
    all('copy', 'User', 1)
    begin('copy', 'Session')
    wait(5)
    at('copy', 'Session', 50)
    // Of 100 + 110 rows 50 are done.
    expect(last()[1]).toMatch(/in all, 19 s left$/)
    expect(written.join('')).not.toMatch(/NaN|Infinity|-\d/)
  })

  it.each([80, null])('has a place for a repair, which nobody planned (%s columns)', (columns) => {
    const { begin, at, all, end, last, written } = show(
      columns,
      ['copy', 'verify'],
      [
        ['User', 100],
        ['Session', 100],
      ],
    )
    for (const phase of ['copy', 'verify'] as const) for (const model of ['User', 'Session']) all(phase, model, 10)
    begin('repair', 'User')
    wait(20)
    at('repair', 'User', 3)
    // 400 rows in 60 s; the repair's 100 are left, and the comparison's 200 after it.
    expect(last()).toEqual(
      columns === null
        ? ['  Repairing User: 3 rows, 45 s left in all']
        : ['  Repairing User, 3 rows', `  ${'█'.repeat(5)}${'░'.repeat(5)}  57 % in all, 45 s left`],
    )
    end('repair', 'User', 3)
    expect(last()).toEqual(['  Repairing  User                     3 rows'])
    begin('verify', 'User')
    wait(10)
    at('verify', 'User', 50)
    // 550 rows in 70 s, 150 are left.
    expect(last().at(-1)).toMatch(/, 19 s left/)
    end('verify', 'User', 100)
    all('verify', 'Session', 1)
    expect(written.join('')).not.toMatch(/NaN|Infinity|-\d/)
  })

  it('does not take a row that a repair brought for all that it has to go over', () => {
    const { begin, at, last } = show(80, ['repair', 'verify'], [['User', 1_000_000]])
    begin('repair', 'User')
    wait(60)
    at('repair', 'User', 1)
    expect(last()).toEqual(['  Repairing User, 1 row', `  ${'░'.repeat(10)}   0 % in all`])
  })

  it.each([
    [59, '59 s'],
    [60, '1 min 0 s'],
    [3599, '59 min 59 s'],
    [3600, '1 h 0 min'],
    [90_000, '25 h 0 min'],
  ])('is written so: %i s', (seconds, words) => {
    const { begin, at, last } = show(80, ['copy'], [['User', 2]])
    begin('copy', 'User')
    wait(seconds)
    at('copy', 'User', 1)
    expect(last()[1]).toMatch(new RegExp(`in all, ${words} left$`))
  })

  it('is not guessed in the first second', () => {
    const { begin, at, last } = show(80, ['copy'], [['User', 100]])
    begin('copy', 'User')
    wait(0.9)
    at('copy', 'User', 1)
    expect(last()[1]).toMatch(/in all$/)
  })
})

describe('without a terminal', () => {
  it('writes plain lines: of each table one, and every ten seconds how far it is', () => {
    const { begin, at, end, written } = show(null, ['copy'], [['User', 1000]])
    wait(60)
    begin('copy', 'User')
    wait(5)
    at('copy', 'User', 100, 1_000_000)
    wait(4)
    at('copy', 'User', 190, 1_900_000)
    wait(1)
    at('copy', 'User', 200, 2_000_000)
    wait(1)
    end('copy', 'User', 1000)
    expect(written).toEqual([
      '  Copying User: 20 %, 200 rows, 20 rows/s, 2.0 MB, 0.2 MB/s, 40 s left in all\n',
      '  Copying    User                     1,000 rows, 91 rows/s, 2.0 MB, 0.2 MB/s\n',
    ])
  })

  it('writes over nothing', () => {
    const { progress, all, written } = show(null, ['copy', 'verify'], [['User', 1000]])
    all('copy', 'User', 30)
    progress.line('a warning')
    progress.clear()
    all('verify', 'User', 30)
    expect(written.join('')).not.toContain('\x1b')
    expect(written.join('')).not.toMatch(/[█░]/)
  })
})

it('writes numbers so that they can be read', () => {
  expect([0, 999, 1000, 1_234_567.8].map(count)).toEqual(['0', '999', '1,000', '1,234,568'])
  expect([0, 1, 2, 1000].map((value) => many(value, 'row'))).toEqual(['0 rows', '1 row', '2 rows', '1,000 rows'])
})
