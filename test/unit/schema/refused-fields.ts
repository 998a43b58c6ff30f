/**
 * What a model may not hold. The lines come behind the id of a model `M`, at line 16; each message is given
 * without the file's name in front.
 */
export const REFUSED_FIELDS: readonly (readonly [name: string, lines: readonly string[], messages: readonly string[]])[] = [
  [
    'C.1 `Unsupported("…")`',
    ['a Unsupported("money")'],
    [
      '16:3: M.a: refused for postgresql, mysql, sqlite: Unsupported(…) columns have no counterpart on other engines. Use a type that Prisma knows.',
    ],
  ],
  [
    'C.1 `String[]` in a key or an index',
    ['a String[]', '@@index([a])'],
    ['16:3: M.a: refused for mysql, sqlite: a list in a key or an index, which only PostgreSQL has. Leave it out of the key.'],
  ],
  [
    'C.1 a list of what is refused by itself',
    ['a Int[] @db.Oid', 'b Decimal[]'],
    [
      '16:12: M.a: refused for mysql, sqlite: @db.Oid has no counterpart. Use Int or BigInt.',
      '17:3: M.b: refused for mysql, sqlite: a Decimal without precision and scale differs on each engine. State both: @db.Decimal(15, 2).',
    ],
  ],
  [
    'C.1 `@db.Citext`',
    ['a String @db.Citext'],
    [
      '16:13: M.a: refused for mysql, sqlite: @db.Citext compares without case on PostgreSQL alone. Use @db.VarChar(191) and store a lower-cased copy.',
    ],
  ],
  [
    'C.1 `@db.Bit`',
    ['a String @db.Bit(8)'],
    ['16:13: M.a: refused for mysql, sqlite: @db.Bit(8) has no counterpart. Use Bytes, Int or Boolean.'],
  ],
  ['C.1 `@db.VarBit`', ['a String @db.VarBit(8)'], ['16:13: M.a: refused for mysql, sqlite: @db.VarBit(8) has no counterpart. Use Bytes.']],
  ['C.1 `@db.Oid`', ['a Int @db.Oid'], ['16:10: M.a: refused for mysql, sqlite: @db.Oid has no counterpart. Use Int or BigInt.']],
  [
    'C.1 `@db.Money`',
    ['a Decimal @db.Money'],
    ['16:14: M.a: refused for mysql, sqlite: @db.Money depends on the locale of the server. Use @db.Decimal(12, 2).'],
  ],
  [
    'C.1 `@db.Timetz`',
    ['a DateTime @db.Timetz(3)'],
    ['16:15: M.a: refused for mysql, sqlite: @db.Timetz(3) has no counterpart. Use DateTime.'],
  ],
  [
    'a native type of MySQL on String',
    ['a String @db.LongText'],
    ['16:13: M.a: refused for postgresql, mysql, sqlite: @db.LongText on String has no lowering. Remove the attribute.'],
  ],
  [
    'a native type of MySQL on Int',
    ['a Int @db.UnsignedInt'],
    ['16:10: M.a: refused for postgresql, mysql, sqlite: @db.UnsignedInt on Int has no lowering. Remove the attribute.'],
  ],
  [
    'a native type of MySQL on BigInt',
    ['a BigInt @db.UnsignedBigInt'],
    ['16:13: M.a: refused for postgresql, mysql, sqlite: @db.UnsignedBigInt on BigInt has no lowering. Remove the attribute.'],
  ],
  [
    'a native type of MySQL on Float',
    ['a Float @db.Double'],
    ['16:12: M.a: refused for postgresql, mysql, sqlite: @db.Double on Float has no lowering. Remove the attribute.'],
  ],
  [
    'a native type of MySQL on Decimal',
    ['a Decimal @db.Decimals(12, 2)'],
    ['16:14: M.a: refused for postgresql, mysql, sqlite: @db.Decimals(12, 2) on Decimal has no lowering. Remove the attribute.'],
  ],
  [
    'a native type of MySQL on DateTime',
    ['a DateTime @db.DateTime(3)'],
    ['16:15: M.a: refused for postgresql, mysql, sqlite: @db.DateTime(3) on DateTime has no lowering. Remove the attribute.'],
  ],
  [
    'a native type of MySQL on Bytes',
    ['a Bytes @db.LongBlob'],
    ['16:12: M.a: refused for postgresql, mysql, sqlite: @db.LongBlob on Bytes has no lowering. Remove the attribute.'],
  ],
  [
    'a native type of MySQL on Boolean',
    ['a Boolean @db.TinyInt(1)'],
    ['16:14: M.a: refused for postgresql, mysql, sqlite: @db.TinyInt(1) on Boolean has no lowering. Remove the attribute.'],
  ],
  [
    'a native type of MySQL on Json',
    ['a Json @db.JSON'],
    ['16:11: M.a: refused for postgresql, mysql, sqlite: @db.JSON on Json has no lowering. Remove the attribute.'],
  ],
  [
    'a native type on an enum',
    ['a Size @db.Text'],
    ['16:11: M.a: refused for postgresql, mysql, sqlite: @db.Text on Size has no lowering. Remove the attribute.'],
  ],
  [
    'a native type under the name of another datasource',
    ['a String @pg.Uuid'],
    ['16:13: M.a: refused for postgresql, mysql, sqlite: @pg.Uuid has no meaning that every engine shares. Remove it.'],
  ],
  [
    'two native types',
    ['a String @db.Text @db.VarChar(5)'],
    ['16:22: M.a: refused for postgresql, mysql, sqlite: @db.VarChar(5) beside @db.Text. Keep one of them.'],
  ],
  [
    'a native type of no length',
    ['a String @db.VarChar(0)'],
    ['16:13: M.a: refused for postgresql, mysql, sqlite: @db.VarChar(0) on String has no lowering. Remove the attribute.'],
  ],
  [
    'C.1 `@db.VarChar(n)` too long for a row',
    ['a String @db.VarChar(16001)'],
    ['16:13: M.a: refused for mysql: @db.VarChar(16001) does not fit into a row of MySQL. Use @db.Text.'],
  ],
  [
    'C.1 `Decimal` bare',
    ['a Decimal'],
    ['16:3: M.a: refused for mysql, sqlite: a Decimal without precision and scale differs on each engine. State both: @db.Decimal(15, 2).'],
  ],
  [
    'C.1 `@db.Decimal` without scale',
    ['a Decimal @db.Decimal(12)'],
    [
      '16:14: M.a: refused for postgresql, mysql, sqlite: @db.Decimal(12) does not state precision and scale. Write for instance @db.Decimal(12, 2).',
    ],
  ],
  [
    'C.1 `@db.Decimal` without arguments',
    ['a Decimal @db.Decimal'],
    [
      '16:14: M.a: refused for postgresql, mysql, sqlite: @db.Decimal does not state precision and scale. Write for instance @db.Decimal(12, 2).',
    ],
  ],
  [
    'C.1 `@db.Decimal` of a scale above its precision',
    ['a Decimal @db.Decimal(2, 3)'],
    [
      '16:14: M.a: refused for postgresql, mysql, sqlite: @db.Decimal(2, 3) does not state precision and scale. Write for instance @db.Decimal(12, 2).',
    ],
  ],
  [
    'C.1 `@db.Decimal(p,s)`, p > 15',
    ['a Decimal @db.Decimal(20, 2)'],
    [
      '16:14: M.a: refused for sqlite: @db.Decimal(20, 2): SQLite keeps a decimal as a double and would lose digits beyond 15 in silence. Use a precision of at most 15, or a BigInt of the smallest unit.',
    ],
  ],
  [
    'a type that is nowhere',
    ['a Sting'],
    ['16:3: M.a: refused for postgresql, mysql, sqlite: the type Sting is not known. Use a scalar, an enum or a model of this schema.'],
  ],
  [
    'C.1 `BigInt @id @default(autoincrement())`',
    ['a BigInt @unique @default(autoincrement())'],
    [
      '16:21: M.a: refused for mysql, sqlite: @default(autoincrement()): SQLite counts up an @id alone. Use Int @id @default(autoincrement()), or uuid(7).',
    ],
  ],
  [
    'C.1 `Int @default(autoincrement())` not id',
    ['a Int @unique @default(autoincrement())'],
    [
      '16:18: M.a: refused for mysql, sqlite: @default(autoincrement()): SQLite counts up an @id alone. Use Int @id @default(autoincrement()), or uuid(7).',
    ],
  ],
  [
    'C.2 `dbgenerated()`',
    ['a String @default(dbgenerated())'],
    [
      '16:13: M.a: refused for mysql, sqlite: @default(dbgenerated()) does not say what the database makes. Use @default(uuid()), now(), or a literal.',
    ],
  ],
  [
    'C.2 `sequence()`',
    ['a Int @default(sequence())'],
    ["16:10: M.a: refused for mysql, sqlite: @default(sequence()) is an expression of one engine's SQL. Use a literal."],
  ],
  [
    'C.2 `auto()`',
    ['a String @default(auto())'],
    ["16:13: M.a: refused for mysql, sqlite: @default(auto()) is an expression of one engine's SQL. Use a literal."],
  ],
  [
    'C.2 a function that Prisma does not know',
    ['a String @default(foo())'],
    ["16:13: M.a: refused for mysql, sqlite: @default(foo()) is an expression of one engine's SQL. Use a literal."],
  ],
  [
    'C.2 a default of a list',
    ['a DateTime[] @default(["2024-01-01T00:00:00Z"])', 'b Int @default([1])', 'c Decimal[] @db.Decimal(15, 2) @default(["1.5", "1e5"])'],
    [
      '16:17: M.a: refused for postgresql, mysql, sqlite: @default(["2024-01-01T00:00:00Z"]) is not a list that every engine has. Write @default([]), or set the value in the application.',
      '17:10: M.b: refused for postgresql, mysql, sqlite: @default([1]) is a list, and the field is none. Give one value.',
      '18:35: M.c: refused for postgresql, mysql, sqlite: @default(["1.5", "1e5"]) is not a list that every engine has. Write @default([]), or set the value in the application.',
    ],
  ],
  [
    'C.2 a date that is none',
    ['a DateTime @default("tomorrow")', 'b DateTime @default(1)'],
    [
      '16:15: M.a: refused for postgresql, mysql, sqlite: @default("tomorrow") is no instant. Write it as in "2024-01-31T12:00:00Z", or use now().',
      '17:15: M.b: refused for postgresql, mysql, sqlite: @default(1) is no instant. Write it as in "2024-01-31T12:00:00Z", or use now().',
    ],
  ],
  [
    'C.2 a literal day',
    ['a DateTime @default("2024-01-01T00:00:00Z") @db.Date'],
    [
      '16:15: M.a: refused for postgresql, mysql, sqlite: @default("2024-01-01T00:00:00Z") on a day or a time of day alone. Set the value in the application.',
    ],
  ],
  [
    'C.2 now() on a text',
    ['a String @default(now())'],
    ['16:13: M.a: refused for postgresql, mysql, sqlite: @default(now()) on String. Use it on a DateTime.'],
  ],
  [
    'C.2 a default without value',
    ['a Int @default'],
    ['16:10: M.a: refused for postgresql, mysql, sqlite: @default has no value. Give one.'],
  ],
  [
    'C.2 a default with a constraint name',
    ['a Int @default(1, map: "df")'],
    [
      '16:10: M.a: refused for postgresql, mysql, sqlite: the argument map of @default(1, map: "df") is not the same on every engine. Remove map.',
    ],
  ],
  [
    'C.2 a UUID column with another default',
    ['a String @default(cuid()) @db.Uuid'],
    ['16:13: M.a: refused for postgresql: @default(cuid()) is not a UUID for certain, and PostgreSQL refuses others. Use uuid(7).'],
  ],
  [
    'C.2 a UUID column with a literal',
    ['a String @default("x") @db.Uuid'],
    ['16:13: M.a: refused for postgresql: @default("x") is not a UUID for certain, and PostgreSQL refuses others. Use uuid(7).'],
  ],
  [
    'C.2 `@ignore`',
    ['a Int @ignore'],
    [
      '16:10: M.a: refused for postgresql, mysql, sqlite: @ignore: what is left out of the client is still made in the database, by rules that nobody checks. Remove it, or remove what it stands on.',
    ],
  ],
  [
    'an attribute that Prisma does not know',
    ['a Int @foo(1)'],
    ['16:10: M.a: refused for postgresql, mysql, sqlite: @foo(1) has no meaning that every engine shares. Remove it.'],
  ],
  [
    'an attribute twice',
    ['a Int @default(1) @default(2)'],
    ['16:22: M.a: refused for postgresql, mysql, sqlite: @default(2) beside @default(1). Keep one of them.'],
  ],
  [
    '`@unique(length:)`',
    ['a String @unique(length: 10)'],
    [
      '16:13: M.a: refused for postgresql, mysql, sqlite: @unique(length: 10): MySQL alone has keys of the first characters of a text. Remove length; an index of MySQL alone may have it: // @refract mysql: @@index(…).',
    ],
  ],
  [
    '`@unique(clustered:)`',
    ['a Int @unique(clustered: true)'],
    ['16:10: M.a: refused for postgresql, mysql, sqlite: @unique(clustered: true): clustered belongs to SQL Server. Remove clustered.'],
  ],
  [
    '`@map` with another argument',
    ['a Int @map(column: "x")'],
    [
      '16:10: M.a: refused for postgresql, mysql, sqlite: the argument column of @map(column: "x") is not the same on every engine. Remove column.',
    ],
  ],
  [
    'an index of a type that Prisma does not know',
    ['a Int', '@@index([a], type: Bloom)'],
    [
      '17:3: M: refused for postgresql, mysql, sqlite: @@index([a], type: Bloom): Bloom is no type of an index. Write one of BTree, Hash, Gin, Gist, SpGist, Brin.',
    ],
  ],
  [
    'C.2 a hash index on Bytes, which is plain elsewhere',
    ['a Bytes', '@@index([a], type: Hash)'],
    ['17:5: M.a: refused for mysql: a key or an index on Bytes, which MySQL cannot have. Index another field.'],
  ],
  [
    'C.2 another `dbgenerated`',
    ['a String @default(dbgenerated("md5(random()::text)"))', 'b Int @default(dbgenerated("now()"))'],
    [
      '16:13: M.a: refused for mysql, sqlite: @default(dbgenerated("md5(random()::text)")) is an expression of one engine\'s SQL. Use @default(uuid()), now(), or a literal.',
      '17:10: M.b: refused for mysql, sqlite: @default(dbgenerated("now()")) is an expression of one engine\'s SQL. Use @default(uuid()), now(), or a literal.',
    ],
  ],
  [
    'C.2 index on Json',
    ['a Json', '@@index([a])'],
    [
      '17:5: M.a: refused for mysql: a key or an index on Json, which MySQL cannot have. Index another field, or write type: Gin, which PostgreSQL alone gets.',
    ],
  ],
  [
    'C.2 unique on Bytes',
    ['a Bytes @unique'],
    ['16:12: M.a: refused for mysql: a key or an index on Bytes, which MySQL cannot have. Index another field.'],
  ],
  [
    'C.2 `@@fulltext` of what is no text',
    ['a String', 'b String[]', 'c Int', '@@fulltext([a, b, c])'],
    [
      '19:5: M.b: refused for mysql: a full-text index on what is no text, which MySQL cannot have. Leave it out of the index.',
      '19:5: M.c: refused for mysql: a full-text index on what is no text, which MySQL cannot have. Leave it out of the index.',
    ],
  ],
  [
    'C.2 `@@fulltext` with an order',
    ['a String', '@@fulltext([a(sort: Desc)])'],
    [
      '17:3: M: refused for postgresql, mysql, sqlite: a(sort: Desc) in @@fulltext([a(sort: Desc)]): a full-text index has no order of its own on these engines. Name the field alone.',
    ],
  ],
  [
    'C.2 partial unique (`where:`)',
    ['a Int', '@@unique([a], where: raw("a > 0"))'],
    [
      '17:3: M: refused for postgresql, mysql, sqlite: @@unique([a], where: raw("a > 0")): MySQL has no keys and indexes of a part of the rows. Remove where; an index of one engine alone may have it: // @refract postgresql: @@index(…).',
    ],
  ],
  [
    'C.2 `@@schema`',
    ['@@schema("auth")'],
    [
      '16:3: M: refused for postgresql, mysql, sqlite: @@schema("auth"): MySQL and SQLite have no schemas within a database. Remove it, and tell tables of one name apart with @@map.',
    ],
  ],
  [
    'C.2 `@@ignore`',
    ['@@ignore'],
    [
      '16:3: M: refused for postgresql, mysql, sqlite: @@ignore: what is left out of the client is still made in the database, by rules that nobody checks. Remove it, or remove what it stands on.',
    ],
  ],
  [
    '`length:`',
    ['a String', '@@index([a(length: 10)])'],
    [
      '17:3: M: refused for postgresql, mysql, sqlite: a(length: 10) in @@index([a(length: 10)]): operator classes and lengths belong to one engine. Name the field alone, or with sort.',
    ],
  ],
  [
    '`clustered:`',
    ['a Int', '@@index([a], clustered: false)'],
    ['17:3: M: refused for postgresql, mysql, sqlite: @@index([a], clustered: false): clustered belongs to SQL Server. Remove clustered.'],
  ],
  [
    'a block attribute that Prisma does not know',
    ['@@allow("read", true)'],
    ['16:3: M: refused for postgresql, mysql, sqlite: @@allow("read", true) has no meaning that every engine shares. Remove it.'],
  ],
  [
    '`@@map` with another argument',
    ['@@map(table: "x")'],
    [
      '16:3: M: refused for postgresql, mysql, sqlite: the argument table of @@map(table: "x") is not the same on every engine. Remove table.',
    ],
  ],
  [
    'C.2 names > 63 bytes: a column',
    [`a Int @map("${'c'.repeat(64)}")`],
    [
      `14:1: M: refused for postgresql, mysql: the name ${'c'.repeat(64)} is longer than 63 bytes, and PostgreSQL would cut it. Give a shorter one with map, or shorten the names of the table and its columns with @@map and @map.`,
    ],
  ],
  [
    'C.2 names > 63 bytes, counted in bytes',
    [`a Int @map("${'é'.repeat(32)}")`],
    [
      `14:1: M: refused for postgresql, mysql: the name ${'é'.repeat(32)} is longer than 63 bytes, and PostgreSQL would cut it. Give a shorter one with map, or shorten the names of the table and its columns with @@map and @map.`,
    ],
  ],
  [
    'C.2 names > 63 bytes: a table and its key',
    [`@@map("${'t'.repeat(64)}")`],
    [
      `14:1: M: refused for postgresql, mysql: the name ${'t'.repeat(64)} is longer than 63 bytes, and PostgreSQL would cut it. Give a shorter one with map, or shorten the names of the table and its columns with @@map and @map.`,
    ],
  ],
  [
    'C.2 names > 63 bytes: an index that has one',
    [`a Int @unique(map: "${'a'.repeat(64)}")`],
    [
      `14:1: M: refused for postgresql, mysql: the name ${'a'.repeat(64)} is longer than 63 bytes, and PostgreSQL would cut it. Give a shorter one with map, or shorten the names of the table and its columns with @@map and @map.`,
    ],
  ],
  [
    'C.2 names equal when lower-cased: columns',
    ['name Int', 'other Int @map("NAME")'],
    [
      '17:3: M.other: refused for mysql, sqlite: its name NAME is that of M.name (name) when case does not count. Give it another name with map.',
    ],
  ],
  [
    'C.2 index names unique in a table',
    ['a Int', 'b Int', '@@index([a], map: "x")', '@@index([b], map: "x")'],
    ['14:1: M: refused for postgresql, sqlite: the index name x is used by the table M too. Give one of them another name with map.'],
  ],
  [
    'C.2 an index named as a table',
    ['a Int', '@@index([a], map: "M")'],
    ['14:1: M: refused for postgresql, sqlite: the index name M is used by the table M too. Give one of them another name with map.'],
  ],
  [
    'B.9 a key too long',
    ['a String', 'b String', 'c String @db.VarChar(549)', '@@unique([a, b, c])'],
    [
      '19:5: M.a+b+c: refused for postgresql, mysql: a key or an index of up to 931 characters: PostgreSQL and MySQL end at 676. Shorten its fields with @db.VarChar(n).',
    ],
  ],
  [
    'B.9 a key of too many texts to share its room',
    [...Array.from({ length: 11 }, (_, at) => `f${at} String`), `@@index([${Array.from({ length: 11 }, (_, at) => `f${at}`).join(', ')}])`],
    [
      `27:5: M.${Array.from({ length: 11 }, (_, at) => `f${at}`).join('+')}: refused for postgresql, mysql: a key or an index of up to 2101 characters: PostgreSQL and MySQL end at 676. Shorten its fields with @db.VarChar(n).`,
    ],
  ],
  [
    'B.9 a column too long for a key',
    ['a String @unique @db.VarChar(677)'],
    [
      '16:13: M.a: refused for postgresql, mysql: a key or an index of up to 677 characters: PostgreSQL and MySQL end at 676. Shorten its fields with @db.VarChar(n).',
    ],
  ],
  [
    'B.9 a row too long',
    ['a String @db.VarChar(16000)', 'b String @db.VarChar(377)'],
    [
      '14:1: M: refused for mysql: its columns take the room of 16384 characters, and a row of MySQL ends at 16383. Use @db.Text for the longest.',
    ],
  ],
  [
    'a key of too many fields',
    [
      'f0 Int',
      'f1 Int',
      'f2 Int',
      'f3 Int',
      'f4 Int',
      'f5 Int',
      'f6 Int',
      'f7 Int',
      'f8 Int',
      'f9 Int',
      'f10 Int',
      'f11 Int',
      'f12 Int',
      'f13 Int',
      'f14 Int',
      'f15 Int',
      'f16 Int',
      '@@index([f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16])',
    ],
    [
      '33:5: M.f0+f1+f2+f3+f4+f5+f6+f7+f8+f9+f10+f11+f12+f13+f14+f15+f16: refused for mysql: a key or an index of 17 fields: MySQL ends at 16. Leave the last of them out.',
    ],
  ],
]
