import { expect, it } from 'vitest'
import type { ScalarStorage } from '../../../src/contract/storage.js'
import { copyValues } from '../../../src/engines/postgresql/copy-values.js'

// Any array of PostgreSQL's may have any number of dimensions: `{{7},{8}}` in a column of `double precision[]`, as to_json prints it.
it.each<[ScalarStorage]>([
  [{ kind: 'float' }],
  [{ kind: 'int' }],
  [{ kind: 'bigint' }],
  [{ kind: 'text', length: null }],
  [{ kind: 'json' }],
  [{ kind: 'boolean' }],
])('a list of %o refuses lists within it', (of) => {
  const read = copyValues.createReader({ kind: 'list', of })
  expect(() => read('[["7"],["8"]]')).toThrow('holds lists, and the schema asks for one list')
  expect(() => read('[[["7"]]]')).toThrow('holds lists')
  expect(read('["7",null]')).toBe(
    JSON.stringify([of.kind === 'boolean' ? false : of.kind === 'int' || of.kind === 'float' ? 7 : '7', null]),
  )
})
