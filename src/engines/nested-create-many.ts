import type { Facts } from '../contract/facts.js'

/** A `createMany` within a write to another model. */
export interface NestedCreateMany {
  readonly model: string
  /** Undefined where it says nothing of duplicates. */
  readonly skips: unknown
  /** The very object that is in the query. */
  readonly args: object
}

/** Every one in the arguments of a write, by the words of the schema: what looks like one in a user's Json is data. */
export function findNestedCreateMany(facts: Facts, model: string, args: unknown): readonly NestedCreateMany[] {
  const found: NestedCreateMany[] = []
  const { create, data, update } = (args ?? {}) as Readonly<Record<string, unknown>>
  for (const rows of [create, data, update]) visitRows(model, rows)
  return found

  function visitRows(owner: string, rows: unknown): void {
    for (const row of Array.isArray(rows) ? rows : [rows]) {
      if (typeof row !== 'object' || row === null) continue
      for (const name in row) {
        const relation = facts[owner]?.relations[name]
        if (relation !== undefined) visitActions(relation.model, (row as Record<string, unknown>)[name])
      }
    }
  }

  function visitActions(related: string, actions: unknown): void {
    if (typeof actions !== 'object' || actions === null) return
    for (const [action, given] of Object.entries(actions)) {
      for (const args of Array.isArray(given) ? given : [given]) {
        if (typeof args !== 'object' || args === null) continue
        if (action === 'createMany') found.push({ model: related, skips: args.skipDuplicates, args })
        else if (action === 'create') visitRows(related, args)
        else {
          // The update of a single related row takes its data bare, too.
          if (action === 'update' && args.data === undefined) visitRows(related, args)
          for (const word of ['create', 'data', 'update']) visitRows(related, args[word])
        }
      }
    }
  }
}
