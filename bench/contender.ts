import type { Provider } from '../src/engines/index.js'

/** The database a contender gets for itself, with tables and data in it. */
export interface Place {
  readonly provider: Provider
  readonly url: string
  /** Connections at most, the same for all. */
  readonly poolSize: number
}

/** A row of `core_session`, whole, so that every contender writes the same. */
export interface SessionRow {
  id: string
  token: string
  expiresAt: Date
  ipAddress: string | null
  userAgent: string | null
  userId: string
  createdAt: Date
  updatedAt: Date
}

/** What every contender can do. The results are the same objects for all, which is checked before anything is timed. */
export interface Operations {
  /** The user of an id, or null. */
  findUser(id: string): Promise<unknown>
  /** The 100 users from an id on, in the order of their ids. */
  listUsers(from: string): Promise<unknown>
  /** A workspace with its members in the order of their ids, each with its user. */
  findWorkspace(id: string): Promise<unknown>
  /** Returns the row that was written. */
  insertSession(row: SessionRow): Promise<unknown>
  /** Returns `{ count }`. */
  insertSessions(rows: SessionRow[]): Promise<unknown>
  /** Returns the row that was written. */
  renameUser(id: string, name: string, updatedAt: Date): Promise<unknown>
  /** Reads the session's user, renames them, inserts the session: one transaction. Returns the user as read and the session. */
  signIn(row: SessionRow, name: string): Promise<unknown>
  /** Removes what the cases inserted. Never timed. */
  removeSessions(): Promise<unknown>
  /** Every session, in the order of their ids. Never timed. */
  listSessions(): Promise<unknown>
  close(): Promise<void>
}

/** One library, set up as its users set it up. A file in `contenders/` and a line in its index. */
export interface Contender {
  readonly name: string
  /** What it is, in a line for the report. */
  readonly about: string
  readonly providers: readonly Provider[]
  /** The npm packages whose versions belong to the figures. */
  readonly packages: Partial<Record<Provider, readonly string[]>>
  /** SQLite's journal when the contender is given its file. WAL stays with a file; a stock `prisma migrate` leaves `delete`. */
  readonly journal?: 'wal' | 'delete'
  open(place: Place): Promise<Operations>
}
