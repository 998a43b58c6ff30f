/** A canonical model's lines, and for each engine the rendered ones followed by the notes. */
export interface Golden {
  /** The row of table C in the reference on how engines differ. */
  readonly row: string
  readonly lines: readonly string[]
  readonly postgresql: readonly [string, ...string[]]
  readonly mysql: readonly [string, ...string[]]
  readonly sqlite: readonly [string, ...string[]]
}

/** The enum that the cases use. */
export const SIZE = 'enum Size {\n  large\n  small @map("tiny")\n}\n'

const LONG = 'a'.repeat(60)
/** As Prisma has it on PostgreSQL. */
const CUT = `M_${'a'.repeat(57)}_key`

export const GOLDEN: readonly Golden[] = [
  {
    row: 'C.1 `String` (not indexed)',
    lines: ['a String'],
    postgresql: ['a String'],
    mysql: ['a String @db.LongText', "M.a: String becomes @db.LongText: MySQL's plain String ends at 191 characters and its TEXT at 64 KB"],
    sqlite: ['a String'],
  },
  {
    row: 'C.1 `String` (not indexed), optional',
    lines: ['a String?'],
    postgresql: ['a String?'],
    mysql: [
      'a String? @db.LongText',
      "M.a: String? becomes @db.LongText: MySQL's plain String ends at 191 characters and its TEXT at 64 KB",
    ],
    sqlite: ['a String?'],
  },
  {
    row: 'C.1 `String` unique',
    lines: ['a String @unique'],
    postgresql: [
      'a String @unique @db.VarChar(191)',
      'M.a: String becomes @db.VarChar(191): MySQL indexes only text with a length, so every engine gets the same one',
    ],
    mysql: ['a String @unique @db.VarChar(191)', 'M.a: String becomes @db.VarChar(191): MySQL indexes only text with a length'],
    sqlite: ['a String @unique', 'M.a: String becomes TEXT: SQLite ignores lengths; a check holds it to 191 characters'],
  },
  {
    row: 'C.1 `String` indexed',
    lines: ['a String', '@@index([a])'],
    postgresql: [
      'a String @db.VarChar(191); @@index([a])',
      'M.a: String becomes @db.VarChar(191): MySQL indexes only text with a length, so every engine gets the same one',
    ],
    mysql: ['a String @db.VarChar(191); @@index([a])', 'M.a: String becomes @db.VarChar(191): MySQL indexes only text with a length'],
    sqlite: ['a String; @@index([a])', 'M.a: String becomes TEXT: SQLite ignores lengths; a check holds it to 191 characters'],
  },
  {
    row: 'C.1 `@db.VarChar(n)`',
    lines: ['a String @db.VarChar(20)'],
    postgresql: ['a String @db.VarChar(20)'],
    mysql: ['a String @db.VarChar(20)'],
    sqlite: ['a String', 'M.a: @db.VarChar(20) becomes TEXT: SQLite ignores lengths; a check holds it to 20 characters'],
  },
  {
    row: 'C.1 `@db.VarChar(n)` indexed',
    lines: ['a String @unique @db.VarChar(500)'],
    postgresql: ['a String @unique @db.VarChar(500)'],
    mysql: ['a String @unique @db.VarChar(500)'],
    sqlite: ['a String @unique', 'M.a: @db.VarChar(500) becomes TEXT: SQLite ignores lengths; a check holds it to 500 characters'],
  },
  {
    row: 'C.1 `@db.VarChar` without n',
    lines: ['a String @db.VarChar'],
    postgresql: ['a String @db.Text', 'M.a: @db.VarChar becomes @db.Text: a VarChar without a length is text'],
    mysql: [
      'a String @db.LongText',
      "M.a: @db.VarChar becomes @db.LongText: MySQL's plain String ends at 191 characters and its TEXT at 64 KB",
    ],
    sqlite: ['a String', 'M.a: @db.VarChar becomes TEXT: SQLite has one text type'],
  },
  {
    row: 'C.1 `@db.Text`',
    lines: ['a String @db.Text'],
    postgresql: ['a String @db.Text'],
    mysql: [
      'a String @db.LongText',
      "M.a: @db.Text becomes @db.LongText: MySQL's plain String ends at 191 characters and its TEXT at 64 KB",
    ],
    sqlite: ['a String', 'M.a: @db.Text becomes TEXT: SQLite has one text type'],
  },
  {
    row: 'C.1 `@db.Uuid`',
    lines: ['a String @db.Uuid'],
    postgresql: ['a String @db.Uuid'],
    mysql: ['a String @db.Char(36)', 'M.a: @db.Uuid becomes @db.Char(36): MySQL has no uuid type'],
    sqlite: ['a String', 'M.a: @db.Uuid becomes TEXT: SQLite has no uuid type'],
  },
  {
    row: 'C.1 `Int`',
    lines: ['a Int'],
    postgresql: ['a Int'],
    mysql: ['a Int'],
    sqlite: ['a Int'],
  },
  {
    row: 'C.1 `@db.Integer`',
    lines: ['a Int @db.Integer'],
    postgresql: ['a Int @db.Integer'],
    mysql: ['a Int', 'M.a: @db.Integer becomes INTEGER: it is what Int already is'],
    sqlite: ['a Int', 'M.a: @db.Integer becomes INTEGER: SQLite has no 32-bit type; a check holds the range'],
  },
  {
    row: 'C.1 `@db.SmallInt`',
    lines: ['a Int @db.SmallInt'],
    postgresql: ['a Int @db.SmallInt'],
    mysql: ['a Int @db.SmallInt'],
    sqlite: ['a Int', 'M.a: @db.SmallInt becomes INTEGER: SQLite has no 16-bit type; a check holds the range'],
  },
  {
    row: 'C.1 `BigInt`',
    lines: ['a BigInt'],
    postgresql: ['a BigInt'],
    mysql: ['a BigInt'],
    sqlite: ['a BigInt'],
  },
  {
    row: 'C.1 `@db.BigInt`',
    lines: ['a BigInt @db.BigInt'],
    postgresql: ['a BigInt @db.BigInt'],
    mysql: ['a BigInt', 'M.a: @db.BigInt becomes BIGINT: it is what BigInt already is'],
    sqlite: ['a BigInt', 'M.a: @db.BigInt becomes BIGINT: a check holds it to integers'],
  },
  {
    row: 'C.1 `Float`',
    lines: ['a Float'],
    postgresql: ['a Float'],
    mysql: ['a Float'],
    sqlite: ['a Float'],
  },
  {
    row: 'C.1 `@db.DoublePrecision`',
    lines: ['a Float @db.DoublePrecision'],
    postgresql: ['a Float @db.DoublePrecision'],
    mysql: ['a Float', 'M.a: @db.DoublePrecision becomes DOUBLE: its 64-bit number is called so'],
    sqlite: ['a Float', 'M.a: @db.DoublePrecision becomes REAL: SQLite calls its 64-bit number so'],
  },
  {
    row: 'C.1 `@db.Decimal(p,s)`',
    lines: ['a Decimal @db.Decimal(12, 2)'],
    postgresql: ['a Decimal @db.Decimal(12, 2)'],
    mysql: ['a Decimal @db.Decimal(12, 2)'],
    sqlite: [
      'a Decimal',
      'M.a: @db.Decimal(12, 2) becomes DECIMAL: SQLite keeps a double; a check holds it to 10 digits before the point, a trigger rounds to 2 after it',
    ],
  },
  {
    row: 'C.1 `@db.Decimal(15,15)`',
    lines: ['a Decimal @db.Decimal(15, 15)'],
    postgresql: ['a Decimal @db.Decimal(15, 15)'],
    mysql: ['a Decimal @db.Decimal(15, 15)'],
    sqlite: [
      'a Decimal',
      'M.a: @db.Decimal(15, 15) becomes DECIMAL: SQLite keeps a double; a check holds it to 0 digits before the point, a trigger rounds to 15 after it',
    ],
  },
  {
    row: 'C.1 `DateTime`',
    lines: ['a DateTime'],
    postgresql: ['a DateTime'],
    mysql: ['a DateTime'],
    sqlite: ['a DateTime'],
  },
  {
    row: 'C.1 `@db.Timestamp(3)`',
    lines: ['a DateTime @db.Timestamp(3)'],
    postgresql: ['a DateTime @db.Timestamp(3)'],
    mysql: ['a DateTime', "M.a: @db.Timestamp(3) becomes DATETIME(3): MySQL's TIMESTAMP ends in 2038 and shifts with the session's zone"],
    sqlite: ['a DateTime', 'M.a: @db.Timestamp(3) becomes DATETIME: SQLite keeps ISO 8601 text in UTC'],
  },
  {
    row: 'C.1 `@db.Timestamptz(3)`',
    lines: ['a DateTime @db.Timestamptz(3)'],
    postgresql: ['a DateTime @db.Timestamptz(3)'],
    mysql: [
      'a DateTime @db.DateTime(3)',
      'M.a: @db.Timestamptz(3) becomes @db.DateTime(3): MySQL has no type with a zone; every session is in UTC',
    ],
    sqlite: ['a DateTime', 'M.a: @db.Timestamptz(3) becomes DATETIME: SQLite keeps ISO 8601 text in UTC'],
  },
  {
    row: 'C.1 `Json`',
    lines: ['a Json'],
    postgresql: ['a Json'],
    mysql: ['a Json'],
    sqlite: ['a Json'],
  },
  {
    row: 'C.1 `@db.JsonB`',
    lines: ['a Json @db.JsonB'],
    postgresql: ['a Json @db.JsonB'],
    mysql: ['a Json', 'M.a: @db.JsonB becomes JSON: MySQL has one Json type'],
    sqlite: ['a Json', 'M.a: @db.JsonB becomes JSONB: SQLite keeps text; a check holds it to valid JSON'],
  },
  {
    row: 'C.1 `Bytes`',
    lines: ['a Bytes'],
    postgresql: ['a Bytes'],
    mysql: ['a Bytes'],
    sqlite: ['a Bytes'],
  },
  {
    row: 'C.1 `@db.ByteA`',
    lines: ['a Bytes @db.ByteA'],
    postgresql: ['a Bytes @db.ByteA'],
    mysql: ['a Bytes', 'M.a: @db.ByteA becomes LONGBLOB: MySQL calls it so'],
    sqlite: ['a Bytes', 'M.a: @db.ByteA becomes BLOB: SQLite calls it so'],
  },
  {
    row: 'C.1 `Boolean`',
    lines: ['a Boolean'],
    postgresql: ['a Boolean'],
    mysql: ['a Boolean'],
    sqlite: ['a Boolean'],
  },
  {
    row: 'C.1 enum, enum `@map`',
    lines: ['a Size'],
    postgresql: ['a Size'],
    mysql: ['a Size'],
    sqlite: ['a Size'],
  },
  {
    row: 'C.2 `@default(uuid())`',
    lines: ['a String @default(uuid())'],
    postgresql: ['a String @default(uuid())'],
    mysql: [
      'a String @default(uuid()) @db.LongText',
      "M.a: String becomes @db.LongText: MySQL's plain String ends at 191 characters and its TEXT at 64 KB",
    ],
    sqlite: ['a String @default(uuid())'],
  },
  {
    row: 'C.2 `@default(uuid(7))`',
    lines: ['a String @default(uuid(7)) @db.Uuid'],
    postgresql: ['a String @default(uuid(7)) @db.Uuid'],
    mysql: ['a String @default(uuid(7)) @db.Char(36)', 'M.a: @db.Uuid becomes @db.Char(36): MySQL has no uuid type'],
    sqlite: ['a String @default(uuid(7))', 'M.a: @db.Uuid becomes TEXT: SQLite has no uuid type'],
  },
  {
    row: 'C.2 `@default(cuid())`',
    lines: ['a String @default(cuid())'],
    postgresql: ['a String @default(cuid())'],
    mysql: [
      'a String @default(cuid()) @db.LongText',
      "M.a: String becomes @db.LongText: MySQL's plain String ends at 191 characters and its TEXT at 64 KB",
    ],
    sqlite: ['a String @default(cuid())'],
  },
  {
    row: 'C.2 `@default(cuid(2))`',
    lines: ['a String @default(cuid(2))'],
    postgresql: ['a String @default(cuid(2))'],
    mysql: [
      'a String @default(cuid(2)) @db.LongText',
      "M.a: String becomes @db.LongText: MySQL's plain String ends at 191 characters and its TEXT at 64 KB",
    ],
    sqlite: ['a String @default(cuid(2))'],
  },
  {
    row: 'C.2 `@default(ulid())`',
    lines: ['a String @default(ulid())'],
    postgresql: ['a String @default(ulid())'],
    mysql: [
      'a String @default(ulid()) @db.LongText',
      "M.a: String becomes @db.LongText: MySQL's plain String ends at 191 characters and its TEXT at 64 KB",
    ],
    sqlite: ['a String @default(ulid())'],
  },
  {
    row: 'C.2 `@default(nanoid())`',
    lines: ['a String @default(nanoid(10))'],
    postgresql: ['a String @default(nanoid(10))'],
    mysql: [
      'a String @default(nanoid(10)) @db.LongText',
      "M.a: String becomes @db.LongText: MySQL's plain String ends at 191 characters and its TEXT at 64 KB",
    ],
    sqlite: ['a String @default(nanoid(10))'],
  },
  {
    row: 'C.2 `@default(now())`',
    lines: ['a DateTime @default(now())'],
    postgresql: ['a DateTime @default(now())'],
    mysql: ['a DateTime @default(now())'],
    sqlite: ['a DateTime @default(now())'],
  },
  {
    row: 'C.2 `@updatedAt`',
    lines: ['a DateTime @updatedAt'],
    postgresql: ['a DateTime @updatedAt'],
    mysql: ['a DateTime @updatedAt'],
    sqlite: ['a DateTime @updatedAt'],
  },
  {
    row: 'C.2 `Json @default("{}")`',
    lines: ['a Json @default("{}")'],
    postgresql: ['a Json @default("{}")'],
    mysql: ['a Json @default("{}")'],
    sqlite: ['a Json @default("{}")'],
  },
  {
    row: 'C.2 default on LongText',
    lines: ['a String @default("x")'],
    postgresql: ['a String @default("x")'],
    mysql: [
      'a String @default("x") @db.LongText',
      "M.a: String becomes @db.LongText: MySQL's plain String ends at 191 characters and its TEXT at 64 KB",
    ],
    sqlite: ['a String @default("x")'],
  },
  {
    row: 'C.2 `@@index(sort: Desc)`',
    lines: ['a Int', '@@index([a(sort: Desc)])'],
    postgresql: ['a Int; @@index([a(sort: Desc)])'],
    mysql: ['a Int; @@index([a(sort: Desc)])'],
    sqlite: ['a Int; @@index([a(sort: Desc)])'],
  },
  {
    row: 'C.2 `@map`',
    lines: ['a Int @map("b")'],
    postgresql: ['a Int @map("b")'],
    mysql: ['a Int @map("b")'],
    sqlite: ['a Int @map("b")'],
  },
  {
    row: 'C.2 literal defaults',
    lines: [
      'a Boolean @default(true)',
      'b Float @default(-1.5)',
      'c BigInt @default(9007199254740993)',
      'd Size @default(small)',
      'e Decimal @default(12.34) @db.Decimal(12, 2)',
    ],
    postgresql: [
      'a Boolean @default(true); b Float @default(-1.5); c BigInt @default(9007199254740993); d Size @default(small); e Decimal @default(12.34) @db.Decimal(12, 2)',
    ],
    mysql: [
      'a Boolean @default(true); b Float @default(-1.5); c BigInt @default(9007199254740993); d Size @default(small); e Decimal @default(12.34) @db.Decimal(12, 2)',
    ],
    sqlite: [
      'a Boolean @default(true); b Float @default(-1.5); c BigInt @default(9007199254740993); d Size @default(small); e Decimal @default(12.34)',
      'M.e: @db.Decimal(12, 2) becomes DECIMAL: SQLite keeps a double; a check holds it to 10 digits before the point, a trigger rounds to 2 after it',
    ],
  },
  {
    row: 'C.2 keys with a name and a map',
    lines: ['a Int', 'b Int', '@@unique([a, b], name: "pair", map: "m_pair_key")', '@@index(fields: [b], map: "m_b_idx")'],
    postgresql: ['a Int; b Int; @@unique([a, b], name: "pair", map: "m_pair_key"); @@index(fields: [b], map: "m_b_idx")'],
    mysql: ['a Int; b Int; @@unique([a, b], name: "pair", map: "m_pair_key"); @@index(fields: [b], map: "m_b_idx")'],
    sqlite: ['a Int; b Int; @@unique([a, b], name: "pair", map: "m_pair_key"); @@index(fields: [b], map: "m_b_idx")'],
  },
  {
    row: 'C.2 unchanged: a unique that descends',
    lines: ['a Int @unique(sort: Desc, map: "m_a_key")'],
    postgresql: ['a Int @unique(sort: Desc, map: "m_a_key")'],
    mysql: ['a Int @unique(sort: Desc, map: "m_a_key")'],
    sqlite: ['a Int @unique(sort: Desc, map: "m_a_key")'],
  },
  {
    row: 'C.1 `String[]`',
    lines: ['a String[]'],
    postgresql: ['a String[]'],
    mysql: ['a Json?', 'M.a: String[] becomes Json?: MySQL has no lists; the portable client reads and writes one all the same'],
    sqlite: ['a Json?', 'M.a: String[] becomes Json?: SQLite has no lists; the portable client reads and writes one all the same'],
  },
  {
    row: 'C.1 `Int[]` with a native type and a default',
    lines: ['a Int[] @db.SmallInt @default([1, -2])'],
    postgresql: ['a Int[] @default([1, -2]) @db.SmallInt'],
    mysql: [
      'a Json? @default("[1,-2]")',
      'M.a: @db.SmallInt becomes Json?: MySQL has no lists; the portable client reads and writes one all the same',
    ],
    sqlite: [
      'a Json? @default("[1,-2]")',
      'M.a: @db.SmallInt becomes Json?: SQLite has no lists; the portable client reads and writes one all the same',
    ],
  },
  {
    row: 'C.1 `Enum[]`',
    lines: ['a Size[] @default([small])'],
    postgresql: ['a Size[] @default([small])'],
    mysql: [
      'a Json? @default("[\\"tiny\\"]")',
      'M.a: Size[] becomes Json?: MySQL has no lists; the portable client reads and writes one all the same',
    ],
    sqlite: [
      'a Json? @default("[\\"tiny\\"]")',
      'M.a: Size[] becomes Json?: SQLite has no lists; the portable client reads and writes one all the same',
    ],
  },
  {
    row: 'C.1 `@db.Date`',
    lines: ['a DateTime @db.Date'],
    postgresql: ['a DateTime @db.Date'],
    mysql: ['a DateTime @db.Date'],
    sqlite: ['a DateTime', 'M.a: @db.Date becomes DATETIME: SQLite has no dates; a check holds it to midnight'],
  },
  {
    row: 'C.1 `@db.Time`',
    lines: ['a DateTime @db.Time(6)'],
    postgresql: ['a DateTime @db.Time(3)', 'M.a: @db.Time(6) becomes @db.Time(3): a JavaScript Date holds milliseconds'],
    mysql: ['a DateTime @db.Time(3)', 'M.a: @db.Time(6) becomes @db.Time(3): a JavaScript Date holds milliseconds'],
    sqlite: ['a DateTime', 'M.a: @db.Time(6) becomes DATETIME: SQLite has no times of day; a check holds it to the first day of 1970'],
  },
  {
    row: 'C.1 `@db.Json`',
    lines: ['a Json @db.Json'],
    postgresql: ['a Json @db.JsonB', 'M.a: @db.Json becomes @db.JsonB: PostgreSQL alone would keep the order of keys'],
    mysql: [
      'a Json',
      'M.a: @db.Json becomes @db.JsonB: PostgreSQL alone would keep the order of keys',
      'M.a: @db.JsonB becomes JSON: MySQL has one Json type',
    ],
    sqlite: [
      'a Json',
      'M.a: @db.Json becomes @db.JsonB: PostgreSQL alone would keep the order of keys',
      'M.a: @db.JsonB becomes JSONB: SQLite keeps text; a check holds it to valid JSON',
    ],
  },
  {
    row: 'a native type of PostgreSQL that needs no writing',
    lines: ['a Boolean @db.Boolean'],
    postgresql: ['a Boolean @db.Boolean'],
    mysql: ['a Boolean', 'M.a: @db.Boolean becomes BOOLEAN: it is what Boolean already is'],
    sqlite: ['a Boolean', 'M.a: @db.Boolean becomes BOOLEAN: it is what Boolean already is'],
  },
  {
    row: 'C.1 `@db.Text` in an index',
    lines: ['a String @unique @db.Text'],
    postgresql: [
      'a String @unique @db.VarChar(191)',
      'M.a: @db.Text becomes @db.VarChar(191): MySQL indexes only text with a length, so every engine gets the same one',
    ],
    mysql: ['a String @unique @db.VarChar(191)', 'M.a: @db.Text becomes @db.VarChar(191): MySQL indexes only text with a length'],
    sqlite: ['a String @unique', 'M.a: @db.Text becomes TEXT: SQLite ignores lengths; a check holds it to 191 characters'],
  },
  {
    row: 'C.1 `@db.VarChar` without n in an index',
    lines: ['a String @unique @db.VarChar'],
    postgresql: [
      'a String @unique @db.VarChar(191)',
      'M.a: @db.VarChar becomes @db.VarChar(191): MySQL indexes only text with a length, so every engine gets the same one',
    ],
    mysql: ['a String @unique @db.VarChar(191)', 'M.a: @db.VarChar becomes @db.VarChar(191): MySQL indexes only text with a length'],
    sqlite: ['a String @unique', 'M.a: @db.VarChar becomes TEXT: SQLite ignores lengths; a check holds it to 191 characters'],
  },
  {
    row: 'C.1 precision > 3',
    lines: ['a DateTime @db.Timestamp(6)'],
    postgresql: ['a DateTime @db.Timestamp(3)', 'M.a: @db.Timestamp(6) becomes @db.Timestamp(3): a JavaScript Date holds milliseconds'],
    mysql: [
      'a DateTime',
      'M.a: @db.Timestamp(6) becomes @db.Timestamp(3): a JavaScript Date holds milliseconds',
      "M.a: @db.Timestamp(3) becomes DATETIME(3): MySQL's TIMESTAMP ends in 2038 and shifts with the session's zone",
    ],
    sqlite: [
      'a DateTime',
      'M.a: @db.Timestamp(6) becomes @db.Timestamp(3): a JavaScript Date holds milliseconds',
      'M.a: @db.Timestamp(3) becomes DATETIME: SQLite keeps ISO 8601 text in UTC',
    ],
  },
  {
    row: 'C.1 precision not written',
    lines: ['a DateTime @db.Timestamptz'],
    postgresql: ['a DateTime @db.Timestamptz(3)', 'M.a: @db.Timestamptz becomes @db.Timestamptz(3): a JavaScript Date holds milliseconds'],
    mysql: [
      'a DateTime @db.DateTime(3)',
      'M.a: @db.Timestamptz becomes @db.Timestamptz(3): a JavaScript Date holds milliseconds',
      'M.a: @db.Timestamptz(3) becomes @db.DateTime(3): MySQL has no type with a zone; every session is in UTC',
    ],
    sqlite: [
      'a DateTime',
      'M.a: @db.Timestamptz becomes @db.Timestamptz(3): a JavaScript Date holds milliseconds',
      'M.a: @db.Timestamptz(3) becomes DATETIME: SQLite keeps ISO 8601 text in UTC',
    ],
  },
  {
    row: 'C.2 `dbgenerated("gen_random_uuid()")`',
    lines: ['a String @default(dbgenerated("gen_random_uuid()")) @db.Uuid'],
    postgresql: [
      'a String @default(uuid()) @db.Uuid',
      'M.a: @default(dbgenerated("gen_random_uuid()")) becomes @default(uuid()): it is the same on every engine',
    ],
    mysql: [
      'a String @default(uuid()) @db.Char(36)',
      'M.a: @default(dbgenerated("gen_random_uuid()")) becomes @default(uuid()): it is the same on every engine',
      'M.a: @db.Uuid becomes @db.Char(36): MySQL has no uuid type',
    ],
    sqlite: [
      'a String @default(uuid())',
      'M.a: @default(dbgenerated("gen_random_uuid()")) becomes @default(uuid()): it is the same on every engine',
      'M.a: @db.Uuid becomes TEXT: SQLite has no uuid type',
    ],
  },
  {
    row: 'C.2 `@@index(type: Gin)`, `ops:`',
    lines: ['a Json', '@@index([a(ops: JsonbPathOps)], type: Gin)'],
    postgresql: ['a Json; @@index([a(ops: JsonbPathOps)], type: Gin)'],
    mysql: ['a Json', 'M: @@index([a(ops: JsonbPathOps)], type: Gin) becomes no index: PostgreSQL alone has such an index'],
    sqlite: ['a Json', 'M: @@index([a(ops: JsonbPathOps)], type: Gin) becomes no index: PostgreSQL alone has such an index'],
  },
  {
    row: 'C.2 `@@index(type: Hash)`',
    lines: ['a Int', '@@index([a], type: Hash)'],
    postgresql: ['a Int; @@index([a], type: Hash)'],
    mysql: ['a Int; @@index([a])', 'M: @@index([a], type: Hash) becomes @@index([a]): PostgreSQL alone has such an index'],
    sqlite: ['a Int; @@index([a])', 'M: @@index([a], type: Hash) becomes @@index([a]): PostgreSQL alone has such an index'],
  },
  {
    row: 'C.2 `ops: raw()`',
    lines: ['a Int', '@@index([a(ops: raw("int4_ops"))])'],
    postgresql: ['a Int; @@index([a(ops: raw("int4_ops"))])'],
    mysql: ['a Int; @@index([a])', 'M: @@index([a(ops: raw("int4_ops"))]) becomes @@index([a]): PostgreSQL alone has such an index'],
    sqlite: ['a Int; @@index([a])', 'M: @@index([a(ops: raw("int4_ops"))]) becomes @@index([a]): PostgreSQL alone has such an index'],
  },
  {
    row: 'an index with a name of Prisma 1',
    lines: ['a Int', '@@index([a], name: "x")'],
    postgresql: ['a Int; @@index([a], map: "x")'],
    mysql: ['a Int; @@index([a], map: "x")'],
    sqlite: ['a Int; @@index([a], map: "x")'],
  },
  {
    row: 'C.2 `Bytes @default`',
    lines: ['a Bytes @default("AAEC")'],
    postgresql: ['a Bytes @default("AAEC")'],
    mysql: ['a Bytes @default("AAEC")'],
    sqlite: ['a Bytes @default("AAEC")'],
  },
  {
    row: 'C.2 a literal instant',
    lines: ['a DateTime @default("2024-01-01T00:00:00Z")', 'b DateTime @default("2024-01-01T05:00:00.1239+05:00")'],
    postgresql: [
      'a DateTime @default("2024-01-01T00:00:00Z"); b DateTime @default("2024-01-01T00:00:00.123Z")',
      'M.b: @default("2024-01-01T05:00:00.1239+05:00") becomes @default("2024-01-01T00:00:00.123Z"): every engine keeps milliseconds in UTC',
    ],
    mysql: [
      'a DateTime @default("2024-01-01T00:00:00Z"); b DateTime @default("2024-01-01T00:00:00.123Z")',
      'M.b: @default("2024-01-01T05:00:00.1239+05:00") becomes @default("2024-01-01T00:00:00.123Z"): every engine keeps milliseconds in UTC',
    ],
    sqlite: [
      'a DateTime @default("2024-01-01T00:00:00Z"); b DateTime @default("2024-01-01T00:00:00.123Z")',
      'M.b: @default("2024-01-01T05:00:00.1239+05:00") becomes @default("2024-01-01T00:00:00.123Z"): every engine keeps milliseconds in UTC',
    ],
  },
  {
    row: 'C.1 `@db.Char(n)`',
    lines: ['a String @db.Char(10)', 'b String? @db.Char'],
    postgresql: [
      'a String @db.VarChar(10); b String? @db.VarChar(1)',
      'M.a: @db.Char(10) becomes @db.VarChar(10): PostgreSQL would pad it with spaces on reading, and MySQL cut them off',
      'M.b: @db.Char becomes @db.VarChar(1): PostgreSQL would pad it with spaces on reading, and MySQL cut them off',
    ],
    mysql: [
      'a String @db.VarChar(10); b String? @db.VarChar(1)',
      'M.a: @db.Char(10) becomes @db.VarChar(10): PostgreSQL would pad it with spaces on reading, and MySQL cut them off',
      'M.b: @db.Char becomes @db.VarChar(1): PostgreSQL would pad it with spaces on reading, and MySQL cut them off',
    ],
    sqlite: [
      'a String; b String?',
      'M.a: @db.Char(10) becomes @db.VarChar(10): PostgreSQL would pad it with spaces on reading, and MySQL cut them off',
      'M.b: @db.Char becomes @db.VarChar(1): PostgreSQL would pad it with spaces on reading, and MySQL cut them off',
      'M.a: @db.VarChar(10) becomes TEXT: SQLite ignores lengths; a check holds it to 10 characters',
      'M.b: @db.VarChar(1) becomes TEXT: SQLite ignores lengths; a check holds it to 1 characters',
    ],
  },
  {
    row: 'C.1 `@db.Inet`, `@db.Cidr`',
    lines: ['a String @db.Inet', 'b String @db.Cidr'],
    postgresql: [
      'a String @db.VarChar(49); b String @db.VarChar(49)',
      'M.a: @db.Inet becomes @db.VarChar(49): PostgreSQL alone has addresses; they are kept as they are given, and not checked',
      'M.b: @db.Cidr becomes @db.VarChar(49): PostgreSQL alone has networks; they are kept as they are given, and not checked',
    ],
    mysql: [
      'a String @db.VarChar(49); b String @db.VarChar(49)',
      'M.a: @db.Inet becomes @db.VarChar(49): PostgreSQL alone has addresses; they are kept as they are given, and not checked',
      'M.b: @db.Cidr becomes @db.VarChar(49): PostgreSQL alone has networks; they are kept as they are given, and not checked',
    ],
    sqlite: [
      'a String; b String',
      'M.a: @db.Inet becomes @db.VarChar(49): PostgreSQL alone has addresses; they are kept as they are given, and not checked',
      'M.b: @db.Cidr becomes @db.VarChar(49): PostgreSQL alone has networks; they are kept as they are given, and not checked',
      'M.a: @db.VarChar(49) becomes TEXT: SQLite ignores lengths; a check holds it to 49 characters',
      'M.b: @db.VarChar(49) becomes TEXT: SQLite ignores lengths; a check holds it to 49 characters',
    ],
  },
  {
    row: 'C.1 `@db.Xml`',
    lines: ['a String @db.Xml'],
    postgresql: [
      'a String @db.Text',
      'M.a: @db.Xml becomes @db.Text: PostgreSQL alone has XML; it is kept as it is given, and not checked',
    ],
    mysql: [
      'a String @db.LongText',
      'M.a: @db.Xml becomes @db.Text: PostgreSQL alone has XML; it is kept as it is given, and not checked',
      "M.a: @db.Text becomes @db.LongText: MySQL's plain String ends at 191 characters and its TEXT at 64 KB",
    ],
    sqlite: [
      'a String',
      'M.a: @db.Xml becomes @db.Text: PostgreSQL alone has XML; it is kept as it is given, and not checked',
      'M.a: @db.Text becomes TEXT: SQLite has one text type',
    ],
  },
  {
    row: 'C.1 `@db.Real`',
    lines: ['a Float @db.Real'],
    postgresql: [
      'a Float @db.DoublePrecision',
      'M.a: @db.Real becomes @db.DoublePrecision: of a shorter number MySQL reads 0.1 back as another one',
    ],
    mysql: [
      'a Float',
      'M.a: @db.Real becomes @db.DoublePrecision: of a shorter number MySQL reads 0.1 back as another one',
      'M.a: @db.DoublePrecision becomes DOUBLE: its 64-bit number is called so',
    ],
    sqlite: [
      'a Float',
      'M.a: @db.Real becomes @db.DoublePrecision: of a shorter number MySQL reads 0.1 back as another one',
      'M.a: @db.DoublePrecision becomes REAL: SQLite calls its 64-bit number so',
    ],
  },
  {
    row: 'B.9 a key too long',
    lines: ['a String', 'b String? @db.Text', 'c Int', 'd String @db.VarChar', 'e String @db.VarChar(100)', '@@index([a, b, c, d, e])'],
    postgresql: [
      'a String @db.VarChar(190); b String? @db.VarChar(190); c Int; d String @db.VarChar(190); e String @db.VarChar(100); @@index([a, b, c, d, e])',
      'M.a: String becomes @db.VarChar(190): PostgreSQL and MySQL end a key at 676 characters, here M.a+b+c+d+e',
      'M.b: @db.Text becomes @db.VarChar(190): PostgreSQL and MySQL end a key at 676 characters, here M.a+b+c+d+e',
      'M.d: @db.VarChar becomes @db.VarChar(190): PostgreSQL and MySQL end a key at 676 characters, here M.a+b+c+d+e',
    ],
    mysql: [
      'a String @db.VarChar(190); b String? @db.VarChar(190); c Int; d String @db.VarChar(190); e String @db.VarChar(100); @@index([a, b, c, d, e])',
      'M.a: String becomes @db.VarChar(190): PostgreSQL and MySQL end a key at 676 characters, here M.a+b+c+d+e',
      'M.b: @db.Text becomes @db.VarChar(190): PostgreSQL and MySQL end a key at 676 characters, here M.a+b+c+d+e',
      'M.d: @db.VarChar becomes @db.VarChar(190): PostgreSQL and MySQL end a key at 676 characters, here M.a+b+c+d+e',
    ],
    sqlite: [
      'a String; b String?; c Int; d String; e String; @@index([a, b, c, d, e])',
      'M.a: String becomes @db.VarChar(190): PostgreSQL and MySQL end a key at 676 characters, here M.a+b+c+d+e',
      'M.b: @db.Text becomes @db.VarChar(190): PostgreSQL and MySQL end a key at 676 characters, here M.a+b+c+d+e',
      'M.d: @db.VarChar becomes @db.VarChar(190): PostgreSQL and MySQL end a key at 676 characters, here M.a+b+c+d+e',
      'M.a: @db.VarChar(190) becomes TEXT: SQLite ignores lengths; a check holds it to 190 characters',
      'M.b: @db.VarChar(190) becomes TEXT: SQLite ignores lengths; a check holds it to 190 characters',
      'M.d: @db.VarChar(190) becomes TEXT: SQLite ignores lengths; a check holds it to 190 characters',
      'M.e: @db.VarChar(100) becomes TEXT: SQLite ignores lengths; a check holds it to 100 characters',
    ],
  },
  {
    row: 'C.2 `@@fulltext`',
    lines: ['a String', 'b String @db.VarChar(20)', '@@fulltext([a, b], map: "words")'],
    postgresql: [
      'a String; b String @db.VarChar(20)',
      'M: @@fulltext([a, b], map: "words") becomes no index: MySQL alone has such an index; search is not on the portable client',
    ],
    mysql: [
      'a String @db.LongText; b String @db.VarChar(20); @@fulltext([a, b], map: "words")',
      "M.a: String becomes @db.LongText: MySQL's plain String ends at 191 characters and its TEXT at 64 KB",
    ],
    sqlite: [
      'a String; b String',
      'M.b: @db.VarChar(20) becomes TEXT: SQLite ignores lengths; a check holds it to 20 characters',
      'M: @@fulltext([a, b], map: "words") becomes no index: MySQL alone has such an index; search is not on the portable client',
    ],
  },
  {
    row: 'a key of one field without brackets',
    lines: ['a Int', 'b Int', '@@index(a)', '@@unique(fields: b)'],
    postgresql: ['a Int; b Int; @@index([a]); @@unique(fields: [b])'],
    mysql: ['a Int; b Int; @@index([a]); @@unique(fields: [b])'],
    sqlite: ['a Int; b Int; @@index([a]); @@unique(fields: [b])'],
  },
  {
    row: 'C.2 names > 63 bytes: a key that Prisma names',
    lines: [`${LONG} Int @unique`],
    postgresql: [`${LONG} Int @unique(map: "${CUT}")`, `M: @unique becomes @unique(map: "${CUT}"): PostgreSQL ends a name at 63 bytes`],
    mysql: [`${LONG} Int @unique(map: "${CUT}")`, `M: @unique becomes @unique(map: "${CUT}"): PostgreSQL ends a name at 63 bytes`],
    sqlite: [`${LONG} Int @unique(map: "${CUT}")`, `M: @unique becomes @unique(map: "${CUT}"): PostgreSQL ends a name at 63 bytes`],
  },
]
