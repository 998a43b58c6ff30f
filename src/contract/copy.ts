import type { Storage } from './storage.js'
import type { ForeignKey } from './tables.js'

/**
 * A value in canonical form: one for all engines, equal where the values are equal. Null is the database's own.
 *
 * | storage | form |
 * |---|---|
 * | text, enum | the text; of an enum the stored value |
 * | uuid | lower case |
 * | boolean | `true`, `false` |
 * | int, smallint, bigint | decimal digits |
 * | float | the shortest digits that say it, as JavaScript writes a number; `NaN`, `Infinity`, `-Infinity`; minus zero is `0` |
 * | decimal | decimal digits without exponent and without zeros at the end; `NaN` |
 * | timestamp, timestamptz | `2024-02-29T12:34:56.789Z`; years beyond four digits as JavaScript writes them; `infinity`, `-infinity` |
 * | date | `2024-02-29`, likewise |
 * | time | `12:34:56.789` |
 * | json | without spaces, keys in PostgreSQL's order, numbers without exponent and without zeros at the end |
 * | bytes | the bytes |
 * | list | Json of its values, each as the portable client keeps it where an engine has no lists (contract/lists.ts) |
 */
export type CopyValue = string | Uint8Array | null

/** A row's values in the order of its table's columns. */
export type CopyRow = readonly CopyValue[]

/** The values of a row's key, in the order of {@link CopyTable.key}. */
export type CopyKey = readonly CopyValue[]

/**
 * The values of a row's key as the database has them: the canonical ones may stand elsewhere in its order, as an upper case UUID does, or
 * be equal to none of its own.
 */
export type CopyCursor = readonly (string | number | bigint | Uint8Array)[]

/** A row as the driver gives it, in the order of the columns. */
export type DriverRow = readonly unknown[]

export interface CopyColumn {
  /** The field's name in the schema, for messages. */
  readonly field: string
  /** In the database. */
  readonly name: string
  readonly storage: Storage
  readonly required: boolean
  /** The database counts it up. */
  readonly autoincrement: boolean
}

export interface CopyTable {
  /** The model's name in the schema, or that of a join table, for messages. */
  readonly model: string
  /** In the database. */
  readonly name: string
  readonly columns: readonly CopyColumn[]
  /** Positions in {@link columns} of a unique key without nulls: the primary key where there is one. */
  readonly key: readonly number[]
  readonly foreignKeys: readonly ForeignKey[]
}

/** How an engine's values become canonical and the other way round. */
export interface CopyValues {
  /**
   * Makes what reads the driver's values of one column. It throws an `Error` whose message says why a value cannot be read
   * without a change, as in `is no number`.
   */
  createReader(storage: Storage): (value: unknown) => CopyValue

  /**
   * Makes what says why the engine cannot hold a value, as in `holds U+0000, which PostgreSQL cannot store`; null where it
   * can. Null in place of the function where the engine holds every value. Null of a required column is no matter of it.
   */
  createCheck(storage: Storage): ((value: string | Uint8Array) => string | null) | null
}

/** Something that a copy keeps in the target until it is done, in the table {@link NOTES_TABLE}. */
export interface CopyNote {
  readonly name: string
  /** What stands there; null where nothing does. A note that is not so any more is another process's, and the write fails. */
  readonly before: string | null
  readonly after: string
}

/** Where a target keeps what a copy must know to go on. */
export const NOTES_TABLE = '_refract_copy'

/** One connection that reads a database, and changes nothing in it. */
export interface CopySource {
  /** From here on every read sees the database as it is now, until {@link end}. */
  beginSnapshot(): Promise<void>

  countRows(table: CopyTable): Promise<number>

  /**
   * Rows whose key comes after another in the engine's own order, ascending in it, in portions of at most some megabytes.
   *
   * @param after null for the beginning
   * @param limit rows at most
   */
  readRows(table: CopyTable, after: CopyCursor | null, limit: number): AsyncIterable<readonly DriverRow[]>

  /** The rows that are there of these keys, which are the database's own, in no order. */
  readByKeys(table: CopyTable, keys: readonly CopyCursor[]): Promise<readonly DriverRow[]>

  /** The digest of a table as the server makes it, which takes a part of the time that its rows take; null where it cannot. */
  readDigest?(table: CopyTable): Promise<SavedDigest | null>

  /** The greatest number that the database has counted up to in a column, deleted rows included; null for none. */
  readCounter(table: CopyTable, column: CopyColumn): Promise<bigint | null>

  end(): Promise<void>
}

/** How many rows a table has, and of each column the sum of its values' hashes (copy/digest.ts), in two halves of 32 bits: low, high. */
export interface SavedDigest {
  readonly rows: number
  readonly sums: readonly number[]
}

/** One connection that fills a database. What it writes is on disk before {@link finish} returns, and never half a batch. */
export interface CopyTarget extends CopySource {
  /**
   * Whether another connection can read a table that is complete while others are written, and finds what stands there at the end: not where
   * writing waits for readers, nor where a trigger that is asked while rows come in may change rows of other tables.
   */
  canBeReadMeanwhile(tables: readonly CopyTable[]): Promise<boolean>

  /** The notes by name; none where the database has no table of them. Needs no {@link beginWriting}. */
  readNotes(): Promise<ReadonlyMap<string, string>>

  /**
   * Makes the table of notes, and lets rows in whose foreign keys are not there yet. Can be called again after an interruption.
   *
   * @param isFresh true where the tables have no rows that stay: what is quicker made when all are there may be taken away
   */
  beginWriting(tables: readonly CopyTable[], isFresh: boolean): Promise<void>

  /** Removes the notes of a copy that is begun anew, and keeps those of what is to be put back. */
  forgetCopy(): Promise<void>

  /**
   * Removes all rows of the tables, in one step where the engine can.
   *
   * @throws {RefractError} `REFRACT_COPY` where rows of tables that are not copied point to them, or somebody uses a table for too long
   */
  clear(tables: readonly CopyTable[]): Promise<void>

  /**
   * Inserts rows and writes a note, both or nothing.
   *
   * @throws {ForeignNoteError} where the note is another process's
   */
  writeRows(table: CopyTable, rows: readonly CopyRow[], note: CopyNote): Promise<void>

  /** Writes a note alone. @throws {ForeignNoteError} */
  writeNote(note: CopyNote): Promise<void>

  /** Why the server refused a row, in words for people; null where the error is about no row: the connection, the disk. */
  explainRefusal(error: unknown): string | null

  /**
   * Removes rows. Where rows of tables that are not copied point to one, nothing from then on lasts until {@link finish}, which refuses
   * in words where what they point to has not come back, and takes it all back: no end before leaves a key that points to nothing. Tables
   * that {@link findOrphans} was asked about are the caller's own matter.
   */
  deleteRows(table: CopyTable, keys: readonly CopyCursor[]): Promise<void>

  /** Keys of rows whose foreign key points to nothing, at most so many. */
  findOrphans(table: CopyTable, foreignKey: ForeignKey, limit: number): Promise<readonly CopyCursor[]>

  /** Has a column's counter go on after this number. It never goes back. */
  setCounter(table: CopyTable, column: CopyColumn, value: bigint): Promise<void>

  /** How much of a table that is being written can be read already, in a measure of its own; where it is not there, a table is read when it is complete. */
  readableOf?(table: CopyTable): number

  /** All rows of a table are there: what was taken away for them alone may be put back beside what follows. */
  completeTable?(table: CopyTable): void

  /** Puts everything back that {@link beginWriting} took away. */
  finish(tables: readonly CopyTable[]): Promise<void>

  /** Removes the table of notes: the copy is done. */
  removeNotes(): Promise<void>
}

/** Another process has written the note meanwhile. */
export class ForeignNoteError extends Error {
  override readonly name = 'ForeignNoteError'
}
