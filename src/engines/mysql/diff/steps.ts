import type { ForeignKey, TableKey } from '../../../contract/tables.js'
import type { ColumnPair, MySqlColumn } from './columns.js'
import type { PhysicalIndex, PhysicalTable } from './physical.js'

/** A clause of an ALTER TABLE. */
export type TableChange =
  | { readonly kind: 'drop-primary-key' }
  | { readonly kind: 'drop-index'; readonly index: PhysicalIndex }
  | { readonly kind: 'drop-column'; readonly column: MySqlColumn }
  | { readonly kind: 'add-column'; readonly column: MySqlColumn }
  | { readonly kind: 'alter-column'; readonly columns: ColumnPair }
  /** Where no cast exists: the old column goes with its values. */
  | { readonly kind: 'recreate-column'; readonly columns: ColumnPair }
  | { readonly kind: 'add-index'; readonly index: PhysicalIndex }
  | { readonly kind: 'add-primary-key'; readonly key: TableKey }

/** One step of a migration; `name` is the comment before its statement. */
export type Step =
  | { readonly name: 'DropForeignKey' | 'AddForeignKey'; readonly table: string; readonly key: ForeignKey }
  | { readonly name: 'DropIndex'; readonly table: string; readonly index: PhysicalIndex }
  | { readonly name: 'AlterTable'; readonly table: string; readonly changes: readonly TableChange[] }
  /** Only its default: the columns are changed one by one, Json among them not at all. */
  | { readonly name: 'ConvertTable'; readonly table: string }
  | { readonly name: 'DropTable' | 'CreateTable'; readonly table: PhysicalTable }
  | { readonly name: 'CreateIndex'; readonly table: string; readonly index: PhysicalIndex }
  | { readonly name: 'RenameIndex'; readonly table: string; readonly from: string; readonly to: string }
