/** How a connection is set up. Each is a parameter of the address, with SQLite's own name for it. */
export interface SessionSettings {
  /** `journal_mode`. Only `wal` lets readers and a writer go on beside one another; the others serve file systems without shared memory. */
  readonly journalMode: 'wal' | 'delete' | 'truncate' | 'persist'
  /** `synchronous`: from `full` on an acknowledged commit survives a power cut, in all of them the end of the process. */
  readonly synchronous: 'off' | 'normal' | 'full' | 'extra'
  /** `foreign_keys` */
  readonly foreignKeys: boolean
  /** `cache_size`: pages, or KiB where negative, of each of the two connections. */
  readonly cacheSize: number
  /** `mmap_size`: bytes of the file that are read through memory. */
  readonly mmapSize: number
}

export const defaultSettings: SessionSettings = {
  journalMode: 'wal',
  synchronous: 'full',
  foreignKeys: true,
  cacheSize: -8192,
  // Mapped, a file that somebody cuts short or that cannot be read ends the process instead of the query.
  mmapSize: 0,
}

/** True where commits are made durable by {@link LogSync} and not by SQLite. */
export function syncsLogItself({ journalMode, synchronous }: SessionSettings): boolean {
  return journalMode === 'wal' && synchronous === 'full'
}

/** What every new connection runs after `journal_mode`, so that SQLite answers as PostgreSQL does. */
export function createSessionStatements(settings: SessionSettings): string[] {
  return [
    `PRAGMA synchronous = ${syncsLogItself(settings) ? 'NORMAL' : settings.synchronous}`,
    `PRAGMA foreign_keys = ${settings.foreignKeys ? 'ON' : 'OFF'}`,
    `PRAGMA cache_size = ${settings.cacheSize}`,
    `PRAGMA mmap_size = ${settings.mmapSize}`,
    // contains, startsWith and endsWith tell upper case from lower.
    'PRAGMA case_sensitive_like = ON',
  ]
}
