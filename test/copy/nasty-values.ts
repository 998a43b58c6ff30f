import type { CopyColumn, CopyValue } from '../../src/contract/copy.js'
import type { ScalarStorage, Storage } from '../../src/contract/storage.js'
import { canonicalJson } from '../../src/engines/canonical-json.js'
import { encodeListValue } from '../../src/engines/canonical-lists.js'

/*
 * Values at the edges of what every engine holds, in canonical form.
 */

const TEXTS = [
  'plain',
  '',
  ' ',
  '   ',
  'trailing   ',
  "it's",
  '"quoted"',
  '\\',
  '\\N',
  '\\\\.',
  'NULL',
  '\t',
  'a\tb\nc\\d\re',
  '🦓🏳️‍🌈',
  'e\u0301',
  'é',
  'אב\u202eגד',
  '\ufeffmark',
  '\uffff',
  '\ufffd',
  '\u{10ffff}',
  "'; DROP TABLE x; --",
  '%_*?$1',
  '\u2028\u2029\u0085',
  '\u0001\u001f\u007f',
  'ẞß ﬀ İı',
  '-0',
  '{"a": 1}',
]
const FLOATS = [
  '0',
  '1.5',
  '-1.5',
  '0.1',
  '1.7976931348623157e+308',
  '-1.7976931348623157e+308',
  '5e-324',
  '-5e-324',
  '2.2250738585072014e-308',
  '1e+21',
  '123456789.12345679',
  '0.3333333333333333',
]
const INSTANTS = [
  '1970-01-01T00:00:00.000Z',
  '1969-12-31T23:59:59.999Z',
  '2024-02-29T12:34:56.789Z',
  '1900-03-01T00:00:00.100Z',
  '9999-12-31T23:59:59.999Z',
  '1000-01-01T00:00:00.000Z',
  '2038-01-19T03:14:08.000Z',
]
const JSONS = [
  'null',
  'true',
  '0',
  '-1.5',
  '""',
  '"🦓\\u0001\\n\\\\"',
  '{}',
  '[]',
  '[1e21, 0.1, -0, 9007199254740991, -9007199254740991, 1e-7, 1.0]',
  '{"b": 1, "aa": {"": null, "é": [[]]}, "10": 2, "9": 3}',
  // MariaDB takes 32 levels.
  `${'['.repeat(30)}1${']'.repeat(30)}`,
  `{"long": "${'x'.repeat(5_000)}"}`,
]
const BYTES = [Buffer.alloc(0), Buffer.from([0]), Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), Buffer.from("'\\\n")]

/** All of them for a column's type. */
export function nastyValues(storage: Storage): (string | Uint8Array)[] {
  switch (storage.kind) {
    case 'text':
      return storage.length === null ? TEXTS : [...TEXTS.map((text) => cut(text, storage.length as number)), '🦓'.repeat(storage.length)]
    case 'uuid':
      return ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', uuidOf(1), uuidOf(2)]
    case 'boolean':
      return ['true', 'false']
    case 'int':
      return ['0', '-1', '2147483647', '-2147483648', '42']
    case 'smallint':
      return ['0', '-1', '32767', '-32768']
    case 'bigint':
      return ['0', '9223372036854775807', '-9223372036854775808', '9007199254740993', '-1']
    case 'float':
      return FLOATS
    case 'decimal': {
      const most = `${'9'.repeat(storage.precision - storage.scale)}.${'9'.repeat(storage.scale)}`
      const least = `0.${'1'.padStart(storage.scale, '0')}`
      return ['0', '0.5', '-0.5', most, `-${most}`, least, `-${least}`, '100']
    }
    case 'timestamp':
    case 'timestamptz':
      return INSTANTS
    case 'date':
      return INSTANTS.map((instant) => instant.slice(0, 'YYYY-MM-DD'.length))
    case 'time':
      return ['00:00:00.000', '23:59:59.999', '12:34:56.700']
    case 'json':
      return JSONS.map(canonicalJson)
    case 'bytes':
      return BYTES
    case 'enum':
      return [...storage.values]
    case 'list':
      return nastyLists(storage.of)
  }
}

/** None, each value alone, all, and one many times. */
function nastyLists(of: ScalarStorage): string[] {
  const elements = nastyValues(of).map((value) => encodeListValue(of, value))
  const [first] = elements
  return [[], ...elements.map((one) => [one]), elements, [...elements].reverse(), Array(100).fill(first)].map((list) =>
    JSON.stringify(list),
  )
}

/** A value of about so many characters or bytes, of another kind than the small ones; null where the type has none. */
export function largeValue(storage: Storage, size: number): string | Uint8Array | null {
  if (storage.kind === 'bytes') return Buffer.from(Array.from({ length: size }, (_, at) => (at * 31) % 251))
  if (storage.kind === 'json') return JSON.stringify(Array.from({ length: size / 8 }, (_, at) => 1_000_000 + at))
  return storage.kind === 'text' && storage.length === null ? 'é🦓\\\n'.repeat(size / 8) : null
}

/** Ends of texts that a careless comparison takes for the same. */
const ENDINGS = ['', ' ', 'a', 'A', 'á', 'a\u0301']

/**
 * A value of its own for each number, as nasty as it can be.
 *
 * @param isLast for the greatest number but one, of which the next id is made
 */
export function uniqueValue({ storage, autoincrement }: CopyColumn, at: number, isLast = false): string {
  switch (storage.kind) {
    case 'uuid':
      return uuidOf(at)
    case 'int':
      return autoincrement ? countedValue(at, -(2n ** 31n), isLast) : String(at - 100)
    case 'bigint':
      return countedValue(at, -(2n ** 63n), isLast)
    case 'date':
      return new Date(Date.UTC(1970, 0, 1 + at * 31)).toISOString().slice(0, 'YYYY-MM-DD'.length)
    case 'time':
      return new Date((at * 2_159_999) % 86_400_000).toISOString().slice('YYYY-MM-DDT'.length, -1)
    case 'text': {
      const number = Math.floor(at / ENDINGS.length)
      const own = `#${number}${ENDINGS[at % ENDINGS.length]}`
      const text = TEXTS[number % TEXTS.length] as string
      return (storage.length === null ? text : cut(text, storage.length - own.length)) + own
    }
    default:
      throw new Error(`No unique values of the kind ${storage.kind}.`)
  }
}

/** The least number, one below zero, zero, which MySQL takes for "count up", and then as a counter does. */
function countedValue(at: number, least: bigint, isLast: boolean): string {
  if (isLast) return String(-least - 2n)
  return at === 0 ? String(least) : String(at - 2)
}

function cut(text: string, length: number): string {
  return [...text].slice(0, Math.max(0, length)).join('')
}

/** Not in the order of `at`. */
function uuidOf(at: number): string {
  const digits = ((at * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, '0')
  return `${digits}-0000-7000-8000-${at.toString(16).padStart(12, '0')}`
}

/** What a column that is not unique has in a row: each value in its turn, and null where it may be. */
export function createTurns({ storage, required }: CopyColumn): (at: number) => CopyValue {
  const values: CopyValue[] = [...(required ? [] : [null]), ...nastyValues(storage)]
  return (at) => values[at % values.length] as CopyValue
}
