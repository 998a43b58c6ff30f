import type { PlanNode, ProtocolQuery } from '../contract/composition.js'
import { mapField, readExpression, sum, value } from './plan.js'

/** Counts the rows that a write finds, at most as many as its limit. */
export function createCount(modelName: string, where: unknown, limit: unknown): ProtocolQuery {
  const args = limit === undefined ? { where } : { where, take: limit }
  const selection = { _count: { arguments: {}, selection: { _all: true } } }
  return { modelName, action: 'aggregate', query: { arguments: args, selection } }
}

/** What the plan of such a query has counted: as a number, which the database may give as text. */
export function readCount(counted: PlanNode): PlanNode {
  return sum([value(0), mapField('_count$_all', readExpression(counted))])
}

/** Prisma has the words for any other. */
export function isLimit(limit: unknown): boolean {
  return limit === undefined || (typeof limit === 'number' && limit >= 0)
}
