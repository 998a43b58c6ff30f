import type { CopyTable } from '../contract/copy.js'
import type { OnEvent } from './events.js'
import type { Place } from './place.js'

export interface CopyRequest {
  readonly from: Place
  readonly to: Place
  /** In the order in which they are copied. */
  readonly tables: readonly CopyTable[]
  /** The tables of the schema that are not copied. */
  readonly others: readonly CopyTable[]
  /** Tells the source and the schema apart from others. */
  readonly origin: string
  /** What is done: everything, or a part of it. */
  readonly task: 'copy' | 'verify' | 'repair' | 'plan'
  /** What is in the target: nothing, what stays, what goes, or what an interrupted copy has left. */
  readonly onto: 'empty' | 'append' | 'replace' | 'resume'
  readonly verify: boolean
  /** After a copy that is not equal. */
  readonly repair: boolean
  readonly batchSize: number
  /** The file for rows that cannot be copied; null where the first one ends the copy. */
  readonly rejects: string | null
  readonly signal?: AbortSignal | undefined
  readonly onEvent: OnEvent
  readonly onWarning: (warning: string) => void
  /** Asked before rows are removed from the target: all of them, or those that the source has not. */
  readonly agreeToRemove: (which: 'all' | 'extra') => Promise<boolean>
}

export interface CopyReport {
  /** False where it was stopped before its end. */
  readonly complete: boolean
  /** Rows that were copied, in this process or before it was interrupted. */
  readonly rows: number
  readonly tables: readonly TableReport[]
  /** Rows that could not be copied and are in the file of rejected rows. */
  readonly rejected: number
  /** That file; null where the first such row ends the copy. */
  readonly rejects: string | null
  /** Rows that a repair brought, and took away. */
  readonly repaired: number
}

export interface TableReport {
  readonly model: string
  /** Rows of the source. */
  readonly rows: number
  /** Null where nobody looked. */
  readonly equal: boolean | null
  /** The first rows that differ, in words. */
  readonly differences: readonly string[]
}
