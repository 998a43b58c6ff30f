import type { ForeignKey, ReferentialAction, TableIndex, TableKey } from '../contract/tables.js'
import { columnName, findField, type Model, type ModelKey, type Models, type Relation, wordOf } from './models.js'

export function keyOf(model: Model, key: ModelKey, limit: number | null): TableKey {
  return {
    name: keyName(model, key, limit),
    columns: key.fields.map(({ name, descending, length }) => ({ name: columnName(model, name), descending, length })),
  }
}

export function indexOf(model: Model, key: ModelKey, limit: number | null): TableIndex {
  return { ...keyOf(model, key, limit), kind: key.kind === 'id' ? 'unique' : key.kind }
}

/** The name of a key in the database, as Prisma Migrate makes it. */
export function keyName(model: Model, { kind, fields, map }: ModelKey, limit: number | null = null): string {
  if (kind === 'id') return primaryKeyName(model, map, limit)
  if (map !== null) return map
  return cutName([model.table, ...fields.map(({ name }) => columnName(model, name))].join('_'), kind === 'unique' ? '_key' : '_idx', limit)
}

export function primaryKeyName(model: Model, map: string | null, limit: number | null = null): string {
  return map ?? cutName(model.table, '_pkey', limit)
}

/** The name of a relation's foreign key in the database, as Prisma Migrate makes it. */
export function foreignKeyName(model: Model, { fields, map }: Relation, limit: number | null = null): string {
  return map ?? cutName([model.table, ...fields.map((name) => columnName(model, name))].join('_'), '_fkey', limit)
}

/** Keeps the suffix whole and cuts before it, never within a character. */
export function cutName(body: string, suffix: string, limit: number | null): string {
  if (limit === null) return body + suffix
  let kept = ''
  for (const character of body) {
    if (Buffer.byteLength(kept + character + suffix) > limit) break
    kept += character
  }
  return kept + suffix
}

export function foreignKeyOf(models: Models, relation: Relation, limit: number | null): ForeignKey {
  const { model } = relation
  const target = models.models.find(({ name }) => name === relation.target)
  const optional = relation.fields.every((name) => findField(model, name)?.modifier === '?')
  return {
    name: foreignKeyName(model, relation, limit),
    columns: relation.fields.map((name) => columnName(model, name)),
    table: target?.table ?? relation.target,
    references: relation.references.map((name) => (target === undefined ? name : columnName(target, name))),
    // Prisma's defaults, the same on every engine.
    onDelete: actionOf(relation.onDelete) ?? (optional ? 'SetNull' : 'Restrict'),
    onUpdate: onUpdate(relation),
  }
}

export function onUpdate(relation: Relation): ReferentialAction {
  return actionOf(relation.onUpdate) ?? 'Cascade'
}

function actionOf(expression: Relation['onDelete']): ReferentialAction | null {
  return expression === null ? null : (wordOf(expression) as ReferentialAction | null)
}
