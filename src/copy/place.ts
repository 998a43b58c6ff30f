import type { CopySource, CopyTarget, CopyValues } from '../contract/copy.js'
import type { Target } from '../contract/engine.js'

/** What another thread finds a place by: a database, or a dump's folder. */
export type PlaceAddress = { readonly provider: string; readonly target: Target } | { readonly folder: string }

/** A database or a dump that rows are copied from or to. */
export interface Place {
  /** Without credentials, for messages. */
  readonly label: string
  /** Tells it apart from all others; never shown. */
  readonly identity: string
  readonly address: PlaceAddress
  readonly values: CopyValues
  openSource(): Promise<CopySource>
  /** Changes nothing until {@link CopyTarget.beginWriting}. */
  openTarget(): Promise<CopyTarget>
  /** Whether rows can be changed that are there: `--append`, `--repair`. */
  readonly canChange: boolean
  /** What was written so far: a dump that is not finished is no source yet. */
  openWritten(): Promise<CopySource>
}
