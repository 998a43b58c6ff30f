import type { Compose, Composition, PlanNode, ProtocolQuery } from '../../contract/composition.js'
import * as plans from '../../engines/plan.js'

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
  const args = limit === undefined ? { where } : { where, take: limit }
  const read = (found: string, selection: ProtocolQuery['query']['selection']): ProtocolQuery => ({
    modelName,
    action: found,
    query: { arguments: args, selection },
  })
  if (action === 'updateManyAndReturn') {
    return { key: 'empty', queries: [read('findMany', query.selection)], merge: ([rows]) => rows as PlanNode }
  }
  const count = read('aggregate', { _count: { arguments: {}, selection: { _all: true } } })
  return {
    key: 'empty',
    queries: [{ modelName, action, query }, count],
    merge: ([update, counted]) => plans.replaceExpression(update as PlanNode, () => readCount(counted as PlanNode)),
  }
}

/** As a number, which the database may give as text. */
function readCount(counted: PlanNode): PlanNode {
  return plans.sum([plans.value(0), plans.mapField('_count$_all', plans.readExpression(counted))])
}

function isEmpty(data: unknown): boolean {
  return typeof data === 'object' && data !== null && Object.keys(data).length === 0
}

/** Prisma has the words for any other. */
function isLimit(limit: unknown): boolean {
  return limit === undefined || (typeof limit === 'number' && limit >= 0)
}
