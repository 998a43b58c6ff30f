import { RefractError } from '../contract/errors.js'
import type { Table } from '../contract/tables.js'
import type { Expression } from '../schema/ast.js'
import type { SchemaFill } from '../schema/fill.js'
import { findField, type Models } from '../schema/models.js'
import { parseSchema } from '../schema/parse.js'
import type { SchemaRename } from '../schema/rename.js'

const RENAME = /^(\w+)(?:\.(\w+))?=(\w+)$/
const FILL = /^(\w+)\.(\w+)=([\s\S]+)$/

/** Reads `Model.old=new` or `Model=New`. */
export function parseRename(text: string): SchemaRename {
  const [, model, field, to] = RENAME.exec(text) ?? []
  if (model !== undefined && to !== undefined) return { model, field: field ?? null, to }
  throw new RefractError('REFRACT_USAGE', `--rename ${text} is not understood.`, {
    hint: 'Write --rename User.name=fullName for a field, --rename User=Person for a model.',
  })
}

/** Reads `Model.field=value`, the value as in `@default(…)`: `0`, `true`, `"text"`, `now()`, a member of an enum. A bare text may do without quotes. */
export function parseFill(text: string, path: string): SchemaFill {
  const [, model, field, value] = FILL.exec(text) ?? []
  if (model === undefined || field === undefined || value === undefined) {
    throw new RefractError('REFRACT_USAGE', `--fill ${text} is not understood.`, {
      hint: 'Write --fill User.age=0 or --fill "User.name=\'none\'".',
    })
  }
  const expression = parseValue(
    value.replace(/^'([\s\S]*)'$/, (_, inner: string) => JSON.stringify(inner)),
    path,
  )
  if (expression === undefined) throw new RefractError('REFRACT_USAGE', `--fill ${model}.${field}: ${value} is no value.`)
  return { model, field, value: expression }
}

function parseValue(value: string, path: string): Expression | undefined {
  try {
    const [entry] = parseSchema(`model M {\n  f Int @default(${value})\n}\n`, path).entries
    const parsed = entry?.kind === 'model' ? entry.entries : []
    const [field] = parsed
    return parsed.length === 1 && field?.kind === 'field' ? field.attributes[0]?.args[0]?.value : undefined
  } catch {
    return undefined
  }
}

/** @throws {RefractError} `REFRACT_USAGE` where the old name is not in the last schema, or the new one not in this one */
export function assertRenames(renames: readonly SchemaRename[], before: Models, after: Models): void {
  for (const { model, field, to } of renames) {
    const has = ({ models }: Models, name: string, member: string | null) => {
      const found = models.find((candidate) => candidate.name === name)
      return found !== undefined && (member === null || findField(found, member) !== undefined)
    }
    const subject = field === null ? model : `${model}.${field}`
    const target = field === null ? to : `${model}.${to}`
    const problem = !has(before, model, field)
      ? `the last snapshot has no ${subject}`
      : has(after, model, field)
        ? `the schema still has ${subject}`
        : field === null
          ? !has(after, to, null) && `the schema has no ${target}`
          : !has(after, model, to) &&
            !renames.some((other) => other.field === null && other.model === model) &&
            `the schema has no ${target}`
    if (problem)
      throw new RefractError('REFRACT_USAGE', `--rename ${subject}=${to}: ${problem}.`, {
        hint: 'Change the schema, then state the rename.',
      })
  }
}

/**
 * The table of an implicit relation of many to many has its columns in the order of the models' names: under other names they could
 * change places, and the rows with them.
 *
 * @throws {RefractError} `REFRACT_MIGRATION`
 */
export function assertJoins(before: readonly Table[], renamed: readonly Table[]): void {
  const names = new Map(before.map(({ name }, at) => [name, renamed[at]?.name ?? name]))
  for (const [at, table] of before.entries()) {
    const expected = table.foreignKeys.map((key) => names.get(key.table) ?? key.table)
    const found = renamed[at]?.foreignKeys.map((key) => key.table) ?? []
    if (!table.join || expected.join() === found.join()) continue
    throw new RefractError(
      'REFRACT_MIGRATION',
      `The rename would turn round the columns of the table ${table.name}, a relation of many to many.`,
      {
        hint: 'Give it a model of its own first, with two relations; or choose a name that sorts as the old one does.',
      },
    )
  }
}
