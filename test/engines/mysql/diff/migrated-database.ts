import mariadb, { type Connection } from 'mariadb'
import type { Table, WrittenType } from '../../../../src/contract/tables.js'
import { createMigration, type MySqlMigration } from '../../../../src/engines/mysql/diff/migration.js'
import { splitStatements } from '../../../../src/engines/mysql/split.js'
import { type Contents, fillColumn, fillTables, normalize, readContents } from './rows.js'
import { relax } from './two-steps.js'

type Tables = readonly Table<WrittenType>[]

/** A database whose tables follow one schema after another, with rows in them. */
export class MigratedDatabase {
  private constructor(
    readonly connection: Connection,
    private tables: Tables,
  ) {}

  static async open(url: string, tables: Tables): Promise<MigratedDatabase> {
    const { hostname, port, username, password, pathname } = new URL(url)
    const connection = await mariadb.createConnection({
      host: hostname,
      port: Number(port || 3306),
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
      database: pathname.slice(1),
      timezone: 'Z',
      allowPublicKeyRetrieval: true,
    })
    const database = new MigratedDatabase(connection, [])
    await database.#run(createMigration([], tables))
    database.tables = tables
    return database
  }

  /** Fills the tables, goes to another schema, and returns what the steps lost without saying so. */
  async migrate(after: Tables): Promise<string[]> {
    await fillTables(this.connection, this.tables)
    const before = { tables: this.tables, contents: await readContents(this.connection, this.tables) }
    const whole = createMigration(this.tables, after)
    const halfway = relax(after, whole.warnings)
    if (halfway === null) await this.#step(after, whole)
    else {
      await this.#step(halfway, createMigration(before.tables, halfway))
      const added = new Set(after.map(({ name }) => name).filter((name) => !before.tables.some((table) => table.name === name)))
      await fillTables(this.connection, halfway, added)
      for (const { table, column, blocking } of whole.warnings) {
        if (blocking && column !== null) await fillColumn(this.connection, halfway, { table, column })
      }
      await this.#step(after, createMigration(halfway, after))
    }
    return findLosses(before, { tables: after, contents: await readContents(this.connection, after) }, whole)
  }

  async #step(after: Tables, migration: MySqlMigration): Promise<void> {
    for (const { kind, table, column } of migration.warnings) {
      // What the command asks its user for.
      if (kind === 'column-made-required' && column !== null) await fillColumn(this.connection, this.tables, { table, column })
    }
    await this.#run(migration)
    this.tables = after
  }

  async #run({ sql }: MySqlMigration): Promise<void> {
    for (const statement of splitStatements(sql)) {
      try {
        await this.connection.query(statement)
      } catch (cause) {
        throw new Error(`${(cause as Error).message}\n\nin the script\n\n${sql}`, { cause })
      }
    }
  }
}

function isMoment({ storage }: Tables[number]['columns'][number]): boolean {
  return storage.kind === 'scalar' && storage.scalar === 'DateTime'
}

interface State {
  readonly tables: Tables
  readonly contents: Contents
}

/** What is gone or changed, and no warning says so. */
function findLosses(before: State, after: State, { warnings }: MySqlMigration): string[] {
  const isTold = (kinds: readonly string[], table: string, column: string | null) =>
    warnings.some((warning) => kinds.includes(warning.kind) && warning.table === table && warning.column === column)
  return before.tables.flatMap(({ name, columns }) => {
    const [old = [], rows] = [before.contents.get(name), after.contents.get(name)]
    if (rows === undefined) return isTold(['table-dropped'], name, null) ? [] : [`the table ${name}`]
    if (rows.length !== old.length) return [`rows of ${name}: ${rows.length} of ${old.length} are left`]
    const next = after.tables.find((table) => table.name === name)?.columns
    const lost = columns.filter((column) => {
      if (isTold(['column-dropped', 'column-recreated'], name, column.name)) return false
      // A moment as a number is written in another way.
      const other = next?.find((candidate) => candidate.name === column.name)
      if (isTold(['column-cast'], name, column.name) && other !== undefined && isMoment(column) !== isMoment(other)) return false
      return old.some((row, at) => {
        const value = normalize(row[column.name])
        const filled = value === null && isTold(['column-made-required'], name, column.name)
        return !filled && value !== normalize(rows[at]?.[column.name])
      })
    })
    return lost.map((column) => `${name}.${column.name}`)
  })
}
