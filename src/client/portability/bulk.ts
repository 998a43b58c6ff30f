import { BANS } from '../../contract/bans.js'
import type { Facts, ModelFacts } from '../../contract/facts.js'
import { findNestedCreateMany, type NestedCreateMany } from '../../engines/nested-create-many.js'
import { refuse } from '../guard.js'
import { type Args, isObject } from './args.js'
import type { Runtime } from './runtime.js'

const RETURNING: ReadonlySet<string> = new Set(['createManyAndReturn', 'updateManyAndReturn'])
const CREATING: ReadonlySet<string> = new Set(['createMany', 'createManyAndReturn'])
const NESTING: ReadonlySet<string> = new Set(['create', 'update', 'upsert'])
/** Kinds of keys that compare alike in a program and in every database. */
const KEYS: ReadonlySet<string> = new Set(['text', 'uuid', 'int', 'smallint', 'bigint'])

type Validation = Pick<Runtime, 'createValidationError'>

/**
 * Refuses what writes of many rows cannot do alike on every engine.
 *
 * @throws {RefractError} `REFRACT_NOT_PORTABLE`
 */
export function assertPortableBulk(runtime: Validation, facts: Facts, model: string, operation: string, args: unknown): void {
  if (!isObject(args)) return
  const own = facts[model]
  if (CREATING.has(operation)) assertAnswer(runtime, args.skipDuplicates)
  if (NESTING.has(operation)) assertNested(runtime, findNestedCreateMany(facts, model, args))
  if (own === undefined || !RETURNING.has(operation)) return
  for (const name of own.id) {
    const kind = own.fields[name]?.storage.kind ?? ''
    if (!KEYS.has(kind))
      refuse(`${model}.${name}`, operation, `MySQL finds the rows by their key, and no two engines write a ${kind} alike`)
  }
  assertOwnRelations(model, own, operation, { ...toObject(args.include), ...toObject(args.select) })
  if (operation === 'updateManyAndReturn') assertSetKeys(model, own, toObject(args.data))
}

/** What `RETURNING` gives are rows of the model; Prisma reads what these refer to, and nothing else. */
function assertOwnRelations(model: string, { relations }: ModelFacts, operation: string, selection: Args): void {
  for (const name in selection) {
    if (!selection[name]) continue
    const relation = relations[name]
    const foreign = name === '_count' || (relation !== undefined && relation.foreignKey === undefined)
    if (foreign) refuse(`${model}.${name}`, operation, BANS.returned)
  }
}

/** The new key is known where it is given. */
function assertSetKeys(model: string, { id }: ModelFacts, data: Args): void {
  for (const name of id) {
    const value = data[name]
    if (isObject(value) && value.set === undefined)
      refuse(`${model}.${name}`, 'updateManyAndReturn', 'MySQL finds the rows by their new key, which must be given')
  }
}

/** In Prisma's words: where Prisma's client has no such question, it has no check of the answer. */
function assertAnswer(runtime: Validation, skips: unknown): void {
  if (skips === undefined || typeof skips === 'boolean') return
  const fault = skips === null ? ' must not be null' : ': Invalid value provided. Expected Boolean'
  throw runtime.createValidationError(`Argument \`skipDuplicates\`${fault}.`)
}

/** The rows of one model are written with one word in one write. */
function assertNested(runtime: Validation, found: readonly NestedCreateMany[]): void {
  for (const { model: related, skips } of found) {
    assertAnswer(runtime, skips)
    if (skips !== true) continue
    const mixed = found.some((other) => other.model === related && other.skips !== true)
    if (mixed) refuse(related, 'createMany', 'SQLite takes skipDuplicates for all of them in one write, or for none')
  }
}

function toObject(value: unknown): Args {
  return isObject(value) ? value : {}
}
