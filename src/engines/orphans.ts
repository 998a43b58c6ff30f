import type { CopyTable } from '../contract/copy.js'
import type { ForeignKey } from '../contract/tables.js'

type Quote = (name: string) => string

/** SQL that finds the keys of at most so many rows whose foreign key points to nothing. */
export function selectOrphans(table: CopyTable, foreignKey: ForeignKey, limit: number, quote: Quote, quoteTable: Quote = quote): string {
  const { columns, references } = foreignKey
  const key = table.key.map((at) => `child.${quote(table.columns[at]?.name ?? '')}`)
  const same = columns.map((column, at) => `parent.${quote(references[at] ?? '')} = child.${quote(column)}`)
  return `SELECT ${key.join(', ')} FROM ${quoteTable(table.name)} child
    WHERE ${columns.map((column) => `child.${quote(column)} IS NOT NULL`).join(' AND ')}
      AND NOT EXISTS (SELECT 1 FROM ${quoteTable(foreignKey.table)} parent WHERE ${same.join(' AND ')})
    LIMIT ${limit}`
}
