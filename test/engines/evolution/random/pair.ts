import { columnsOf, type RandomModel, type RandomSchema } from './schema.js'

/** What two schemas say of the names between them. */
export interface SchemaPair {
  /** As `migrate dev` takes them. */
  readonly renames: readonly string[]
  /** The table that has the rows of a new one; undefined where none has. */
  formerTable(table: string): string | undefined
  /** The column that has the values of one of a new table. */
  formerColumn(table: string, column: string): string | undefined
}

export function compareSchemas(before: RandomSchema, after: RandomSchema): SchemaPair {
  const renames: string[] = []
  const tables = new Map<string, string>()
  const columns = new Map<string, Map<string, string>>()
  const newName = (model: RandomModel) => after.models.find(({ id }) => id === model.id)?.name ?? model.name
  for (const model of before.models) {
    const next = after.models.find(({ id }) => id === model.id)
    const renamed = next !== undefined && next.name !== model.name
    const table = renamed ? (next.map ?? next.name) : (model.map ?? model.name)
    tables.set(table, model.map ?? model.name)
    const known = next === undefined ? [] : columnsOf(after, next)
    const names = columnsOf(before, model).map((column): [string, string] => {
      const found = known.find(({ id }) => id === column.id)
      const former = column.map ?? column.name
      if (found === undefined || found.name === column.name) return [former, former]
      renames.push(`${model.name}.${column.name}=${found.name}`)
      return [found.map ?? found.name, former]
    })
    columns.set(table, new Map(names))
  }
  const nameJoins = (nameOf: (id: number) => string) =>
    before.joins.map(({ name, ends }) => `_${name ?? ends.map(nameOf).sort().join('To')}`)
  const model = (id: number) => before.models.find((candidate) => candidate.id === id) as RandomModel
  const [old, next] = [nameJoins((id) => model(id).name), nameJoins((id) => newName(model(id)))]
  for (const [at, table] of next.entries()) {
    tables.set(table, old[at] ?? table)
    columns.set(
      table,
      new Map([
        ['A', 'A'],
        ['B', 'B'],
      ]),
    )
  }
  for (const one of before.models) if (newName(one) !== one.name) renames.push(`${one.name}=${newName(one)}`)
  return {
    renames,
    formerTable: (table) => tables.get(table),
    formerColumn: (table, column) => columns.get(table)?.get(column),
  }
}
