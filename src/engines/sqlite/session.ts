/** What every new connection runs first, so that SQLite answers as PostgreSQL does. */
export const sessionStatements: readonly string[] = [
  // Readers beside a writer. It stays with the file.
  'PRAGMA journal_mode = WAL',
  // An acknowledged commit survives a power cut; the driver's default in WAL mode would not promise that.
  'PRAGMA synchronous = FULL',
  'PRAGMA foreign_keys = ON',
  // contains, startsWith and endsWith tell upper case from lower.
  'PRAGMA case_sensitive_like = ON',
]
