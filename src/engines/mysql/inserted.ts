import type { PlanNode } from '../../contract/composition.js'
import { mapStatements, type PlanValue } from '../plan.js'

/** What an insert is given for one row, by column: a parameter of the plan, or a value that is the same for all. */
export type Inserted = Readonly<Record<string, PlanValue>>

interface Fragment {
  readonly type: string
  readonly chunk?: string
}

const NAME = /`((?:[^`]|``)*)`/g
const TABLE = /^INSERT (?:IGNORE )?INTO (?:`(?:[^`]|``)*`\.)?`(?:[^`]|``)*` \(/
const ROW = /\(([^()]*)\)/g

/** The rows of the inserts of a plan. Prisma's version is pinned: what it writes is known. */
export function readInserted(plan: PlanNode): readonly Inserted[] {
  const rows: Inserted[] = []
  mapStatements(plan, (statement) => {
    rows.push(...readRows(statement))
    return statement
  })
  return rows
}

function readRows({ args: { fragments, args } }: PlanNode): readonly Inserted[] {
  const text = (fragments as readonly Fragment[]).map(({ chunk }) => chunk ?? '?').join('')
  const start = text.indexOf(') VALUES ')
  const columns = [...text.slice(TABLE.exec(text)?.[0].length, start).matchAll(NAME)].map(([, name = '']) => name.replaceAll('``', '`'))
  let next = 0
  return [...text.slice(start + 1).matchAll(ROW)].map(([, cells = '']) => {
    const values = cells.split(',').map((cell) => (cell.trim() === '?' ? args[next++] : undefined))
    return Object.fromEntries(columns.map((column, index) => [column, values[index]]))
  })
}
