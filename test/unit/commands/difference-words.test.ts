import { expect, it } from 'vitest'
import { describeDifference, describeHead } from '../../../src/commands/difference-words.js'
import type { Difference } from '../../../src/contract/live.js'

const difference = (kind: Difference['kind'], name: string, found: string | null, wanted: string | null): Difference => ({
  kind,
  table: 'User',
  name,
  found,
  wanted,
})

it.each([
  [difference('table', 'User', '', null), 'The table User is known to no model.'],
  [difference('table', 'User', null, ''), 'The table User is missing.'],
  [difference('column', 'name', 'TEXT', null), 'The column User.name is not asked for: TEXT.'],
  [difference('column', 'name', null, 'TEXT\n NOT NULL'), 'The column User.name is missing: TEXT NOT NULL.'],
  [difference('column', 'name', 'TEXT', 'TEXT NOT NULL'), 'The column User.name is TEXT, and should be TEXT NOT NULL.'],
  [difference('index', 'i', 'A', 'B'), 'The index i of User is A, and should be B.'],
  [difference('trigger', 't', 'A', 'B'), 'The trigger t of User does something else than it should.'],
  [difference('collation', 'User', 'a', 'b'), 'The collation of the table User is a, and should be b.'],
])('%o', (one, words) => expect(describeDifference(one)).toBe(words))

it('heads a script with what goes and what stays, and no name ends the comment', () => {
  const gone = [difference('table', 'a*/b', '', null), difference('column', 'name', 'TEXT', null), difference('index', 'i', 'A', null)]
  const head = describeHead([{ ...gone[0], table: 'a*/b' } as Difference, ...gone.slice(1)], ['the view "v"'])
  expect(head).toBe(
    '/*\n  - The table a* /b is dropped, with all that is in it.\n  - The column User.name is dropped, with all that is in it.\n  - Left as it is: the view "v".\n*/\n\n',
  )
  expect(describeHead([difference('index', 'i', 'A', null)], [])).toBe('')
})
