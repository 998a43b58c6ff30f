import type { Difference, ThingKind } from '../contract/live.js'
import { readTable, type ScriptObject } from './script-objects.js'

/** A part of a database that may differ by itself. */
export interface Thing {
  readonly kind: ThingKind
  readonly table: string
  readonly name: string
  /** In the engine's SQL. */
  readonly text: string
}

const KINDS: Readonly<Record<Exclude<ScriptObject['kind'], 'TABLE' | 'EXTENSION'>, ThingKind>> = {
  TYPE: 'enum',
  FUNCTION: 'function',
  INDEX: 'index',
  TRIGGER: 'trigger',
  CONSTRAINT: 'foreign key',
}

/** The things that a script makes. */
export function readThings(objects: readonly ScriptObject[]): Thing[] {
  return objects.flatMap((object): Thing[] => {
    const { kind, name, table, sql } = object
    // It belongs to the whole database, and others may use it.
    if (kind === 'EXTENSION') return []
    if (kind !== 'TABLE') return [{ kind: KINDS[kind], name, table, text: sql.replace(/;$/, '') }]
    const { columns, constraints } = readTable(object)
    return [
      { kind: 'table', name, table, text: '' },
      ...columns.map((column): Thing => ({ kind: 'column', name: column.name, table, text: column.definition })),
      ...constraints.map((line): Thing => ({ ...readConstraint(line.trim()), table })),
    ]
  })
}

function readConstraint(text: string): Omit<Thing, 'table'> {
  const name = /^CONSTRAINT "((?:[^"]|"")+)"/.exec(text)?.[1]?.replaceAll('""', '"') ?? ''
  const words = text.replace(/^CONSTRAINT "(?:[^"]|"")+" /, '')
  const kind = words.startsWith('PRIMARY KEY') ? 'primary key' : words.startsWith('FOREIGN KEY') ? 'foreign key' : 'constraint'
  return { kind, name, text }
}

/** Of a table that only one side has nothing more is told. */
export function compareThings(found: readonly Thing[], wanted: readonly Thing[]): Difference[] {
  const tables = (things: readonly Thing[]) => new Set(things.filter(({ kind }) => kind === 'table').map(({ name }) => name))
  const [ours, theirs] = [tables(found), tables(wanted)]
  const isTold = ({ kind, table }: Thing) => kind === 'table' || kind === 'enum' || ours.has(table) === theirs.has(table)
  const [here, there] = [indexThings(found.filter(isTold)), indexThings(wanted.filter(isTold))]
  return [...new Set([...there.keys(), ...here.keys()])]
    .flatMap((key): Difference[] => {
      const [one, other] = [here.get(key), there.get(key)]
      const thing = other ?? one
      if (thing === undefined || one?.text === other?.text) return []
      const { kind, table, name } = thing
      return [{ kind, table, name, found: one?.text ?? null, wanted: other?.text ?? null }]
    })
    .sort(byTable)
}

/** A constraint without a name is what it says. */
function indexThings(things: readonly Thing[]): Map<string, Thing> {
  return new Map(things.map((thing) => [JSON.stringify([thing.kind, thing.table, thing.name || thing.text]), thing]))
}

function byTable(one: Difference, other: Difference): number {
  return one.table < other.table ? -1 : one.table > other.table ? 1 : 0
}
