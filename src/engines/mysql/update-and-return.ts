import type { Composition, PlanNode, ProtocolQuery } from '../../contract/composition.js'
import type { Facts, ModelFacts } from '../../contract/facts.js'
import * as plans from '../plan.js'
import {
  type Binding,
  bindKeyLists,
  createAnswer,
  createKeyFilter,
  createReadBack,
  readKeyColumns,
  readSelectedKeys,
  toKey,
} from './keys.js'

type Args = Readonly<Record<string, unknown>>

/** The names in the plan of the rows' keys as they were, and of each key as one text. */
const LOCKED = 'refract:locked'
const TUPLE = 'refract:tuple'

/**
 * Locks the rows that the filter finds and keeps their keys; updates those rows, and reads them back. Nobody can write to
 * them between, and a row that others make to fit the filter meanwhile is neither updated nor returned.
 */
export function composeUpdateManyAndReturn(facts: Facts, query: ProtocolQuery): Composition | null {
  const model = facts[query.modelName ?? '']
  if (model === undefined) return null
  const { data = {} } = query.query.arguments ?? {}
  const changed = readChangedKeys(model, data as Args)
  const columns = { ...readKeyColumns(model), ...Object.fromEntries(changed.map(({ name, column }) => [name, column])) }
  return {
    key: `updateManyAndReturn ${JSON.stringify([changed, readSelectedKeys(model, query.query.selection)])}`,
    queries: [createLock(query, model), createUpdate(query, model), createReadBack(query, model)],
    merge([lock, update, answer]) {
      const keys = plans.get(LOCKED)
      const read = plans.mapStatements(plans.readExpression(lock as PlanNode), (statement) => lockRows(model, changed, statement))
      const write = plans.mapStatements(plans.readExpression(update as PlanNode), (statement) => updateLocked(model, statement))
      const tuples: Binding = [TUPLE, plans.mapField(TUPLE, keys)]
      const before: Binding[] = [[LOCKED, read], ...bindKeyLists(readKeyColumns(model), keys), tuples, ['refract:write', write]]
      return createAnswer(answer as PlanNode, model, query.query, before, { keys, columns })
    },
  }
}

function createLock({ modelName = '', query }: ProtocolQuery, model: ModelFacts): ProtocolQuery {
  const { where = {}, limit } = query.arguments ?? {}
  const take = limit === undefined || isNegative(limit) ? {} : { take: limit }
  // Who locks in one order waits, and does not end in a deadlock.
  const args = { where, orderBy: model.id.map((name) => ({ [name]: 'asc' })), ...take }
  return { modelName, action: 'findMany', query: { arguments: args, selection: Object.fromEntries(model.id.map((name) => [name, true])) } }
}

function createUpdate({ modelName = '', query }: ProtocolQuery, model: ModelFacts): ProtocolQuery {
  const { where = {}, data, limit } = query.arguments ?? {}
  const args = { where: isSingle(model) ? createKeyFilter(model) : where, data }
  // Prisma has the words for a limit below zero.
  const limited = isNegative(limit) ? { ...args, limit } : args
  return { modelName, action: 'updateMany', query: { arguments: limited, selection: { $composites: true, $scalars: true } } }
}

function isNegative(limit: unknown): boolean {
  return typeof limit === 'number' && limit < 0
}

function isSingle(model: ModelFacts): boolean {
  return model.id.length === 1
}

/** A field of the key that the update sets, the column of its new value beside the locked ones, and that value. */
interface ChangedKey {
  readonly name: string
  readonly column: string
  readonly value: string
}

function readChangedKeys(model: ModelFacts, data: Args): readonly ChangedKey[] {
  return model.id.flatMap((name) => {
    const given = data[name]
    if (given === undefined) return []
    const { set = given } = (typeof given === 'object' ? given : {}) as Args
    return [{ name, column: `refract:new:${name}`, value: toKey(set) }]
  })
}

function lockRows(model: ModelFacts, changed: readonly ChangedKey[], statement: PlanNode): PlanNode {
  const locking = plans.rewriteStatement(statement, {
    first: (text) => text.replace(/^SELECT /, `SELECT ${writeTuple(model)} AS \`${TUPLE}\`, `),
    last: (text) => `${text} FOR UPDATE`,
  })
  return changed.reduce(addColumn, locking)
}

function addColumn(statement: PlanNode, { column, value }: ChangedKey): PlanNode {
  const [{ chunk }, ...fragments] = statement.args.fragments
  const rest = { type: 'stringChunk', chunk: chunk.replace(/^SELECT /, ` AS \`${column}\`, `) }
  const selecting = [{ type: 'stringChunk', chunk: 'SELECT ' }, { type: 'parameter' }, rest, ...fragments]
  const args = [value, ...statement.args.args]
  return { ...statement, args: { ...statement.args, fragments: selecting, args, argTypes: [TEXT, ...statement.args.argTypes] } }
}

/** Of a key of several fields a list for each finds other rows as well. */
function updateLocked(model: ModelFacts, statement: PlanNode): PlanNode {
  if (isSingle(model)) return statement
  const ending = plans.rewriteStatement(statement, { last: (text) => `${text} AND ${writeTuple(model)} IN ` })
  const list = { type: 'parameterTuple', itemPrefix: '', itemSeparator: ',', itemSuffix: '' }
  const { fragments, args, argTypes } = ending.args
  const tuples = plans.param(TUPLE, 'String')
  return { ...ending, args: { ...ending.args, fragments: [...fragments, list], args: [...args, tuples], argTypes: [...argTypes, TEXT] } }
}

const TEXT = { arity: 'scalar', scalarType: 'string', dbType: null }

/** A key as one text, from which its parts could be read. */
function writeTuple(model: ModelFacts): string {
  const parts = Object.values(readKeyColumns(model)).map((column) => `HEX(CAST(\`${model.table}\`.\`${column}\` AS CHAR))`)
  return `CONCAT_WS('/', ${parts.join(', ')})`
}
