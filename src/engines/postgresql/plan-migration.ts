import type { EngineSchema, MigrationRequest } from '../../contract/migration-plan.js'
import { findKeyRenames, findRenames } from '../renames.js'
import { readObjects, readTable, type ScriptObject } from '../script-objects.js'
import { alterTable, type TablePair } from './alter-table.js'
import { changeEnums } from './change-enums.js'
import { quote } from './quote.js'

/**
 * The script of a migration; empty where nothing is to be done. Compared is the very text of a fresh install, our collations
 * and triggers included, so that a change of our own rules is a difference like any other.
 */
export async function planMigration({ before, renamed, after }: MigrationRequest): Promise<string> {
  const script = planObjects(readObjects(renamed.script), readObjects(after.script))
  return [...rename(before, renamed), ...(script === '' ? [] : [script])].join('\n')
}

export function planObjects(old: readonly ScriptObject[], next: readonly ScriptObject[]): string {
  const of = (kind: ScriptObject['kind']) => ({
    old: old.filter((object) => object.kind === kind),
    next: next.filter((object) => object.kind === kind),
  })
  const tables = of('TABLE')
  const created = tables.next.filter(({ name }) => !tables.old.some((table) => table.name === name))
  const dropped = tables.old.filter(({ name }) => !tables.next.some((table) => table.name === name))
  const pairs = tables.next.flatMap((table): TablePair[] => {
    const former = tables.old.find(({ name }) => name === table.name)
    return former === undefined ? [] : [{ name: table.name, before: readTable(former), after: readTable(table) }]
  })
  const enums = changeEnums(of('TYPE'), pairs, created.map(readTable))
  const alterations = pairs.map((pair) => ({ pair, ...alterTable(pair, enums.renewed) }))
  const isDropped = ({ table }: ScriptObject) => dropped.some(({ name }) => name === table)

  const indexes = compare(of('INDEX'), isDropped)
  const retyped = alterations.flatMap(({ pair, retyped: columns, keyChanged }) => [
    ...columns.map((column) => JSON.stringify([pair.name, column])),
    ...(keyChanged ? [JSON.stringify([pair.name])] : []),
  ])
  const lostIndexes = new Set(indexes.gone.map(({ table }) => table))
  const stands = (key: ScriptObject) => {
    const { grounds, table } = readForeignKey(key)
    return grounds.some((ground) => retyped.includes(ground)) || lostIndexes.has(table)
  }
  // A foreign key goes for a while where what it stands on changes.
  const keys = compare(of('CONSTRAINT'), () => false, stands)
  const triggers = compare(of('TRIGGER'), isDropped)
  const functions = compare(of('FUNCTION'), () => false)
  const extensions = of('EXTENSION')
  const lacks = (list: readonly ScriptObject[], { name }: ScriptObject) => !list.some((object) => object.name === name)
  return [
    ...extensions.next.filter((object) => lacks(extensions.old, object)).map(({ sql }) => `-- CreateExtension\n${sql}\n`),
    ...keys.gone.map(({ name, table }) => `-- DropForeignKey\nALTER TABLE ${quote(table)} DROP CONSTRAINT ${quote(name)};\n`),
    ...triggers.gone.map(({ name, table }) => `-- DropTrigger\nDROP TRIGGER ${quote(name)} ON ${quote(table)};\n`),
    ...indexes.gone.map(({ name }) => `-- DropIndex\nDROP INDEX ${quote(name)};\n`),
    ...dropped.map(({ name }) => `-- DropTable\nDROP TABLE ${quote(name)};\n`),
    ...enums.before,
    ...alterations.flatMap(({ statements }) => statements),
    ...enums.after,
    ...created.map(({ sql }) => `-- CreateTable\n${sql}\n`),
    ...indexes.come.map(({ sql }) => `-- CreateIndex\n${sql}\n`),
    ...keys.come.map(({ sql }) => `-- AddForeignKey\n${sql}\n`),
    ...functions.come.map(({ sql }) => `-- CreateFunction\n${sql}\n`),
    ...triggers.come.map(({ sql }) => `-- CreateTrigger\n${sql}\n`),
    ...functions.gone
      .filter(({ name }) => !functions.come.some((object) => object.name === name))
      .map(({ name }) => `-- DropFunction\nDROP FUNCTION ${name};\n`),
    ...extensions.old
      .filter((object) => lacks(extensions.next, object))
      .map(({ name }) => `-- DropExtension\nDROP EXTENSION ${quote(name)};\n`),
  ].join('\n')
}

/** What goes and what comes of objects that are replaced when they differ; what goes with its table is not told. */
function compare(
  { old, next }: { old: readonly ScriptObject[]; next: readonly ScriptObject[] },
  goesAnyway: (object: ScriptObject) => boolean,
  renews: (object: ScriptObject) => boolean = () => false,
): { gone: ScriptObject[]; come: ScriptObject[] } {
  const stays = (object: ScriptObject, others: readonly ScriptObject[]) => others.some(({ sql }) => sql === object.sql) && !renews(object)
  return {
    gone: old.filter((object) => !stays(object, next) && !goesAnyway(object)),
    come: next.filter((object) => !stays(object, old)),
  }
}

const NAME = '"(?:[^"]|"")+"'
const FOREIGN_KEY = new RegExp(`FOREIGN KEY \\((${NAME}(?:, ${NAME})*)\\) REFERENCES (${NAME})\\((${NAME}(?:, ${NAME})*)\\)`)

/** The columns that a foreign key is made of and those that it refers to, and the table of these, whose key it needs. */
function readForeignKey({ table, sql }: ScriptObject): { grounds: string[]; table: string } {
  const [, columns = '', target = '', references = ''] = FOREIGN_KEY.exec(sql) ?? []
  const namesOf = (list: string) => (list.match(new RegExp(NAME, 'g')) ?? []).map((name) => name.slice(1, -1).replaceAll('""', '"'))
  const [referred = ''] = namesOf(target)
  const grounds = [
    ...namesOf(columns).map((column) => JSON.stringify([table, column])),
    ...namesOf(references).map((column) => JSON.stringify([referred, column])),
    JSON.stringify([referred]),
  ]
  return { grounds, table: referred }
}

function rename(before: EngineSchema, renamed: EngineSchema): string[] {
  const names = findRenames(before.tables, renamed.tables).map(({ table, column }) =>
    column === null
      ? `-- RenameTable\nALTER TABLE ${quote(table.from)} RENAME TO ${quote(table.to)};\n`
      : `-- RenameColumn\nALTER TABLE ${quote(table.to)} RENAME COLUMN ${quote(column.from)} TO ${quote(column.to)};\n`,
  )
  // The indexes of foreign keys are in what is written, not in what is asked for.
  const keys = findKeyRenames(before.written, renamed.written).map(({ table, kind, from, to }) =>
    kind === 'index'
      ? `-- RenameIndex\nALTER INDEX ${quote(from)} RENAME TO ${quote(to)};\n`
      : `-- RenameConstraint\nALTER TABLE ${quote(table)} RENAME CONSTRAINT ${quote(from)} TO ${quote(to)};\n`,
  )
  // Triggers say the names of what they are about.
  const triggers = (schema: EngineSchema) => readObjects(schema.script).filter(({ kind }) => kind === 'TRIGGER')
  const next = triggers(renamed)
  const changed = triggers(before).flatMap((trigger, at) => {
    const other = next[at]
    if (other === undefined || other.sql === trigger.sql) return []
    return [`-- DropTrigger\nDROP TRIGGER ${quote(trigger.name)} ON ${quote(other.table)};\n`, `-- CreateTrigger\n${other.sql}\n`]
  })
  return [...names, ...keys, ...changed]
}
