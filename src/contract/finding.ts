import type { Position } from './position.js'

/** Something in a canonical schema that Refract refuses, and what to do about it. */
export interface Finding {
  readonly file: string
  readonly position: Position
  /** What it is about: `User.email`, `User`, or the name of a block. */
  readonly subject: string
  /** Providers on which the construct cannot be had as PostgreSQL has it; none where it is against the conventions alone. */
  readonly providers: readonly string[]
  /** Why it is refused, as a sentence without its full stop. */
  readonly reason: string
  /** What to write instead, as a sentence without its full stop. */
  readonly remedy: string
}

/** One line, in the form that editors and CI systems turn into a link. */
export function formatFinding(finding: Finding): string {
  const { file, position, subject, providers, reason, remedy } = finding
  const place = `${file}:${position.line}:${position.column}`
  const kind = providers.length === 0 ? 'against the conventions' : `refused for ${providers.join(', ')}`
  return `${place}: ${subject}: ${kind}: ${reason}. ${remedy}.`
}
