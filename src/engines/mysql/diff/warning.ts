/** Something that a step does to data, or cannot do over it. */
export interface Warning {
  readonly kind:
    | 'primary-key-changed'
    | 'column-dropped'
    | 'column-cast'
    | 'column-recreated'
    | 'table-dropped'
    | 'unique-added'
    | 'enum-values-removed'
    | 'required-column-added'
    | 'column-made-required'
  readonly table: string
  /** Null where it is about the table. */
  readonly column: string | null
  /** True where the step cannot be right on a table with rows; false where rows may be lost or the step may fail. */
  readonly blocking: boolean
  readonly message: string
}
