import type { CopyTable } from '../../contract/copy.js'
import type { ForeignKey } from '../../contract/tables.js'
import { selectOrphans } from '../orphans.js'
import type { CopyHelper } from './copy-helper.js'
import { tableName } from './copy-read.js'
import { quote } from './quote.js'

export function selectOrphanKeys(schema: string, table: CopyTable, foreignKey: ForeignKey, limit: number): string {
  return selectOrphans(table, foreignKey, limit, quote, (name) => tableName(schema, { name }))
}

/** Foreign keys that hold for all rows of two tables, found while others are filled: at the end it would be waited for. */
export class CheckedKeys {
  readonly #complete = new Map<string, CopyTable>()
  readonly #checked = new Set<ForeignKey>()
  /** Rows that came or went since make an answer worth nothing. */
  #generation = 0

  constructor(
    private readonly helper: CopyHelper,
    private readonly schema: string,
  ) {}

  /** All rows of a table are there. */
  complete(table: CopyTable): void {
    this.#complete.set(table.name, table)
    for (const child of this.#complete.values()) {
      for (const foreignKey of child.foreignKeys) {
        const isReady = child === table || foreignKey.table === table.name
        if (isReady && this.#complete.has(foreignKey.table)) this.#check(child, foreignKey)
      }
    }
  }

  /** Whether no row of the key's table points to nothing; false also where nobody knows. */
  async isMet(foreignKey: ForeignKey): Promise<boolean> {
    await this.helper.settle()
    return this.#checked.has(foreignKey)
  }

  forget(): void {
    this.#generation += 1
    this.#complete.clear()
    this.#checked.clear()
  }

  #check(table: CopyTable, foreignKey: ForeignKey): void {
    const generation = this.#generation
    this.helper.begin(async (client) => {
      const { rows } = await client.query(selectOrphanKeys(this.schema, table, foreignKey, 1))
      if (rows.length === 0 && generation === this.#generation) this.#checked.add(foreignKey)
    })
  }
}
