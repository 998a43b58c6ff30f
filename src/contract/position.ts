/** A place in a file, both counted from 1, as editors and compilers print them. */
export interface Position {
  readonly line: number
  readonly column: number
}
