import { BANS } from '../../contract/bans.js'
import type { FieldFacts } from '../../contract/facts.js'
import { type JsonCondition, type JsonValue, markConditions } from '../../contract/json-filters.js'
import { markAppended, trimDecimal } from '../../contract/lists.js'
import type { ScalarStorage, StorageOf } from '../../contract/storage.js'
import { sortJsonKeys } from '../../engines/json.js'
import { refuse } from '../guard.js'
import { isObject } from './args.js'
import { isRounded, toJsonValue } from './json-values.js'
import type { Runtime } from './runtime.js'

/** Checks one value, and gives what is stored or compared in its place. */
type CheckElement = (field: FieldFacts, value: unknown, name: string) => unknown

interface Options {
  /** Whether the engine has lists of its own. */
  readonly native: boolean
  readonly runtime: Pick<Runtime, 'createDecimal' | 'createValidationError'>
  readonly compared: CheckElement
  readonly written: CheckElement
}

export interface ListRules {
  /** A filter of a list, or a list to be equal to. */
  compared(field: FieldFacts, filter: unknown, name: string): unknown
  /**
   * A list that is written, or `{ set }`, or `{ push }`.
   *
   * @param creates whether it is a new row's, which nothing can be pushed to
   */
  written(field: FieldFacts, value: unknown, name: string, creates: boolean): unknown
}

/** A list's field as if it held one of its values. */
type Element = FieldFacts & { readonly storage: ScalarStorage }

/** Makes lists mean on every engine what they mean on PostgreSQL; where an engine has none they are Json (contract/lists.ts). */
export function createListRules({ native, runtime, compared, written }: Options): ListRules {
  const elements = new WeakMap<FieldFacts, Element>()
  const elementOf = (field: FieldFacts): Element => {
    const known = elements.get(field)
    if (known !== undefined) return known
    const { storage } = field
    const element: Element = { ...field, storage: storage.kind === 'list' ? storage.of : storage }
    elements.set(field, element)
    return element
  }

  const checkAll = (check: CheckElement, field: FieldFacts, value: unknown, name: string): unknown => {
    const element = elementOf(field)
    if (isReference(value)) refuse(name, 'a filter', BANS.references.list)
    if (Array.isArray(value)) return value.map((one) => checkOne(check, element, one, name))
    // Prisma says what is wrong with it.
    return native ? value : refuseType(`${TYPES[element.storage.kind]}[]`, value, name)
  }

  const checkOne = (check: CheckElement, element: Element, value: unknown, name: string): unknown => {
    if (isReference(value)) refuse(name, 'a filter', BANS.references.list)
    const { kind } = element.storage
    // Prisma cuts the one and rounds the other.
    if (WHOLE.has(kind) && typeof value === 'number' && !Number.isInteger(value)) refuseType(TYPES[kind], value, name)
    if (kind === 'float' && Number.isFinite(value) && isRounded(value))
      refuse(name, `${value}`, 'Prisma rounds the 17th digit of a number within a list')
    const checked = check(element, kind === 'bigint' ? readBigInt(value) : value, name)
    return native ? checked : encode(element.storage, checked, name)
  }

  const refuseType = (expected: string, value: unknown, name: string): never => {
    const given = value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value
    throw runtime.createValidationError(`Argument \`${name}\`: Invalid value provided. Expected ${expected}, provided ${given}.`)
  }

  const encode = (storage: ScalarStorage, value: unknown, name: string): JsonValue => {
    const wrong = (): never => refuseType(TYPES[storage.kind], value, name)
    switch (storage.kind) {
      case 'text':
      case 'uuid':
        return typeof value === 'string' ? value : wrong()
      case 'enum':
        return storedMember(storage, value) ?? wrong()
      case 'boolean':
        return typeof value === 'boolean' ? value : wrong()
      case 'int':
      case 'smallint':
        return Number.isInteger(value) ? (value as number) : wrong()
      case 'float':
        return typeof value === 'number' ? value : wrong()
      case 'bigint':
        return typeof value === 'bigint' || typeof value === 'number' ? String(value) : wrong()
      case 'decimal':
        return readDecimal(value) ?? wrong()
      case 'bytes':
        return value instanceof Uint8Array || typeof value === 'string' ? toBase64(value) : wrong()
      case 'json':
        return value === undefined ? wrong() : sortJsonKeys(JSON.stringify(toJsonValue(value)))
      default: {
        const date = value instanceof Date ? value : readInstant(value)
        return Number.isNaN(date.getTime()) ? wrong() : date.toISOString()
      }
    }
  }

  /** As plain digits: what is equal is one text. */
  const readDecimal = (value: unknown): string | null => {
    if (typeof value === 'boolean' || typeof value === 'bigint' || value === null || value === '') return null
    try {
      return trimDecimal(runtime.createDecimal(value as string).toFixed())
    } catch {
      return null
    }
  }

  /** What one word of a filter asks. */
  const readCondition = (field: FieldFacts, word: string, value: unknown, name: string): JsonCondition => {
    const all = () => checkAll(compared, field, value, name) as JsonValue
    switch (word) {
      case 'equals':
        return value === null ? condition('isDbNull', null) : condition('equals', all())
      case 'has':
        // Nothing is equal to null.
        return condition('array_contains', [value === null ? null : (checkOne(compared, elementOf(field), value, name) as JsonValue)])
      case 'hasEvery':
        return condition('array_contains', all())
      case 'hasSome':
        return condition('array_overlaps', all())
      case 'isEmpty':
        if (typeof value !== 'boolean') refuseType('Boolean', value, name)
        return condition(value === true ? 'equals' : 'not', [])
      default:
        throw runtime.createValidationError(`Unknown argument \`${word}\` in the filter of the list \`${name}\`.`)
    }
  }

  return {
    compared(field, filter, name) {
      if (native) return isWords(filter) ? checkWords(field, filter, name) : filter
      const words = isWords(filter) ? Object.entries(filter).filter(([, value]) => value !== undefined) : []
      const [[word, value] = ['', null], ...others] = words
      if (word === '' || others.length > 0) refuseType('exactly one of equals, has, hasEvery, hasSome and isEmpty', filter, name)
      return { equals: markConditions([readCondition(field, word, value, name)]) }
    },
    written(field, value, name, creates) {
      const write = (values: unknown) => checkAll(written, field, values, name)
      if (!isWords(value)) return write(value)
      const { set, push, ...others } = value
      const known = (set === undefined) !== (push === undefined) && Object.keys(others).length === 0 && !(creates && set === undefined)
      if (native) {
        if (!known) return value
        if (set !== undefined) return { set: write(set) }
        return { push: Array.isArray(push) && !isJson(field) ? write(push) : checkOne(written, elementOf(field), push, name) }
      }
      if (!known) refuseType(creates ? 'a list, or set' : 'a list, set or push', value, name)
      if (set !== undefined) return write(set)
      // An array that is pushed to a list of Json is one value of it.
      return markAppended(write(Array.isArray(push) && !isJson(field) ? push : [push]) as JsonValue[])
    },
  }

  function checkWords(field: FieldFacts, words: Readonly<Record<string, unknown>>, name: string): unknown {
    const checked = Object.entries(words).map(([word, value]) => {
      if (isReference(value)) refuse(name, word, BANS.references.list)
      if (word === 'isEmpty' || value === null || value === undefined) return [word, value]
      return [word, word === 'has' ? checkOne(compared, elementOf(field), value, name) : checkAll(compared, field, value, name)]
    })
    return Object.fromEntries(checked)
  }
}

function isJson({ storage }: FieldFacts): boolean {
  return storage.kind === 'list' && storage.of.kind === 'json'
}

const WHOLE: ReadonlySet<string> = new Set(['int', 'smallint', 'bigint'])

function readBigInt(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : value
}

function toBase64(value: Uint8Array | string): string {
  return typeof value === 'string' ? value : Buffer.from(value).toString('base64')
}

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[-+]\d\d:?\d\d)$/

/** As strict as Prisma is: JavaScript takes other forms, and days that there are none. */
function readInstant(value: unknown): Date {
  const [text, year, month, day] = INSTANT.exec(String(value)) ?? []
  if (text === undefined || new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() !== Number(day))
    return new Date(Number.NaN)
  return new Date(text)
}

const TYPES: Readonly<Record<ScalarStorage['kind'], string>> = {
  text: 'String',
  uuid: 'String',
  boolean: 'Boolean',
  int: 'Int',
  smallint: 'Int',
  bigint: 'BigInt',
  float: 'Float',
  decimal: 'Decimal',
  timestamp: 'DateTime',
  timestamptz: 'DateTime',
  date: 'DateTime',
  time: 'DateTime',
  json: 'Json',
  bytes: 'Bytes',
  enum: 'an enum value',
}

function condition(word: JsonCondition['word'], value: JsonValue): JsonCondition {
  return { path: [], word, value }
}

/** `{ has }`, `{ set }`; no list, and no value that is an object. */
function isWords(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && !Array.isArray(value) && !isReference(value) && Object.getPrototypeOf(value) === Object.prototype
}

/** Another field. */
function isReference(value: unknown): boolean {
  return isObject(value) && typeof value._toGraphQLInputType === 'function'
}

function storedMember({ values, names }: StorageOf<'enum'>, value: unknown): string | undefined {
  return values[(names ?? values).indexOf(value as string)]
}

/** Reads what {@link createListRules} has written: a value of Prisma's for each one in Json. */
export function readList(of: ScalarStorage, list: unknown, runtime: Pick<Runtime, 'createDecimal'>): unknown {
  if (list === null) return []
  return Array.isArray(list) ? list.map((one) => decode(of, one, runtime)) : list
}

function decode(storage: ScalarStorage, value: unknown, runtime: Pick<Runtime, 'createDecimal'>): unknown {
  switch (storage.kind) {
    case 'text':
    case 'uuid':
    case 'boolean':
    case 'int':
    case 'smallint':
    case 'float':
      return value
    case 'enum':
      return storage.names?.[storage.values.indexOf(String(value))] ?? value
    case 'bigint':
      return BigInt(String(value))
    case 'decimal':
      return runtime.createDecimal(String(value))
    case 'bytes':
      return new Uint8Array(Buffer.from(String(value), 'base64'))
    case 'json':
      return JSON.parse(String(value))
    default:
      return new Date(String(value))
  }
}
