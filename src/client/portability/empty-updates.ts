import type { Compose, Composition, PlanNode, ProtocolQuery } from '../../contract/composition.js'
import { createCount, isLimit, readCount } from '../../engines/count-rows.js'
import { replaceExpression } from '../../engines/plan.js'

/**
 * Lets updates of many rows that change nothing answer with the rows that they find, at most as many as their limit. Prisma
 * counts what it reads for them on PostgreSQL, without their limit, and nothing on the other engines.
 */
export function composeEmptyUpdates(compose: Compose): Compose {
  return (query) => composeEmptyUpdate(query) ?? compose(query)
}

function composeEmptyUpdate({ modelName = '', action, query }: ProtocolQuery): Composition | null {
  if (action !== 'updateMany' && action !== 'updateManyAndReturn') return null
  const { where = {}, data, limit } = query.arguments ?? {}
  if (!isEmpty(data) || !isLimit(limit)) return null
  if (action === 'updateManyAndReturn') {
    const args = limit === undefined ? { where } : { where, take: limit }
    const rows: ProtocolQuery = { modelName, action: 'findMany', query: { arguments: args, selection: query.selection } }
    return { key: 'empty', queries: [rows], merge: ([found]) => found as PlanNode }
  }
  return {
    key: 'empty',
    queries: [{ modelName, action, query }, createCount(modelName, where, limit)],
    merge: ([update, counted]) => replaceExpression(update as PlanNode, () => readCount(counted as PlanNode)),
  }
}

function isEmpty(data: unknown): boolean {
  return typeof data === 'object' && data !== null && Object.keys(data).length === 0
}
