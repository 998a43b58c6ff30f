import type { SqlQuery } from '@prisma/driver-adapter-utils'
import { type CascadeKey, type Cascades, readCascades, type Statements } from './cascades.js'
import { quote } from './quote.js'

/** SQLite ends here too, at its depth of triggers. Rows that refer to each other in a circle have no end. */
const MOST_LEVELS = 1_000

/** The rows of a table that are to go. */
export interface ChosenRows extends Pick<SqlQuery, 'args' | 'argTypes'> {
  readonly table: string
  /** What stands behind `FROM`. */
  readonly from: string
}

/**
 * Deletes rows and all that refer to them by `ON DELETE CASCADE`, the deepest first. A row that is reached in several ways is at its
 * greatest depth too.
 *
 * @param error thrown where there is no end, or where rows have no primary key
 * @returns the number of rows that were chosen
 */
export async function deleteLevels(statements: Statements, chosen: ChosenRows, error: unknown): Promise<number> {
  const cascades = await readCascades(statements)
  if (!cascades.keys.every(({ target }) => cascades.primaryKeys.has(target))) throw error
  const levels = new Levels(statements, cascades)
  try {
    const first = await levels.keep(chosen.table, [`SELECT ${list(levels.columnsOf(chosen.table))} FROM ${chosen.from}`], chosen)
    let depth = 0
    for (let level = [first]; level.length > 0; level = await levels.keepNext(level)) if (++depth > MOST_LEVELS) throw error
    await levels.delete()
    return first.count
  } finally {
    await levels.drop()
  }
}

/** Rows of one table at one depth, kept in a table of the session: no value of a key has to be read and written. */
interface Kept {
  readonly table: string
  readonly name: string
  count: number
}

let counter = 0

class Levels {
  readonly #kept: Kept[] = []

  constructor(
    private readonly statements: Statements,
    private readonly cascades: Cascades,
  ) {}

  /** @param rows selects them: once, or once for each way to them */
  async keep(table: string, rows: readonly string[], { args = [], argTypes = [] }: Partial<ChosenRows> = {}): Promise<Kept> {
    const name = `refract_deep_${counter++}`
    const kept = { table, name, count: 0 }
    this.#kept.push(kept)
    // Of one union MySQL reads no table of the session twice.
    for (const [at, select] of rows.entries()) {
      const sql =
        at === 0 ? `CREATE TEMPORARY TABLE ${quote(name)} (PRIMARY KEY (${list(this.#keyOf(table))}))` : `INSERT IGNORE INTO ${quote(name)}`
      kept.count += await this.statements.executeRaw({ sql: `${sql} ${select}`, args, argTypes })
    }
    return kept
  }

  /** Keeps the rows that refer to those of a level and have others that refer to them. The last ones go by themselves. */
  async keepNext(level: readonly Kept[]): Promise<Kept[]> {
    const next: Kept[] = []
    for (const table of new Set(this.cascades.keys.map(({ target }) => target))) {
      const columns = this.columnsOf(table)
      const own = this.cascades.keys.filter((key) => key.table === table)
      const found = own.flatMap((key) =>
        level.filter((kept) => kept.table === key.target).map((kept) => selectChildren(key, kept, columns)),
      )
      const kept = found.length === 0 ? null : await this.keep(table, found)
      if (kept !== null && kept.count > 0) next.push(kept)
    }
    return next
  }

  /** The columns of a row that tell it apart, and those that others refer to. */
  columnsOf(table: string): string[] {
    const referred = this.cascades.keys.filter((key) => key.target === table).flatMap((key) => key.references)
    return [...new Set([...this.#keyOf(table), ...referred])]
  }

  async delete(): Promise<void> {
    for (const { table, name } of [...this.#kept].reverse()) {
      const same = this.#keyOf(table).map((column) => `t.${quote(column)} = k.${quote(column)}`)
      await this.#run(`DELETE t FROM ${quote(table)} AS t JOIN ${quote(name)} AS k ON ${same.join(' AND ')}`)
    }
  }

  async drop(): Promise<void> {
    if (this.#kept.length > 0) await this.#run(`DROP TEMPORARY TABLE IF EXISTS ${list(this.#kept.map(({ name }) => name))}`)
  }

  #run(sql: string): Promise<number> {
    return this.statements.executeRaw({ sql, args: [], argTypes: [] })
  }

  #keyOf(table: string): readonly string[] {
    return this.cascades.primaryKeys.get(table) ?? []
  }
}

/** Rows at the other end of a foreign key. A row that refers to itself goes with itself. */
function selectChildren({ table, columns, target, references }: CascadeKey, { name }: Kept, selected: readonly string[]): string {
  const meets = (other: string) => columns.map((column, at) => `c.${quote(column)} = ${other}.${quote(references[at] ?? '')}`).join(' AND ')
  const others = table === target ? ` AND NOT (${meets('c')})` : ''
  return `SELECT ${selected.map((column) => `c.${quote(column)}`).join(', ')} FROM ${quote(table)} AS c JOIN ${quote(name)} AS p ON ${meets('p')}${others}`
}

function list(columns: readonly string[]): string {
  return columns.map(quote).join(', ')
}
