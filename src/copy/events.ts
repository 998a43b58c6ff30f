/** What a copy tells while it runs, for a program that shows it. Rows and bytes are sums since the table's beginning. */
export type CopyEvent =
  | { readonly event: 'plan'; readonly from: string; readonly to: string; readonly tables: readonly PlannedTable[] }
  | { readonly event: 'begin'; readonly phase: CopyPhase; readonly model: string; readonly rows: number; readonly total: number }
  | { readonly event: 'progress'; readonly phase: CopyPhase; readonly model: string; readonly rows: number; readonly bytes: number }
  | { readonly event: 'end'; readonly phase: CopyPhase; readonly model: string; readonly rows: number }
  | { readonly event: 'rejected'; readonly model: string; readonly key: string; readonly reason: string }
  | { readonly event: 'difference'; readonly model: string; readonly key: string; readonly difference: string }

export type CopyPhase = 'copy' | 'verify' | 'repair'

export interface PlannedTable {
  readonly model: string
  readonly table: string
  /** Rows of the source. */
  readonly rows: number
  /** Rows that an interrupted copy has brought already. */
  readonly copied: number
}

export type OnEvent = (event: CopyEvent) => void
