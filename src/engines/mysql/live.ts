import type { LiveComparison } from '../../contract/live.js'
import type { EngineSchema } from '../../contract/migration-plan.js'
import { compareThings, type Thing } from '../things.js'
import type { Connection } from './connect.js'
import { sameDefault } from './diff/defaults.js'
import { type PhysicalTable, readPhysical } from './diff/physical.js'
import { printColumn, printForeignKey, printIndex, printPrimaryKey } from './diff/print.js'
import { completeType, type MySqlType } from './diff/types.js'
import { findJson, readChecks, readOthers } from './live-others.js'
import { readLiveTables } from './live-tables.js'
import { isSameDefault, isToldAs } from './live-types.js'
import { planTables } from './plan-migration.js'

/** Compares what the server's `information_schema` tells, in which MySQL and MariaDB have words of their own. */
export async function compareLive(connection: Connection, { written }: EngineSchema): Promise<LiveComparison> {
  const isMariaDb = connection.info?.isMariaDB() ?? false
  const checks = await readChecks(connection, isMariaDb)
  const { tables, others } = await readLiveTables(connection, isMariaDb, findJson(checks))
  const wanted = readPhysical(written)
  const found = tables.map((table) =>
    sayAsWanted(
      table,
      wanted.find(({ name }) => name === table.name),
    ),
  )
  return {
    differences: compareThings(found.flatMap(readThings), wanted.flatMap(readThings)),
    others: [...others, ...(await readOthers(connection, checks))],
    toSchema: async () => planTables(found, wanted),
    toDatabase: async () => planTables(wanted, found.map(withoutCollation)),
  }
}

/** Of a default that is the wanted one the words are the wanted ones. */
function sayAsWanted(table: PhysicalTable, wanted: PhysicalTable | undefined): PhysicalTable {
  const columns = table.columns.map((column) => {
    const other = wanted?.columns.find(({ name }) => name === column.name)
    if (other === undefined) return column
    const isSame = isSameDefault(column.default, other.default, other.storage) || sameDefault(column, other, 'refract')
    return { ...column, storage: sayTypeAsWanted(column.storage, other.storage), default: isSame ? other.default : column.default }
  })
  return { ...table, columns }
}

/** Of an enum the server does not know the name. */
function sayTypeAsWanted(type: MySqlType, wanted: MySqlType): MySqlType {
  if (type.kind !== 'enum' || wanted.kind !== 'enum') return type
  const isSame = isToldAs(type.values.join('\0'), wanted.values.join('\0'))
  return { ...type, type: wanted.type, values: isSame ? wanted.values : type.values }
}

/** A script goes to no collation of somebody else's. */
function withoutCollation({ collation: _, ...table }: PhysicalTable): PhysicalTable {
  const columns = table.columns.map((column) => {
    if (column.storage.kind === 'unsupported') return column
    const { collation: _own, ...storage } = column.storage
    return { ...column, storage }
  })
  return { ...table, columns }
}

function readThings({ name: table, columns, primaryKey, indexes, foreignKeys, collation }: PhysicalTable): Thing[] {
  const thing = (kind: Thing['kind'], name: string, text: string): Thing => ({ kind, table, name, text })
  return [
    thing('table', table, ''),
    thing('collation', table, collation ?? "Refract's"),
    ...columns.map((column) => {
      const { storage } = column
      const told = { ...column, storage: completeType(storage) }
      const sorted = storage.kind !== 'unsupported' && storage.collation !== undefined ? ` COLLATE ${storage.collation}` : ''
      return thing('column', column.name, `${printColumn(told, 'refract').replace(/^`(?:[^`]|``)*` /, '')}${sorted}`)
    }),
    ...(primaryKey === null ? [] : [thing('primary key', 'PRIMARY', printPrimaryKey(primaryKey))]),
    ...indexes.map((index) => thing('index', index.name, printIndex(table, index))),
    ...foreignKeys.map((key) => thing('foreign key', key.name, printForeignKey(table, key))),
  ]
}
