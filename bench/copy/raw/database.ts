/** What drivers give and take: instants as `2024-02-29 12:34:56.789`, days as `2024-02-29`, Json as text, true as 1. */
export type RawValue = string | number | null
export type RawRow = RawValue[]

/** A database as somebody would open it who writes a copy of their own: no checks, and one connection. */
export interface RawDatabase {
  /** Rows whose key comes after another, in its order. */
  read(table: RawTable, after: readonly RawValue[] | null, limit: number): Promise<RawRow[]>
  /** All or nothing. */
  insert(table: RawTable, rows: readonly RawRow[]): Promise<void>
  /** Fills a column that had to wait, all or nothing: pairs of value and id. */
  update(table: RawTable, column: string, pairs: readonly (readonly [RawValue, RawValue])[]): Promise<void>
  /** Has the numbers of the table go on after the greatest. */
  finish(table: RawTable): Promise<void>
  end(): Promise<void>
}

export interface RawTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly key: readonly string[]
  /** The column that refers to the table itself. */
  readonly self?: string
}

/** What needs converting, by the column's name. */
export const INSTANTS = new Set(['created_at', 'updated_at', 'placed_at', 'shipped_at', 'paid_at', 'at'])
export const DAYS = new Set(['birthday'])

export const positions = ({ columns, key }: RawTable): number[] => key.map((name) => columns.indexOf(name))

/** `(a, b) > (?, ?)`, for an engine's own marks and quotes. */
export function selectPage(
  { name, columns, key }: RawTable,
  quote: (name: string) => string,
  mark: (at: number) => string,
  isFirst: boolean,
): string {
  const list = (names: readonly string[]) => names.map(quote).join(', ')
  const where = isFirst ? '' : ` WHERE (${list(key)}) > (${key.map((_, at) => mark(at)).join(', ')})`
  return `SELECT ${list(columns)} FROM ${quote(name)}${where} ORDER BY ${list(key)} LIMIT ${mark(isFirst ? 0 : key.length)}`
}

/** `INSERT INTO t (a, b) VALUES (?, ?), (?, ?)` */
export function insertRows(
  { name, columns }: RawTable,
  quote: (name: string) => string,
  mark: (at: number) => string,
  rows: number,
): string {
  const row = (at: number) => `(${columns.map((_, column) => mark(at * columns.length + column)).join(', ')})`
  const values = Array.from({ length: rows }, (_, at) => row(at)).join(', ')
  return `INSERT INTO ${quote(name)} (${columns.map(quote).join(', ')}) VALUES ${values}`
}
