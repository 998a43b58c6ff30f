import type { Composition, PlanNode, ProtocolQuery } from '../../contract/composition.js'
import type { Facts, ModelFacts } from '../../contract/facts.js'
import { findNestedCreateMany } from '../nested-create-many.js'
import * as plans from '../plan.js'

/** Prisma writes `INSERT IGNORE`, which passes over every error: it drops orphans, cuts texts and clamps numbers in silence. */
const IGNORING = /^INSERT IGNORE INTO (?:`[^`]+`\.)?`([^`]+)` \(/

/** How many rows the statement before this one has passed over. */
const COUNT = '@refract_skipped'
export const resetCount: PlanNode = plans.execute(`SET ${COUNT} = 0`)
/** One row where none was passed over, else no row. */
export const readWhetherWritten: PlanNode = plans.query(`SELECT 1 AS n FROM DUAL WHERE ${COUNT} = 0`)

export function composeCreateMany(facts: Facts, query: ProtocolQuery): Composition {
  return {
    key: 'skipDuplicates',
    queries: [query],
    merge: ([plan]) => plans.inTransaction(plans.replaceExpression(plan as PlanNode, (expr) => countWritten(facts, expr))),
  }
}

/** The server counts a row that is there already like one that was written, since `updateMany` must count so. */
function countWritten(facts: Facts, inserts: PlanNode): PlanNode {
  const [affected, skipped] = ['refract:affected', 'refract:skipped']
  const read = plans.query(`SELECT CAST(-${COUNT} AS SIGNED) AS n`)
  return plans.bind(
    [
      ['refract:reset', resetCount],
      [affected, skipDuplicates(facts, inserts)],
      [skipped, plans.mapField('n', { type: 'unique', args: read })],
    ],
    plans.sum([plans.get(affected), plans.get(skipped)]),
  )
}

export function composeNestedCreateMany(facts: Facts, query: ProtocolQuery): Composition | null {
  const found = findNestedCreateMany(facts, query.modelName ?? '', query.query.arguments)
  if (!found.some(({ skips }) => skips === true)) return null
  return { key: 'skipDuplicates', queries: [query], merge: ([plan]) => skipDuplicates(facts, plan as PlanNode) }
}

/** Passes over rows that are there, and over nothing else: a row that collides is set to what it is. */
export function skipDuplicates(facts: Facts, plan: PlanNode): PlanNode {
  return plans.mapStatements(plan, (statement) => {
    const table = IGNORING.exec(plans.readBeginning(statement))?.[1]
    const model = Object.values(facts).find((one) => one.table === table)
    if (model === undefined) return statement
    const column = `\`${chooseColumn(model)}\``
    return plans.rewriteStatement(statement, {
      first: (text) => text.replace('INSERT IGNORE INTO', 'INSERT INTO'),
      last: (text) => `${text} ON DUPLICATE KEY UPDATE ${column} = IF((${COUNT} := ${COUNT} + 1) IS NULL, ${column}, ${column})`,
    })
  })
}

/** A column that may be set to itself: MySQL refuses it for one that counts (1869). Best is one without an index. */
function chooseColumn({ fields, id, uniques }: ModelFacts): string {
  const keys = new Set([...id, ...uniques.flatMap((unique) => unique.fields)])
  const others = Object.entries(fields).filter(([, { default: given }]) => given?.kind !== 'autoincrement')
  const [, field] = others.find(([name]) => !keys.has(name)) ?? others[0] ?? Object.entries(fields)[0] ?? []
  return field?.column ?? ''
}
