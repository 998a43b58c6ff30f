/**
 * What a copy tells while it runs, for a program that shows it. First the plan; then of each table, phase by phase, its beginning, how
 * far it is, and its end. `refract copy --json` prints each as a line, and with them {@link CommandEvent}.
 */
export type CopyEvent = PlanEvent | BeginEvent | ProgressEvent | EndEvent | RejectedEvent | DifferenceEvent

/** What is done with a table: its rows are copied, both sides are compared, or rows that differ are copied again. */
export type CopyPhase = 'copy' | 'verify' | 'repair'

/** Once, before anything is changed or asked. */
export interface PlanEvent {
  readonly event: 'plan'
  /** The source: an address without credentials, or `dump:<folder>`. */
  readonly from: string
  /** The target, likewise. */
  readonly to: string
  /** In the order in which they are copied. */
  readonly tables: readonly PlannedTable[]
}

export interface PlannedTable {
  /** The model's name; of a join table, which has no model, the table's. */
  readonly model: string
  /** The table's name in the database. */
  readonly table: string
  /** Rows of the source. */
  readonly rows: number
  /** Rows that an interrupted copy has brought already, where it is gone on with: else 0. */
  readonly copied: number
}

/** A table's turn has come. */
export interface BeginEvent {
  readonly event: 'begin'
  readonly phase: CopyPhase
  /** As in {@link PlannedTable}; so in all events. */
  readonly model: string
  /** Rows that an interrupted copy has brought already; 0 in other phases. */
  readonly rows: number
  /** Rows of the source. */
  readonly total: number
}

/** How far a table is: after each batch that was written, or each portion that was read. A server that makes checksums itself tells nothing. */
export interface ProgressEvent {
  readonly event: 'progress'
  readonly phase: CopyPhase
  readonly model: string
  /**
   * A sum since the table's beginning. In `copy` rows that are in the target, those of an interrupted copy with them, rejected ones not. In
   * `verify` rows that were read, which begins anew where a table is read again, and is more than `total` where the target has more. In
   * `repair` rows that were brought.
   */
  readonly rows: number
  /** Bytes of these rows, about: each character of a text is one. Without those of an interrupted copy; 0 in `repair`. */
  readonly bytes: number
}

/** A table's turn is over. */
export interface EndEvent {
  readonly event: 'end'
  readonly phase: CopyPhase
  readonly model: string
  /** In `copy` and `repair` as in {@link ProgressEvent}; in `verify` rows of the target, without those that were there before `--append`. */
  readonly rows: number
}

/** A row cannot be copied, and is in the file of such rows: only with `--on-error=report`. */
export interface RejectedEvent {
  readonly event: 'rejected'
  readonly model: string
  /** The values of its key, with commas between; the 80 first characters of each. */
  readonly key: string
  /** In words. */
  readonly reason: string
}

/** A row that differs: the first 20 of each table. */
export interface DifferenceEvent {
  readonly event: 'difference'
  readonly model: string
  /** As in {@link RejectedEvent}. */
  readonly key: string
  /** In words: what is missing, or what each field is on either side. */
  readonly difference: string
}

export type OnEvent = (event: CopyEvent) => void

/**
 * What `refract copy --json` prints in addition, and `copy` does not tell as an event: it calls `onWarning`, and throws. The last line is
 * an error, or `{ event: 'report' }` with what `copy` returns.
 */
export type CommandEvent = WarningEvent | ErrorEvent

/** What does not stand in the way: what of a database differs from the schema, or that the copy was asked to stop. */
export interface WarningEvent {
  readonly event: 'warning'
  /** In words. */
  readonly warning: string
}

/** The command has failed. The same is told on the error stream. */
export interface ErrorEvent {
  readonly event: 'error'
  /** That of the error, such as `REFRACT_COPY`; null for one that is not Refract's own. */
  readonly code: string | null
  /** In words, without credentials. */
  readonly message: string
  /** What to do next, where there is something to say. */
  readonly hint?: string | undefined
}
