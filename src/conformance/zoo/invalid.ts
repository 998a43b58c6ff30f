import assert from 'node:assert/strict'
import { Prisma } from '../../generated/zoo/portable/client.js'
import type { Case, CaseGroup } from '../case.js'
import type { ZooClient } from './open.js'
import { BASE } from './samples.js'

/** What raw SQL writes past the client, that no reader could make sense of. */
const INVALID = {
  'an unknown member in an enum': `size = '4-huge'`,
  'the name of a member in place of its text': `size = 'large'`,
  'a member in capitals': `size = '1-LARGE'`,
  'a word in an Int': `"int" = 'many'`,
  'a fraction beyond an Int': `"int" = 3000000000`,
  'a number beyond a SmallInt': `small = 40000`,
  'a word in a BigInt': `big_int = 'many'`,
  'a word in a Float': `"float" = 'many'`,
  'a word in a Decimal': `"decimal" = 'many'`,
  'a Decimal out of range': `"decimal" = 100000000000`,
  'a word in an instant': `date_time = 'soon'`,
  'a month that there is none': `date_time = '2024-13-01 10:00:00'`,
  'text that is no Json': `json = '{a'`,
  '21 characters where 20 are the limit': `short = '${'x'.repeat(21)}'`,
} satisfies Record<string, string>

const refused = (what: string, assignment: string): Case<ZooClient> => ({
  name: `refuses ${what}, and keeps the row`,
  rows: ['B.8:invalid'],
  async run({ db }) {
    const before = await db.scalar.create({ data: BASE })
    const sql = `UPDATE zoo_scalar SET ${assignment}`
    const [quoted, backticks] = [Prisma.raw(sql), Prisma.raw(sql.replaceAll('"', '`'))]
    await assert.rejects(db.$executeRaw({ postgresql: quoted, mysql: backticks, sqlite: quoted }))
    assert.deepEqual(await db.scalar.findMany(), [before])
  },
})

/** What the types of columns keep out, whoever writes. */
export const invalid: CaseGroup<ZooClient> = {
  name: 'raw SQL with values that do not fit',
  cases: Object.entries(INVALID).map(([what, assignment]) => refused(what, assignment)),
}
