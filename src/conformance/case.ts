import type { Capabilities } from '../contract/capabilities.js'
import type { RowNumber } from './rows.js'

/** What a case runs on: an empty database behind one client. */
export interface CaseContext<C> {
  readonly db: C
  readonly capabilities: Capabilities
  /** Opens a second client on the same database; closed when the case ends. */
  open(): C
  /** Opens a client on another address, made from that of the database; closed when the case ends. */
  openAt(change: (address: URL) => void): C
}

/**
 * One promise, written once and run on every engine. A case never asks for an engine's name: what only
 * some engines have it `needs`, and says how the others refuse it.
 */
export interface Case<C> {
  /** A sentence that is true when the case passes. */
  readonly name: string
  /** The differences between engines that it is about, by their numbers in rows.ts. */
  readonly rows?: readonly RowNumber[]
  /** The capability without which the promise cannot be kept. */
  readonly needs?: keyof Capabilities
  run(context: CaseContext<C>): Promise<void>
  /** What an engine without the capability does instead; required with `needs`. */
  refusal?(context: CaseContext<C>): Promise<void>
}

/** Cases that belong together. */
export interface CaseGroup<C> {
  readonly name: string
  readonly cases: readonly Case<C>[]
}

/** How a case ended up on an engine. */
export type Verdict = 'run' | 'refused' | 'diverging'
