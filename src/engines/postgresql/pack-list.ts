import type { PackList } from '../../contract/value-list.js'

/** One array. Prisma's adapter converts its elements as it does single values. */
export const packList: PackList = ({ values, type, negated }) => ({
  sql: negated ? ' <> ALL(?)' : ' = ANY(?)',
  args: [values],
  argTypes: [{ ...type, arity: 'list' }],
})
