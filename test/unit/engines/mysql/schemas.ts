import type { Table, WrittenType } from '../../../../src/contract/tables.js'
import { createMigration, type MySqlMigration } from '../../../../src/engines/mysql/diff/migration.js'
import { LONGEST_NAME } from '../../../../src/engines/mysql/diff/physical.js'
import type { Style } from '../../../../src/engines/mysql/diff/style.js'
import { readModels } from '../../../../src/schema/models.js'
import { parseSchema } from '../../../../src/schema/parse.js'
import { readWrittenTables } from '../../../../src/schema/tables.js'

/** The tables of a Prisma schema for MySQL. */
export function tablesOf(schema: string): Table<WrittenType>[] {
  return readWrittenTables(readModels(parseSchema(schema, 'schema.prisma')), LONGEST_NAME)
}

/** The migration from one Prisma schema for MySQL to another. */
export function migrate(before: string, after: string, style: Style = 'refract'): MySqlMigration {
  return createMigration(tablesOf(before), tablesOf(after), style)
}
