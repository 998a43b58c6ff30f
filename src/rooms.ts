import type { Engine } from './contract/engine.js'
import { engine as mysqlRoom } from './engines/mysql/index.js'
import { engine as postgresqlRoom } from './engines/postgresql/index.js'
import { engine as sqliteRoom } from './engines/sqlite/index.js'

/** The engine PostgreSQL. */
export const postgresql: Engine = postgresqlRoom as unknown as Engine
/** The engine MySQL, and MariaDB. */
export const mysql: Engine = mysqlRoom as unknown as Engine
/** The engine SQLite. */
export const sqlite: Engine = sqliteRoom as unknown as Engine
