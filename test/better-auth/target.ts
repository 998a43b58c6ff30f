/** What the suite runs on. */
export interface Target {
  readonly name: string
  readonly provider: string
  /** An address whose user may create databases; for SQLite that of a folder. */
  readonly url: string
}

declare module 'vitest' {
  interface ProvidedContext {
    target: Target
  }
}
