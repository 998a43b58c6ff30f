import type { Composition, CreateComposer, PlanNode, ProtocolQuery } from '../../contract/composition.js'
import type { Facts, ModelFacts } from '../../contract/facts.js'
import { composeDeleteMany } from '../count-deletes.js'
import { findNestedCreateMany, type NestedCreateMany } from '../nested-create-many.js'
import {
  bind,
  concat,
  get,
  inTransaction,
  mapStatements,
  readBeginning,
  readExpression,
  replaceExpression,
  rewriteStatement,
} from '../plan.js'
import { isCounted, splitRows } from '../rows.js'

/** Prisma's SQLite client has no `skipDuplicates`; SQLite itself passes over the rows that are there. */
export const createComposer: CreateComposer = (facts) => (query) => {
  switch (query.action) {
    case 'createMany':
    case 'createManyAndReturn':
      return composeCreateMany(facts, query)
    case 'deleteMany':
      return composeDeleteMany(facts, query)
    case 'createOne':
    case 'updateOne':
    case 'upsertOne':
      return composeNested(facts, query)
    default:
      return null
  }
}

function composeCreateMany(facts: Facts, { query, ...rest }: ProtocolQuery): Composition | null {
  const { skipDuplicates, data, ...args } = query.arguments ?? {}
  const model = facts[rest.modelName ?? '']
  const runs = rest.action === 'createManyAndReturn' && model !== undefined ? splitByKey(model, data) : [data]
  if (skipDuplicates === undefined && runs.length === 1) return null
  return {
    key: `skipDuplicates ${skipDuplicates}`,
    queries: runs.map((rows) => ({ ...rest, query: { ...query, arguments: { ...args, data: rows } } })),
    merge: (plans) => concatPlans(plans.map((plan) => (skipDuplicates === true ? mapStatements(plan, skipDuplicateRows) : plan))),
  }
}

/** SQLite has no word for a default: Prisma would write the rows with an id of their own behind those without. */
function splitByKey(model: ModelFacts, data: unknown): readonly unknown[] {
  if (!Array.isArray(data) || data.length === 0) return [data]
  return splitRows(data, (row, last) => isCounted(model, row) === isCounted(model, last))
}

/** One after the other, with one result. */
function concatPlans(plans: readonly PlanNode[]): PlanNode {
  const [first, ...others] = plans as [PlanNode, ...PlanNode[]]
  if (others.length === 0) return first
  const names = plans.map((_, index) => `refract:rows:${index}`)
  return inTransaction(
    replaceExpression(first, () =>
      bind(
        plans.map((plan, index) => [names[index] as string, readExpression(plan)]),
        concat(names.map(get)),
      ),
    ),
  )
}

function composeNested(facts: Facts, query: ProtocolQuery): Composition | null {
  const found = findNestedCreateMany(facts, query.modelName ?? '', query.query.arguments).filter(({ skips }) => skips !== undefined)
  if (found.length === 0) return null
  const tables = new Set(found.filter(({ skips }) => skips === true).map(({ model }) => facts[model]?.table))
  return {
    key: `skipDuplicates ${[...tables].join()}`,
    queries: [removeWord(query, found)],
    // Other creates are queries, which return what they wrote; the guard refuses both kinds of createMany for one model.
    merge: ([plan]) =>
      mapStatements(plan as PlanNode, (statement) =>
        statement.type === 'execute' && tables.has(readTable(statement)) ? skipDuplicateRows(statement) : statement,
      ),
  }
}

function removeWord(query: ProtocolQuery, found: readonly NestedCreateMany[]): ProtocolQuery {
  const replaced = new Set<unknown>(found.map(({ args }) => args))
  const remove = (given: unknown): unknown => {
    if (Array.isArray(given)) return given.map(remove)
    if (typeof given !== 'object' || given === null) return given
    const { skipDuplicates: _, ...args } = given as Record<string, unknown>
    if (replaced.has(given)) return args
    return Object.fromEntries(Object.entries(given).map(([name, one]) => [name, remove(one)]))
  }
  return { ...query, query: { ...query.query, arguments: remove(query.query.arguments) as Record<string, unknown> } }
}

function readTable(statement: PlanNode): string | undefined {
  return /^INSERT INTO (?:`[^`]+`\.)?`([^`]+)` \(/.exec(readBeginning(statement))?.[1]
}

/** Where all columns have their defaults there is no list of values, and no room for the clause. */
function skipDuplicateRows(statement: PlanNode): PlanNode {
  if (readTable(statement) === undefined) return statement
  return rewriteStatement(statement, {
    last: (text) =>
      text.includes(' RETURNING ') ? text.replace(' RETURNING ', ' ON CONFLICT DO NOTHING RETURNING ') : `${text} ON CONFLICT DO NOTHING`,
  })
}
