import { describe, expect, it } from 'vitest'
import { sortJsonKeys } from '../../../src/engines/json.js'

describe('sortJsonKeys', () => {
  it.each([
    ['shorter keys first, then by bytes', '{"bb":1,"b":2,"a":3,"B":4}', '{"B":4,"a":3,"b":2,"bb":1}'],
    ['by bytes, not by characters', '{"é":1,"zz":2,"z":3}', '{"z":3,"zz":2,"é":1}'],
    ['at every depth, and the order of lists as it is', '[{"b":{"y":1,"x":2},"a":[3,1,2]}]', '[{"a":[3,1,2],"b":{"x":2,"y":1}}]'],
    ['a key of every object as any other', '{"__proto__":1,"a":2}', '{"a":2,"__proto__":1}'],
    ['what is no object', '"b"', '"b"'],
    ['null', ' null ', 'null'],
    ['nothing in it', '{"b":{},"a":[]}', '{"a":[],"b":{}}'],
  ])('%s', (_, text, sorted) => {
    expect(sortJsonKeys(text)).toBe(sorted)
    expect(sortJsonKeys(sorted)).toBe(sorted)
  })

  it.each(['"\\u0000"', '{"a":["b\\u0000"]}', '{"a\\u0000":1}'])('refuses the character U+0000 in %s', (text) => {
    expect(() => sortJsonKeys(text)).toThrow(expect.objectContaining({ cause: expect.objectContaining({ kind: 'InvalidInputValue' }) }))
  })

  it('takes a backslash and a word for what they are', () => {
    expect(sortJsonKeys('"\\\\u0000"')).toBe('"\\\\u0000"')
  })
})
