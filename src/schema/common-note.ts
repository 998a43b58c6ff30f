import type { Note } from '../contract/lowering.js'
import type { Schema } from './ast.js'

/** A change that every engine's schema gets. */
export type CommonNote = Omit<Note, 'provider'>

/** A schema in which something was replaced on every engine. */
export interface NormalizedSchema {
  readonly schema: Schema
  readonly notes: readonly CommonNote[]
}

export type Tell = (subject: string, from: string, to: string, because: string) => void
