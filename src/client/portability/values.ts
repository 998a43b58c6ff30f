import type { Capabilities } from '../../contract/capabilities.js'
import type { Facts, FieldFacts } from '../../contract/facts.js'
import { isObject, listOf } from './args.js'
import { createJsonFilters } from './json-filters.js'
import { checkJson, checkWritten } from './json-values.js'
import { limitValue } from './limits.js'
import { createListRules } from './lists.js'
import { createNumberRules } from './numbers.js'
import type { Rules } from './rewrite.js'
import type { Runtime } from './runtime.js'

const PATTERNS: ReadonlySet<string> = new Set(['contains', 'startsWith', 'endsWith'])
const CANONICAL_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i
/** What Prisma takes for an instant, and JavaScript does not; so it takes a minus sign in the place of a hyphen. */
const LEAP_SECOND = /:60(?:\.\d+)?(?:Z|[-+\u2212]\d\d:\d\d)$/i
/** The years that every engine stores and reads back. */
const YEARS = [1000, 9999] as const
/** Milliseconds. */
const DAY = 86_400_000

/** Makes values mean on every engine what they mean on PostgreSQL, or refuses them as it does. */
export function createRules(
  runtime: Runtime,
  { jsonFilters: native, scalarLists }: Pick<Capabilities, 'jsonFilters' | 'scalarLists'>,
  facts: Facts,
): Rules {
  const models = new Map(Object.entries(facts).flatMap(([model, { fields }]) => Object.values(fields).map((field) => [field, model])))
  const refuse = (field: FieldFacts, code: string, message: string, name: string): never => {
    throw runtime.createError(code, `${message} (field \`${name}\`)`, { modelName: models.get(field), target: [name] })
  }

  const checkDocument = (field: FieldFacts, value: unknown, name: string): void =>
    checkJson(value, name, (message) => refuse(field, 'P2007', `Invalid input value: ${message}`, name))

  const filterJson = createJsonFilters({ native, readNull: runtime.readJsonNull, check: checkDocument })

  const numbers = createNumberRules(runtime, refuse)

  /** A value of a field that stands for itself, whatever is done with it. */
  const check = (field: FieldFacts, value: unknown, name: string): unknown => {
    switch (typeof value) {
      case 'string':
        if (!value.isWellFormed()) refuse(field, 'P2007', 'Invalid input value: a text cannot hold half of a surrogate pair', name)
        if (value.includes('\0')) refuse(field, 'P2007', 'Invalid input value: a text cannot hold the character U+0000', name)
        if (isInstant(field)) checkInstant(field, value, name)
        if (isPart(field)) return readPart(field, value, name)
        return field.storage.kind === 'uuid' ? readUuid(field, value, name) : value
      case 'bigint':
      case 'number':
        return numbers.check(field, value, name)
      case 'object':
        if (value instanceof Date) {
          if (isPart(field)) return cutInstant(field, value, name)
          checkYear(field, value, name)
        }
        return Array.isArray(value) ? checkAll(field, value, name) : value
      default:
        return value
    }
  }

  const checkAll = (field: FieldFacts, given: readonly unknown[], name: string): readonly unknown[] => {
    // A list of an enum's values is as long as the enum, at most.
    const values = field.storage.kind === 'enum' ? [...new Set(given)] : given
    if (values.length < given.length) return values
    const checked = values.map((value) => check(field, value, name))
    return checked.some((value, index) => value !== values[index]) ? checked : values
  }

  const readUuid = (field: FieldFacts, text: string, name: string): string => {
    if (CANONICAL_UUID.test(text)) return text
    if (!UUID.test(text)) refuse(field, 'P2007', `Invalid input value: invalid input syntax for type uuid: "${text.slice(0, 50)}"`, name)
    const digits = text.toLowerCase().replaceAll('-', '')
    return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-')
  }

  const readPart = (field: FieldFacts, text: string, name: string): unknown => {
    const date = new Date(text)
    // Prisma says what is wrong with it.
    return Number.isNaN(date.getTime()) ? text : cutInstant(field, date, name)
  }

  /** PostgreSQL and MySQL cut off what the column does not hold; SQLite holds all. */
  const cutInstant = (field: FieldFacts, date: Date, name: string): Date => {
    if (field.storage.kind === 'date') checkYear(field, date, name)
    const time = ((date.getTime() % DAY) + DAY) % DAY
    return new Date(field.storage.kind === 'date' ? date.getTime() - time : time)
  }

  const checkInstant = (field: FieldFacts, text: string, name: string): void => {
    if (LEAP_SECOND.test(text)) refuse(field, 'P2007', `Invalid input value: "${text}" is a leap second, which no engine stores`, name)
    checkYear(field, new Date(text.replace('\u2212', '-')), name)
  }

  const checkYear = (field: FieldFacts, date: Date, name: string): void => {
    const year = date.getUTCFullYear()
    if (year >= YEARS[0] && year <= YEARS[1]) return
    if (!Number.isNaN(year))
      refuse(field, 'P2020', `Value out of range for the type: the year ${year}, outside of ${YEARS.join(' to ')}`, name)
  }

  const rules: Omit<Rules, 'lists'> = {
    compared(field, word, value, name) {
      if (field.storage.kind === 'json') return isObject(value) ? filterJson(field, value, name) : value
      if (field.storage.kind === 'decimal') for (const one of listOf(value)) numbers.checkDigits(field, one, name)
      if (!PATTERNS.has(word)) return check(field, value, name)
      const text = check(field, value, name)
      return typeof text === 'string' ? text.replace(/[\\%_]/g, '\\$&') : text
    },
    written(field, word, value, name) {
      if (field.storage.kind === 'json') {
        checkDocument(field, value, name)
        checkWritten(value, name)
        return value
      }
      const checked = check(field, value, name)
      if (field.storage.kind === 'decimal' && word !== 'set') numbers.checkDigits(field, checked, name)
      const rounds = field.storage.kind === 'decimal' && word === 'set' && checked !== null && checked !== undefined
      if (rounds) numbers.checkFinite(field, checked, name)
      const stored = rounds ? runtime.roundDecimal(checked, field.storage.scale) : checked
      return limitValue(field, word, stored, (code, message) => refuse(field, code, message, name))
    },
  }
  const isJson = ({ storage }: FieldFacts) => storage.kind === 'json'
  const lists = createListRules({
    native: scalarLists,
    runtime,
    compared: (field, value, name) => (isJson(field) ? readJson(field, value, name) : rules.compared(field, 'equals', value, name)),
    written: (field, value, name) => rules.written(field, 'set', value, name),
  })
  return { ...rules, lists }

  /** A document that another is compared with as a whole. */
  function readJson(field: FieldFacts, value: unknown, name: string): unknown {
    checkDocument(field, value, name)
    return value
  }
}

/** A day, or a time of day. */
function isPart({ storage }: FieldFacts): boolean {
  return storage.kind === 'date' || storage.kind === 'time'
}

function isInstant({ storage }: FieldFacts): boolean {
  return storage.kind === 'timestamp' || storage.kind === 'timestamptz'
}
