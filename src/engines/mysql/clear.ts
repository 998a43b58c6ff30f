import type { Connection } from './connect.js'
import { quote } from './quote.js'

/** What a database holds, and the words that remove one of each. Triggers and indexes go with their tables. */
const KINDS = [
  ['VIEW', "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'VIEW'"],
  ['TABLE', "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'"],
  [
    'PROCEDURE',
    "SELECT routine_name AS name FROM information_schema.routines WHERE routine_schema = DATABASE() AND routine_type = 'PROCEDURE'",
  ],
  [
    'FUNCTION',
    "SELECT routine_name AS name FROM information_schema.routines WHERE routine_schema = DATABASE() AND routine_type = 'FUNCTION'",
  ],
  ['EVENT', 'SELECT event_name AS name FROM information_schema.events WHERE event_schema = DATABASE()'],
] as const

/** Empties a database without removing it: who may make tables may not always make databases. */
export async function clearDatabase(connection: Connection): Promise<void> {
  await connection.query('SET FOREIGN_KEY_CHECKS = 0')
  for (const [kind, find] of KINDS) {
    for (const { name } of await connection.query<{ name: string }[]>(find)) {
      await connection.query(`DROP ${kind} ${quote(name)}`)
    }
  }
  await connection.query('SET FOREIGN_KEY_CHECKS = 1')
}
