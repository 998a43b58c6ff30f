import type { WrittenType } from '../contract/tables.js'
import { type Attribute, blocksOf } from './ast.js'
import { findField, isRelationField, type Model, type Models, wordOf } from './models.js'
import { enumStorage } from './storage.js'

/** The type of a field as it is written; null for a relation. */
export function findWrittenType(models: Models, model: Model, name: string): WrittenType | null {
  const field = findField(model, name)
  if (field === undefined || isRelationField(models, field) || isView(models, field.type)) return null
  if (field.unsupported !== null) return { kind: 'unsupported', sql: field.unsupported }
  const enumeration = models.enums.get(field.type)
  if (enumeration !== undefined) return { kind: 'enum', type: field.type, values: enumStorage(enumeration).values }
  // The datasource may have any name: `@db.VarChar(20)`, `@store.VarChar(20)`.
  const native = field.attributes.find((attribute) => attribute.name.includes('.'))
  return { kind: 'scalar', scalar: field.type, native: native === undefined ? null : readNative(native) }
}

function isView({ schema }: Models, name: string): boolean {
  return blocksOf(schema, 'view').some((view) => view.name === name)
}

function readNative({ name, args }: Attribute): { name: string; args: number[] } {
  return { name: name.slice(name.indexOf('.') + 1), args: args.map(({ value }) => Number(wordOf(value))) }
}
