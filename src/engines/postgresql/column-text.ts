/** The definition of a column as Prisma's schema engine writes it, with our collation. */
export interface ColumnDefinition {
  /** With its collation; of a counted one the type that it counts in. */
  readonly type: string
  /** True for `SERIAL` and its like. */
  readonly counted: boolean
  readonly required: boolean
  readonly default: string | null
}

const DEFINITION = /^(.*?)( NOT NULL)?(?: DEFAULT ([\s\S]*))?$/
const COUNTED: Readonly<Record<string, string>> = { SMALLSERIAL: 'SMALLINT', SERIAL: 'INTEGER', BIGSERIAL: 'BIGINT' }

export function readDefinition(text: string): ColumnDefinition {
  // What stands in quotes behind DEFAULT may look like anything: the first DEFAULT is the word.
  const [, written = '', required, value] = DEFINITION.exec(text) ?? []
  const counted = COUNTED[written]
  return { type: counted ?? written, counted: counted !== undefined, required: required !== undefined, default: value ?? null }
}
