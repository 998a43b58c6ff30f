import { describe, expect, it } from 'vitest'
import type { CopyTable, CopyValue } from '../../../../src/contract/copy.js'
import { LinePrinter, parseLines } from '../../../../src/copy/dump/format.js'

describe('lines of a dump', () => {
  it.each<[string, CopyValue[][]]>([
    [
      '["1","a",null]\n["2","",null]',
      [
        ['1', 'a', null],
        ['2', '', null],
      ],
    ],
    ['["\\"","\\\\","\\\\\\""]', [['"', '\\', '\\"']]],
    ['["a\\nb","\\u0000","\\ud83e\\udd93"]', [['a\nb', '\0', '🦓']]],
    ['["],[","null","\u2028"]', [['],[', 'null', '\u2028']]],
    // As others may write it.
    [
      '[ "1", "a", null ]\n["2","b","c"]',
      [
        ['1', 'a', null],
        ['2', 'b', 'c'],
      ],
    ],
    [
      '["1","a",null]\r\n["2","b","c"]',
      [
        ['1', 'a', null],
        ['2', 'b', 'c'],
      ],
    ],
  ])('%s', (lines, rows) => {
    expect(parseLines(lines, 3)).toEqual(rows)
  })

  it.each([
    ['too few values', '["1","2"]'],
    ['too many', '["1","2","3","4"]'],
    ['a number', '["1",2,"3"]'],
    ['a list within', '["1",["2"],"3"]'],
    ['no end of a text', '["1","2","3]'],
    ['no end of a row', '["1","2","3"'],
    ['something behind it', '["1","2","3"]x'],
    ['a row behind it', '["1","2","3"]["1","2","3"]'],
    ['a comma too many', '["1","2","3",]'],
    ['a control character', '["1","2","\t"]'],
    ['an escape that is none', '["1","2","\\x"]'],
    ['another word', '["1","2",nul]'],
    ['nothing', ''],
    ['a text that ends on the next line', '["1","2","3\n"]'],
  ])('names the line with %s', (_, line) => {
    const good = '["a","b","c"]'
    expect(parseLines(`${good}\n${line}`, 3)).toBe(2)
    expect(parseLines(`${line}\n${good}`, 3)).toBe(1)
  })
})

it('prints rows of any length, and reads them as they were', () => {
  const columns = ['text', 'text', 'bytes'].map((kind) => ({ storage: { kind } }))
  const table = { columns } as unknown as CopyTable
  const printer = new LinePrinter()
  const sizes = [0, 1, 2 ** 20, 3 * 2 ** 20, 5]
  const rows = sizes.map((size) => ['é🦓\n"\\'.repeat(size / 4), null, Buffer.alloc(size % 1_000, 7)])
  for (let turn = 0; turn < 2; turn += 1) {
    const lines = printer.print(table, rows).toString('utf8')
    expect(lines.endsWith('\n')).toBe(true)
    const read = parseLines(lines.slice(0, -1), columns.length) as CopyValue[][]
    expect(read.map(([text, nothing, bytes]) => [text, nothing, Buffer.from(String(bytes), 'base64')])).toEqual(rows)
  }
})
