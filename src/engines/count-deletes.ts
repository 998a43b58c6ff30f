import type { Composition, PlanNode, ProtocolQuery } from '../contract/composition.js'
import type { Facts } from '../contract/facts.js'
import { createCount, isLimit, readCount } from './count-rows.js'
import { bind, get, inTransaction, replaceExpression } from './plan.js'

/**
 * Has `deleteMany` count the rows that it finds, before it deletes them: one that another has taken along by `onDelete: Cascade`
 * is found no more, and MySQL and SQLite count what they delete. PostgreSQL finds all first.
 */
export function composeDeleteMany(facts: Facts, { modelName = '', action, query }: ProtocolQuery): Composition | null {
  const { where = {}, limit } = query.arguments ?? {}
  if (facts[modelName]?.cascadesToItself !== true || !isLimit(limit)) return null
  return {
    key: 'count',
    queries: [{ modelName, action, query }, createCount(modelName, where, limit)],
    merge: ([written, counted]) =>
      inTransaction(
        replaceExpression(written as PlanNode, (expr) =>
          bind(
            [
              ['refract:count', readCount(counted as PlanNode)],
              ['refract:write', expr],
            ],
            get('refract:count'),
          ),
        ),
      ),
  }
}
