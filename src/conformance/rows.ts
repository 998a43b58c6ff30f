/** Where a difference between the engines has ended up on the portable client. */
export type Place =
  /** The engines agree. */
  | 'removed'
  /** It does not compile, and is refused while a program runs. */
  | 'typed away'
  /** An error of ours, or the schema's, on every engine alike. */
  | 'refused'
  /** It is still there, and the divergences say why. */
  | 'divergent'

/** A difference that was measured between the engines behind Prisma's own adapters, and where it is now. */
export interface Row {
  readonly title: string
  readonly place: Place
}

const removed = (title: string): Row => ({ title, place: 'removed' })
const typedAway = (title: string): Row => ({ title, place: 'typed away' })
const divergent = (title: string): Row => ({ title, place: 'divergent' })
const refused = (title: string): Row => ({ title, place: 'refused' })

/**
 * Every operation that was compared, by the number that the cases bear. Some were alike from the beginning; they are kept so by
 * the same cases.
 */
export const ROWS = {
  // Text: equality, uniqueness, patterns, order.
  '1': removed('equality of texts that differ in case'),
  '2': removed('trailing spaces'),
  '3': removed('leading spaces and tabs'),
  '4': removed('accents'),
  '5': removed('composed and decomposed letters'),
  '6': removed('ß, full width, ligatures, zero-width space, the empty text'),
  '7': removed('emoji'),
  '8': removed('uniqueness of texts that look alike'),
  '9': removed('unique look-ups and upserts of texts that differ in case'),
  '10': removed('case in contains, startsWith and endsWith'),
  '11': removed('% and _ in patterns'),
  '12': removed('a backslash in patterns'),
  '13': removed('a backslash at the end of a pattern'),
  '14': removed('an empty pattern, and quotes'),
  '15': removed('texts compared by gt and lt'),
  '16': removed('order of texts'),
  '17': removed('min, max and groupBy of texts'),
  '18': removed('distinct'),
  '19': removed('order of nulls'),
  '20': removed('cursor paging over a column with nulls'),
  '21': removed('order of enums'),
  '22': removed('min and max of enums'),
  '23': removed('order of rows where none is asked, ids that count up'),
  '24': removed('order of rows where none is asked, other ids; skip and take'),
  '25': removed('order of included rows and of groups'),
  '26': removed('null, not, notIn and empty lists in filters'),
  '27': removed('192 characters in a text'),
  '28': removed('70,000 characters in a text'),
  '29': removed('a long text in an index'),
  '30': divergent('order of long texts'),
  '31': refused('U+0000'),
  '32': refused('half of a surrogate pair in a text'),
  '33': refused('half of a surrogate pair in Json'),
  '34': removed('emoji, line ends, control characters, 5 MB of text'),
  '35': removed('20 MB of text'),
  // Dates.
  '36': removed('milliseconds, offsets, order of instants'),
  '37': removed('now() and @updatedAt'),
  '38': removed('a server in another time zone, columns without a zone'),
  '39': removed('a server in another time zone, columns with a zone'),
  '40': removed('defaults of the database, and a server in another time zone'),
  '41': removed('the time zone of the process'),
  '42': removed('instants that raw SQL has written'),
  '43': removed('@db.Date and @db.Time'),
  '44': refused('years before 1000'),
  '45': refused('years after 9999'),
  // Numbers and bytes.
  '46': refused('decimals of more than 15 digits'),
  '47': removed('arithmetic on decimals'),
  '48': removed('decimals beyond their scale'),
  '49': removed('money of 15 digits'),
  '50': refused('a decimal that is no number'),
  '51': removed('averages'),
  '52': removed('types and values of sums'),
  '53': removed('a sum beyond 64 bits'),
  '54': removed('an Int out of range, written'),
  '55': removed('an Int out of range, in a filter'),
  '56': removed('limits of BigInt'),
  '57': removed('an increment beyond 64 bits'),
  '58': removed('divide on whole numbers'),
  '59': refused('divide by zero'),
  '60': removed('floats'),
  '61': refused('floats that are not finite'),
  'B.3:fraction': removed('a fraction in an Int field'),
  'B.3:bytes': removed('bytes'),
  // Json.
  J1: removed('the kinds of null'),
  J2: removed('scalars, large numbers, dates'),
  J3: removed('order of keys'),
  J4: removed('equals, keys in another order'),
  J5: removed('equals, arrays in another order'),
  J6: removed('the form of a path'),
  J7: removed('equality at a path'),
  J8: removed('text at a path'),
  J9: removed('sizes and members at a path'),
  J10: refused('depth'),
  J11: typedAway('order by Json'),
  // Writes and limits.
  W1: removed('createMany with a duplicate'),
  W2: removed('skipDuplicates'),
  W3: removed('limit of updateMany and deleteMany'),
  W4: removed('the count of rows that an update leaves as they are'),
  W5: removed('records that are missing, nested writes, quantifiers'),
  W6: removed('a race of upserts'),
  W7: removed('a race of upserts with relations, and of connectOrCreate'),
  W8: removed('a race of increments'),
  W9: removed('ids given beside ids that count up'),
  W10: divergent('ids after an insert that failed'),
  W11: removed('deleting parents and children of one table'),
  W12: removed('cascades within one table'),
  W13: removed('referential actions'),
  W14: refused('onDelete: SetDefault'),
  W15: removed('uniqueness of nulls, and of values that move'),
  W16: removed('deleting parents whose children are not indexed'),
  W17: removed('lists of 70,000 values'),
  W18: removed('long lists in counts, aggregates and ordered reads'),
  W19: removed('OR of 1,500 conditions'),
  W20: removed('include over 40,000 rows'),
  W21: removed('reserved words as names'),
  W22: removed('BigInt ids that count up'),
  W23: removed('uuids made by the database'),
  // Transactions.
  T1: removed('roll-back, and transactions within transactions'),
  T2: removed('readers beside an open transaction'),
  T3: removed('writers beside an open transaction'),
  T4: removed('an error that is caught'),
  T5: removed('queries after an error that is caught'),
  T6: removed('the default isolation'),
  T7: typedAway('weaker isolation'),
  T8: removed('ten transactions at once'),
  T9: removed('lost updates under Serializable, with retry'),
  T10: typedAway('lost updates under RepeatableRead'),
  T11: removed('deadlocks'),
  T12: removed('conflicts that appear at commit'),
  T13: removed('waiting for a lock'),
  T14: removed('a transaction that takes too long'),
  T15: removed('a query that takes too long'),
  T16: removed('other processes and clients'),
  T17: typedAway('savepoints by raw SQL'),
  // Errors.
  'B.7:target': removed('what a unique violation says of its fields'),
  'B.7:unique': removed('a unique field'),
  'B.7:primary-key': removed('the primary key'),
  'B.7:table': removed('the model'),
  'B.7:foreign-key': removed('a foreign key'),
  'B.7:null': removed('a null where none may be'),
  'B.7:raw': removed('errors of raw SQL'),
  'B.7:range': removed('a value too long or out of range'),
  'B.7:unreachable': removed('a server that cannot be reached'),
  'B.7:access': removed('a wrong password, an unknown database'),
  'B.7:authentication': removed("MySQL's default authentication"),
  // Raw SQL.
  'B.8:template': removed('templates and their parameters, marked for each engine'),
  'B.8:untyped': typedAway('a parameter without a type'),
  'B.8:placeholder': typedAway('placeholders'),
  'B.8:quotes': typedAway('quoted names'),
  'B.8:concatenation': typedAway('||'),
  'B.8:boolean': typedAway('booleans as raw SQL reads them'),
  'B.8:aggregates': typedAway('types of sums and averages'),
  'B.8:invalid': removed('values that do not fit their type'),
  // Names and keys.
  'B.9:identifier': refused('names of more than 63 bytes'),
  'B.9:map': refused('@@map of more than 63 bytes'),
  'B.9:tables': refused('tables whose names differ in case alone'),
  'B.9:columns': refused('columns whose names differ in case alone'),
  'B.9:index-name': refused('an index name used twice'),
  'B.9:index-length': refused('an index over a long text'),
  'B.9:key-length': removed('a key of several long texts'),
  'B.9:index-unbounded': refused('an index over text without a limit, or Json'),
  'B.9:row-size': removed('a hundred texts in one model'),
  // What no engine but PostgreSQL offers.
  'E:insensitive': divergent("mode: 'insensitive'"),
  'E:returning': removed('createManyAndReturn and updateManyAndReturn'),
  'E:lists': removed('lists of values: what is written and read'),
  'E:list-filters': removed('lists of values: has, hasSome, hasEvery, isEmpty, equals'),
} as const satisfies Record<string, Row>

export type RowNumber = keyof typeof ROWS
