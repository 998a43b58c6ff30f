import type { Operations, SessionRow } from './contender.js'

/** Runs a statement with `?` for its values, and returns its rows as objects. */
export type Run = (sql: string, values: readonly unknown[]) => Promise<Record<string, unknown>[]>

/** What a driver offers to the statements below. */
export interface Driver {
  run: Run
  transaction<T>(task: (run: Run) => Promise<T>): Promise<T>
  /** How a date is handed to the driver, and read from it. */
  writeDate(date: Date): unknown
  readDate(value: unknown): Date
  close(): Promise<void>
}

type Row = Record<string, unknown>

const USER = 'id, name, email, email_verified, image, created_at, updated_at'
const SESSION = 'id, token, expires_at, ip_address, user_agent, user_id, created_at, updated_at'
const MEMBERS = `SELECT m.id AS m_id, m.workspace_id, m.user_id, m.role, m.created_at AS m_created_at, m.updated_at AS m_updated_at,
  u.id, u.name, u.email, u.email_verified, u.image, u.created_at, u.updated_at
  FROM core_workspace_member m JOIN core_user u ON u.id = m.user_id WHERE m.workspace_id = ? ORDER BY m.id`

const marks = (rows: number) => Array(rows).fill('(?, ?, ?, ?, ?, ?, ?, ?)').join(', ')

/** The cases in SQL written by hand, for a driver without a library over it: the floor that no library can pass. */
export function useDriver({ run, transaction, writeDate, readDate, close }: Driver): Operations {
  const toUser = (row: Row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    emailVerified: Boolean(row.email_verified),
    image: row.image,
    createdAt: readDate(row.created_at),
    updatedAt: readDate(row.updated_at),
  })
  const toSession = (row: Row) => ({
    id: row.id,
    token: row.token,
    expiresAt: readDate(row.expires_at),
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    userId: row.user_id,
    createdAt: readDate(row.created_at),
    updatedAt: readDate(row.updated_at),
  })
  const toMember = (row: Row) => ({
    id: row.m_id,
    workspaceId: row.workspace_id,
    userId: row.user_id,
    role: row.role,
    createdAt: readDate(row.m_created_at),
    updatedAt: readDate(row.m_updated_at),
    user: toUser(row),
  })
  const findUser = async (query: Run, id: string) => {
    const [row] = await query(`SELECT ${USER} FROM core_user WHERE id = ?`, [id])
    return row === undefined ? null : toUser(row)
  }
  const rename = (query: Run, id: string, name: string, updatedAt: Date) =>
    query('UPDATE core_user SET name = ?, updated_at = ? WHERE id = ?', [name, writeDate(updatedAt), id])
  const insert = (query: Run, rows: readonly SessionRow[]) =>
    query(
      `INSERT INTO core_session (${SESSION}) VALUES ${marks(rows.length)}`,
      rows.flatMap((row) => [
        row.id,
        row.token,
        writeDate(row.expiresAt),
        row.ipAddress,
        row.userAgent,
        row.userId,
        writeDate(row.createdAt),
        writeDate(row.updatedAt),
      ]),
    )
  return {
    findUser: (id) => findUser(run, id),
    listUsers: async (from) => (await run(`SELECT ${USER} FROM core_user WHERE id >= ? ORDER BY id LIMIT 100`, [from])).map(toUser),
    findWorkspace: async (id) => {
      const [row] = await run('SELECT id, name, slug, logo, metadata, created_at, updated_at FROM core_workspace WHERE id = ?', [id])
      if (row === undefined) return null
      const { name, slug, logo } = row
      return {
        ...{ id: row.id, name, slug, logo },
        metadata: typeof row.metadata === 'string' ? JSON.parse(row.metadata) : row.metadata,
        createdAt: readDate(row.created_at),
        updatedAt: readDate(row.updated_at),
        members: (await run(MEMBERS, [id])).map(toMember),
      }
    },
    insertSession: async (row) => {
      await insert(run, [row])
      return { ...row }
    },
    insertSessions: async (rows) => {
      await insert(run, rows)
      return { count: rows.length }
    },
    renameUser: async (id, name, updatedAt) => {
      await rename(run, id, name, updatedAt)
      return findUser(run, id)
    },
    signIn: (row, name) =>
      transaction(async (query) => {
        const user = await findUser(query, row.userId)
        await rename(query, row.userId, name, row.updatedAt)
        await insert(query, [row])
        return { user, session: { ...row } }
      }),
    removeSessions: () => run('DELETE FROM core_session', []),
    listSessions: async () => (await run(`SELECT ${SESSION} FROM core_session ORDER BY id`, [])).map(toSession),
    close,
  }
}
