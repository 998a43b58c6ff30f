import { type Finding, formatFinding } from './finding.js'
import type { Position } from './position.js'

/** Every `code` of an error of Refract's own. Compare codes, never classes: two copies of a package have two classes. */
export type RefractErrorCode =
  | 'REFRACT_ENVIRONMENT'
  | 'REFRACT_URL'
  | 'REFRACT_OPTIONS'
  | 'REFRACT_CONFIG'
  | 'REFRACT_NOT_PORTABLE'
  | 'REFRACT_CONNECTION'
  | 'REFRACT_SCHEMA_SYNTAX'
  | 'REFRACT_SCHEMA_REFUSED'
  | 'REFRACT_STALE'
  | 'REFRACT_GENERATE'
  | 'REFRACT_MIGRATION'
  | 'REFRACT_COPY'
  | 'REFRACT_USAGE'

/**
 * The root of Refract's own errors. Prisma's errors pass through as they are.
 *
 * The message says what is wrong and where, `hint` what to do next. Neither ever holds a password:
 * addresses are shown without credentials.
 */
export class RefractError extends Error {
  override readonly name: string = 'RefractError'
  readonly code: RefractErrorCode
  /** What to do next. Part of `message` too. */
  readonly hint: string | undefined

  constructor(code: RefractErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    const { hint, cause } = options
    super(hint === undefined ? message : `${message}\n  ${hint}`, cause === undefined ? undefined : { cause })
    this.code = code
    this.hint = hint
  }
}

/** A canonical schema that cannot be read. */
export class SchemaSyntaxError extends RefractError {
  override readonly name = 'SchemaSyntaxError'
  readonly file: string
  readonly position: Position

  constructor(file: string, position: Position, reason: string) {
    super('REFRACT_SCHEMA_SYNTAX', `${file}:${position.line}:${position.column}: ${reason}`)
    this.file = file
    this.position = position
  }
}

/** A canonical schema that cannot mean the same on every engine. Holds all findings, not only the first. */
export class SchemaRefusedError extends RefractError {
  override readonly name = 'SchemaRefusedError'
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    super('REFRACT_SCHEMA_REFUSED', findings.map(formatFinding).join('\n'))
    this.findings = findings
  }
}
