import type { Composition, PlanNode, ProtocolQuery } from '../../contract/composition.js'
import type { Facts, ModelFacts } from '../../contract/facts.js'
import * as plans from '../plan.js'
import { isCounted, type Row, splitRows } from '../rows.js'
import { type Inserted, readInserted } from './inserted.js'
import { type Binding, createAnswer, createReadBack, fieldOf, readKeyColumns, readSelectedKeys, toKey, typeOf } from './keys.js'
import { readWhetherWritten, resetCount, skipDuplicates } from './skip-duplicates.js'

/** MySQL's limit of values in one statement (https://dev.mysql.com/doc/dev/mysql-server/latest/, COM_STMT_PREPARE: two bytes). */
const MAX_BIND_VALUES = 65_535

/**
 * Writes the rows with keys that are known, and reads them back by these. Keys that Prisma makes are made by the plan, before
 * the statement; those that the database counts follow one another in a statement whose rows are all without.
 */
export function composeCreateManyAndReturn(facts: Facts, query: ProtocolQuery): Composition | null {
  const model = facts[query.modelName ?? '']
  if (model === undefined) return null
  const { data, skipDuplicates: skips } = query.query.arguments ?? {}
  const asked: readonly Row[] = Array.isArray(data) ? data : [data]
  const { rows, generated } = nameKeys(model, asked)
  const held = takesKeys(model, rows) ? [] : asked.map((row) => model.id.map((name) => row[name]))
  const runs = splitRuns(model, rows, skips === true)
  return {
    key: `createManyAndReturn ${JSON.stringify([skips === true, held, readSelectedKeys(model, query.query.selection)])}`,
    queries: [...runs.map((run) => createInsert(query, run, skips)), createReadBack(query, model)],
    merge(compiled) {
      const written = runs.flatMap((run, index) =>
        planRun(facts, model, run, compiled[index] as PlanNode, { skips: skips === true, takes: held.length === 0 }).map(
          ([name, expr]): Binding => [`${name}:${index}`, expr],
        ),
      )
      const keys = plans.concat(runs.map((_, index) => plans.get(`${KEYS}:${index}`)))
      const all = { keys: plans.get(KEYS), columns: readKeyColumns(model) }
      return createAnswer(compiled.at(-1) as PlanNode, model, query.query, [...generated, ...written, [KEYS, keys]], all)
    },
  }
}

const KEYS = 'refract:keys'

/** Kinds of keys that are the same in a parameter as in a row that is read back. */
const PLAIN: ReadonlySet<string> = new Set(['text', 'uuid', 'int', 'smallint'])

/**
 * True where the plan takes the keys that were given from the parameters of the inserts, and is the same for all of them. Else it
 * holds them: beside ids that the database counts, which are texts, and where a parameter is no text.
 */
function takesKeys(model: ModelFacts, rows: readonly Row[]): boolean {
  return model.id.every((name) => PLAIN.has(fieldOf(model, name).storage.kind)) && !rows.some((row) => isCounted(model, row))
}

/** Gives every row that lacks a part of its key a name for it, and says how it is made. */
function nameKeys(model: ModelFacts, given: readonly Row[]): { rows: readonly Row[]; generated: Binding[] } {
  const generated: Binding[] = []
  const rows = given.map((row, index) => {
    const missing = model.id.filter((name) => row[name] === undefined)
    const made = missing.flatMap((name): [string, unknown][] => {
      const field = fieldOf(model, name)
      if (field.default?.kind === 'value') return [[name, field.default.value]]
      if (field.default?.kind !== 'generator') return []
      const key = `refract:made:${name}:${index}`
      generated.push([key, plans.value(plans.generatorCall(field.default.name, field.default.args))])
      return [[name, { $type: 'Param', value: { name: key, type: typeOf(field) } }]]
    })
    return made.length === 0 ? row : { ...row, ...Object.fromEntries(made) }
  })
  return { rows, generated }
}

function splitRuns(model: ModelFacts, rows: readonly Row[], skips: boolean): readonly (readonly Row[])[] {
  const most = skips ? 1 : Math.floor(MAX_BIND_VALUES / Object.keys(model.fields).length)
  return splitRows(rows, (row, last, count) => count < most && isCounted(model, row) === isCounted(model, last))
}

function createInsert({ modelName, query }: ProtocolQuery, rows: readonly Row[], skips: unknown): ProtocolQuery {
  const args = { ...query.arguments, data: rows, ...(skips === undefined ? {} : { skipDuplicates: skips }) }
  return {
    modelName: modelName as string,
    action: 'createMany',
    query: { arguments: args, selection: { $composites: true, $scalars: true } },
  }
}

/**
 * Writes a run, and knows the keys of the rows that it wrote.
 *
 * @param takes whether it takes the keys from the parameters
 */
function planRun(
  facts: Facts,
  model: ModelFacts,
  rows: readonly Row[],
  plan: PlanNode,
  { skips, takes }: { skips: boolean; takes: boolean },
): Binding[] {
  const insert = plans.readExpression(plan)
  const written = takes && rows.length > 0 ? readInserted(insert) : []
  const keys = rows.some((row) => isCounted(model, row))
    ? readCounted(model, rows.length)
    : plans.concat(rows.map((row, index) => createKey(model, row, written[index])))
  if (!skips) {
    return [
      ['refract:write', insert],
      [KEYS, keys],
    ]
  }
  return [
    ['refract:reset', resetCount],
    ['refract:write', skipDuplicates(facts, insert)],
    [KEYS, plans.ifOneRow(readWhetherWritten, keys, plans.value([]))],
  ]
}

function createKey(model: ModelFacts, row: Row, written: Inserted | undefined): PlanNode {
  const readPart = (given: unknown, column: string) => {
    const { $type, value } = given as { $type?: string; value?: { name: string; type: string } }
    if ($type === 'Param' && value !== undefined) return plans.param(value.name, value.type)
    if (written === undefined) return toKey(given)
    if (written[column] === undefined) throw new Error(`Prisma writes no ${column} into the insert of ${model.table}.`)
    return written[column]
  }
  return plans.createRecord(
    Object.fromEntries(Object.entries(readKeyColumns(model)).map(([name, column]) => [column, readPart(row[name], column)])),
  )
}

/**
 * The ids that the last statement was given: they follow one another, whatever others write at the same time, at the
 * session's distance (https://dev.mysql.com/doc/refman/8.4/en/innodb-auto-increment-handling.html, simple inserts).
 */
function readCounted(model: ModelFacts, rows: number): PlanNode {
  const [column] = Object.values(readKeyColumns(model))
  const places = Array.from({ length: String(rows - 1).length }, (_, place) => place)
  const number = places.map((place) => `d${place}.n * ${10 ** place}`).join(' + ')
  const tables = places.map((place) => `(${DIGITS}) AS d${place}`).join(' CROSS JOIN ')
  const id = `CAST(LAST_INSERT_ID() + (${number}) * @@auto_increment_increment AS CHAR)`
  return plans.query(`SELECT ${id} AS \`${column}\` FROM ${tables} WHERE ${number} < ${rows} ORDER BY ${number}`)
}

const DIGITS = Array.from({ length: 10 }, (_, digit) => (digit === 0 ? 'SELECT 0 AS n' : `SELECT ${digit}`)).join(' UNION ALL ')
