import { HEAD } from './canonical.js'

const ID = 'id Int @id @default(autoincrement())'

/** What a schema may not hold; each message is given without the file's name in front. */
export const REFUSED_SCHEMAS: readonly (readonly [name: string, schema: string, messages: readonly string[]])[] = [
  [
    'C.2 `onDelete: SetDefault`',
    `${HEAD}model M {
  ${ID}
  p Int @default(1)
  parent P @relation(fields: [p], references: [id], onDelete: SetDefault, onUpdate: SetDefault)
}

model P {
  id Int @id
  ms M[]
}
`,
    [
      '13:13: M.parent: refused for mysql: onDelete: SetDefault does nothing on MySQL. Use SetNull, Restrict or Cascade.',
      '13:13: M.parent: refused for mysql: onUpdate: SetDefault does nothing on MySQL. Use SetNull, Restrict or Cascade.',
    ],
  ],
  [
    'C.2 `onDelete: SetNull` on a required field',
    `${HEAD}model M {
  ${ID}
  p Int
  parent P @relation(fields: [p], references: [id], onDelete: SetNull, onUpdate: SetNull)
}

model P {
  id Int @id
  ms M[]
}
`,
    [
      '13:13: M.parent: refused for mysql, sqlite: onDelete: SetNull on required fields. Make the foreign key optional, or use another action.',
      '13:13: M.parent: refused for mysql, sqlite: onUpdate: SetNull on required fields. Make the foreign key optional, or use another action.',
    ],
  ],
  [
    'C.2 `onDelete: SetNull` on a key with one required field',
    `${HEAD}model M {
  ${ID}
  a Int
  b Int?
  parent P? @relation(fields: [a, b], references: [a, b], onDelete: SetNull)
}

model P {
  a Int
  b Int
  ms M[]

  @@id([a, b])
}
`,
    [
      '14:14: M.parent: refused for mysql, sqlite: onDelete: SetNull on required fields. Make the foreign key optional, or use another action.',
    ],
  ],
  [
    'C.2 `NoAction` on a self relation',
    `${HEAD}model M {
  ${ID}
  p Int?
  parent M? @relation("tree", fields: [p], references: [id], onDelete: NoAction)
  children M[] @relation("tree")
}
`,
    [
      '13:14: M.parent: refused for mysql, sqlite: onDelete: NoAction of a model to itself is checked at another moment on each engine. Use SetNull.',
    ],
  ],
  [
    'an action that Prisma does not know',
    `${HEAD}model M {
  ${ID}
  p Int
  parent P @relation(fields: [p], references: [id], onDelete: Delete)
}

model P {
  id Int @id
  ms M[]
}
`,
    ['13:13: M.parent: refused for postgresql, mysql, sqlite: onDelete: Delete is not known. Use Cascade, Restrict or SetNull.'],
  ],
  [
    '`map:` of foreign keys: one name for two, and that of a key on other fields',
    `${HEAD}model M {
  ${ID}
  p Int
  q Int
  parent P @relation("a", fields: [p], references: [id], onDelete: Cascade, map: "fk")
  other P @relation("b", fields: [q], references: [id], onDelete: Cascade, map: "FK")
}

model N {
  ${ID}
  p Int
  q Int
  parent P @relation(fields: [p], references: [id], onDelete: Cascade, map: "taken")

  @@index([q, p], map: "taken")
}

model P {
  id Int @id
  as M[] @relation("a")
  bs M[] @relation("b")
  ns N[]
}
`,
    [
      '10:1: M: refused for mysql: the foreign key name FK is used by the table M too. Give one of them another name with map.',
      '18:1: N: refused for mysql: the foreign key name taken is used by another key of the table N too. Give one of them another name with map.',
    ],
  ],
  [
    'preview features that change what a query means, or that there are not',
    HEAD.replace(
      '  output',
      '  previewFeatures = ["tracing", "strictUndefinedChecks", "postgresqlExtensions", "partialIndexes", "shardKeys", "flying"]\n  output',
    ),
    [
      '3:3: generator client: refused for postgresql, mysql, sqlite: the preview feature "strictUndefinedChecks": it changes what undefined means in every query, on which the portable client relies. Remove it.',
      '3:3: generator client: refused for postgresql, mysql, sqlite: the preview feature "postgresqlExtensions": extensions belong to PostgreSQL alone. Write it for PostgreSQL alone: // @refract postgresql: previewFeatures = ["postgresqlExtensions"].',
      '3:3: generator client: refused for postgresql, mysql, sqlite: the preview feature "partialIndexes": MySQL has no indexes of a part of the rows. Remove it; for an index of one engine alone write // @refract postgresql: previewFeatures = ["partialIndexes"].',
      '3:3: generator client: refused for postgresql, mysql, sqlite: the preview feature "shardKeys": shard keys belong to PlanetScale. Remove it.',
      '3:3: generator client: refused for postgresql, mysql, sqlite: the preview feature "flying": Prisma 7 does not know it. Remove it.',
    ],
  ],
  [
    'a String foreign key to a UUID',
    `${HEAD}model M {
  ${ID}
  p String
  parent P @relation(fields: [p], references: [id], onDelete: Cascade)
}

model P {
  id String @id @db.Uuid
  other String @unique
  ms M[]
}
`,
    ['13:13: M.parent: refused for postgresql, mysql: p is stored as text and P.id as uuid. Give both fields the same type.'],
  ],
  [
    'a UUID foreign key to a String',
    `${HEAD}model M {
  ${ID}
  p String @db.Uuid
  parent P @relation(fields: [p], references: [other], onDelete: Cascade)
}

model P {
  id String @id @db.Uuid
  other String @unique
  ms M[]
}
`,
    ['13:13: M.parent: refused for postgresql, mysql: p is stored as uuid and P.other as text. Give both fields the same type.'],
  ],
  [
    'a SmallInt foreign key to an Int',
    `${HEAD}model M {
  ${ID}
  p Int @db.SmallInt
  parent P @relation(fields: [p], references: [id], onDelete: Cascade)
}

model P {
  id Int @id
  ms M[]
}
`,
    ['13:13: M.parent: refused for postgresql, mysql: p is stored as smallint and P.id as int. Give both fields the same type.'],
  ],
  [
    'a default on a relation',
    `${HEAD}model M {
  ${ID}
  p Int
  parent P @relation(fields: [p], references: [id], onDelete: Cascade) @default(1)
}

model P {
  id Int @id
  ms M[]
}
`,
    ['13:73: M.parent: refused for postgresql, mysql, sqlite: @default(1) on a relation. Put it on the foreign key field.'],
  ],
  [
    '`@id(sort:)`',
    `${HEAD}model M {
  id Int @id(sort: Desc)
}
`,
    [
      '11:11: M.id: refused for postgresql, mysql, sqlite: the argument sort of @id(sort: Desc) is not the same on every engine. Remove sort.',
    ],
  ],
  [
    '`@@id(map:)`, `clustered:` and a sort in it',
    `${HEAD}model M {
  a Int
  b Int

  @@id([a(sort: Desc), b], map: "pk", clustered: true)
}
`,
    [
      '14:3: M: refused for postgresql, mysql, sqlite: @@id([a(sort: Desc), b], map: "pk", clustered: true): clustered belongs to SQL Server. Remove clustered.',
      '14:3: M: refused for postgresql, mysql, sqlite: a(sort: Desc) in @@id([a(sort: Desc), b], map: "pk", clustered: true): a primary key has no order of its own on these engines. Name the field alone.',
    ],
  ],
  [
    'an id of Json',
    `${HEAD}model M {
  id Json @id
}
`,
    ['11:12: M.id: refused for mysql: a key or an index on Json, which MySQL cannot have. Index another field.'],
  ],
  [
    'C.2 `view`',
    `${HEAD}view V {
  id Int @unique
}
`,
    [
      '10:1: view V: refused for postgresql, mysql, sqlite: Prisma creates no view on any engine, and their SQL differs. Use a query, or a view made in a migration and read with raw SQL.',
    ],
  ],
  [
    'a composite type, and a field of it',
    `${HEAD}type T {
  street String
}

model M {
  ${ID}
  a T
}
`,
    [
      '10:1: type T: refused for postgresql, mysql, sqlite: composite types belong to MongoDB. Use a related model, or Json.',
      '16:3: M.a: refused for postgresql, mysql, sqlite: the type T is not known. Use a scalar, an enum or a model of this schema.',
    ],
  ],
  [
    'C.1 an enum of equal values',
    `${HEAD}enum E {
  a
  b @map("a")
}
`,
    [
      '12:3: E.b: refused for postgresql, mysql, sqlite: its stored value "a" is another member\'s as well. Give each member a value of its own with @map.',
    ],
  ],
  [
    'an attribute of an enum',
    `${HEAD}enum E {
  a @ignore

  @@schema("x")
}
`,
    [
      '11:6: E.a: refused for postgresql, mysql, sqlite: @ignore: what is left out of the client is still made in the database, by rules that nobody checks. Remove it, or remove what it stands on.',
      '13:3: E: refused for postgresql, mysql, sqlite: @@schema("x"): MySQL and SQLite have no schemas within a database. Remove it, and tell tables of one name apart with @@map.',
    ],
  ],
  [
    'a member mapped twice',
    `${HEAD}enum E {
  a @map("1") @map("2")
}
`,
    ['11:16: E.a: refused for postgresql, mysql, sqlite: @map("2") beside @map("1"). Keep one of them.'],
  ],
  [
    'C.2 names > 63 bytes: an enum and its values',
    `${HEAD}enum E {
  a @map("${'a'.repeat(64)}")

  @@map("${'e'.repeat(64)}")
}
`,
    [
      `10:1: E: refused for postgresql: the name ${'e'.repeat(64)} is longer than 63 bytes, where PostgreSQL ends. Give a shorter one with map.`,
      `10:1: E: refused for postgresql: the name ${'a'.repeat(64)} is longer than 63 bytes, where PostgreSQL ends. Give a shorter one with map.`,
    ],
  ],
  [
    'C.2 names > 63 bytes: a foreign key',
    `${HEAD}model M {
  ${ID}
  p Int @map("${'p'.repeat(58)}")
  parent P @relation(fields: [p], references: [id], onDelete: Cascade, map: "${'p'.repeat(64)}")
}

model P {
  id Int @id
  ms M[]
}
`,
    [
      `10:1: M: refused for postgresql, mysql: the name ${'p'.repeat(64)} is longer than 63 bytes, and PostgreSQL would cut it. Give a shorter one with map, or shorten the names of the table and its columns with @@map and @map.`,
    ],
  ],
  [
    'C.2 names > 63 bytes: the index of a join table on MySQL',
    `${HEAD}model A${'a'.repeat(26)} {
  ${ID}
  bs B${'b'.repeat(23)}[]
}

model B${'b'.repeat(23)} {
  ${ID}
  as A${'a'.repeat(26)}[]
}
`,
    [
      `10:1: A${'a'.repeat(26)}: refused for postgresql, mysql: the name _A${'a'.repeat(26)}ToB${'b'.repeat(23)}_AB_unique is longer than 63 bytes, and PostgreSQL would cut it. Give a shorter one with map, or shorten the names of the table and its columns with @@map and @map.`,
    ],
  ],
  [
    'C.2 names equal when lower-cased: tables',
    `${HEAD}model M {
  ${ID}
}

model N {
  ${ID}

  @@map("m")
}
`,
    ['14:1: N: refused for mysql, sqlite: its name m is that of M (M) when case does not count. Give it another name with map.'],
  ],
  [
    'C.2 index names unique across the schema',
    `${HEAD}model M {
  ${ID}
  a Int

  @@index([a], map: "x")
}

model N {
  ${ID}
  a Int @unique(map: "x")
}
`,
    ['17:1: N: refused for postgresql, sqlite: the index name x is used by the table M too. Give one of them another name with map.'],
  ],
  [
    'C.2 `extensions`, `schemas`, `url` and others in the datasource',
    `generator client {
  provider = "prisma-client"
  output   = "../out"
}

datasource db {
  provider = "postgresql"
  url = env("DATABASE_URL")
  directUrl = env("DIRECT_URL")
  shadowDatabaseUrl = "x"
  extensions = [citext]
  schemas = ["a", "b"]
}

`,
    [
      '8:3: datasource db: refused for postgresql, mysql, sqlite: Prisma 7 has no url in a schema. Remove it: addresses come from DATABASE_URL at run time.',
      '9:3: datasource db: refused for postgresql, mysql, sqlite: Prisma 7 has no directUrl in a schema. Remove it: addresses come from DATABASE_URL at run time.',
      '10:3: datasource db: refused for postgresql, mysql, sqlite: migrations need no shadow database. Remove it.',
      '11:3: datasource db: refused for postgresql, mysql, sqlite: extensions belong to PostgreSQL alone. Write it for PostgreSQL alone: // @refract postgresql: extensions = […].',
      '12:3: datasource db: refused for postgresql, mysql, sqlite: MySQL and SQLite have no schemas within a database. Remove it, and tell tables of one name apart with @@map.',
    ],
  ],
  [
    'another provider in the datasource',
    `generator client {
  provider = "prisma-client"
  output   = "../out"
}

datasource db {
  provider = "mysql"
}

`,
    [
      '7:3: datasource db: refused for postgresql, mysql, sqlite: the provider of a canonical schema\'s datasource is "postgresql", not "mysql". Write provider = "postgresql".',
    ],
  ],
  [
    'a provider of the environment',
    `generator client {
  provider = "prisma-client"
  output   = "../out"
}

datasource db {
  provider = env("DATABASE_PROVIDER")
}

`,
    [
      '7:3: datasource db: refused for postgresql, mysql, sqlite: the provider of a canonical schema\'s datasource is "postgresql", not env("DATABASE_PROVIDER"). Write provider = "postgresql".',
    ],
  ],
  [
    'a datasource without provider',
    `generator client {
  provider = "prisma-client"
  output   = "../out"
}

datasource db {
}

`,
    ['6:1: datasource db: refused for postgresql, mysql, sqlite: it has no provider. Write provider = "postgresql".'],
  ],
  [
    'a datasource of another name',
    `generator client {
  provider = "prisma-client"
  output   = "../out"
}

datasource pg {
  provider = "postgresql"
}

`,
    [
      '6:1: datasource pg: refused for postgresql, mysql, sqlite: native types are read as @db.…, after a datasource called db. Call it db.',
    ],
  ],
  [
    'a second datasource',
    `${HEAD}datasource db {
  provider = "postgresql"
}
`,
    [
      '10:1: datasource db: refused for postgresql, mysql, sqlite: a canonical schema has one datasource, and db is there already. Remove it.',
    ],
  ],
  [
    'previewFeatures, binaryTargets and others in the generator',
    `generator client {
  provider = "prisma-client"
  output   = "../out"
  previewFeatures = ["shardKeys"]
  binaryTargets = ["native"]
  engineType = "client"
}

datasource db {
  provider = "postgresql"
}

`,
    [
      '4:3: generator client: refused for postgresql, mysql, sqlite: the preview feature "shardKeys": shard keys belong to PlanetScale. Remove it.',
    ],
  ],
  [
    'a generator of another kind',
    `generator client {
  provider = "prisma-client-js"
  output   = "../out"
}

datasource db {
  provider = "postgresql"
}

`,
    [
      '2:3: generator client: refused for postgresql, mysql, sqlite: the provider of a canonical schema\'s generator is "prisma-client", not "prisma-client-js". Write provider = "prisma-client".',
    ],
  ],
  [
    'a second generator',
    `${HEAD}generator docs {
  provider = "prisma-docs"
  output   = "../docs"
}
`,
    [
      '10:1: generator docs: refused for postgresql, mysql, sqlite: a canonical schema has one generator, and client is there already. Move it to a schema of its own.',
    ],
  ],
  [
    'a generator without output',
    `generator client {
  provider = "prisma-client"
}

datasource db {
  provider = "postgresql"
}

`,
    ['1:1: generator client: refused for postgresql, mysql, sqlite: it has no output. Write output = "../src/generated".'],
  ],
  [
    'an output of the environment',
    `generator client {
  provider = "prisma-client"
  output   = env("OUT")
}

datasource db {
  provider = "postgresql"
}

`,
    [
      '3:3: generator client: refused for postgresql, mysql, sqlite: the output is env("OUT"), and each engine needs a folder of its own below it. Write the folder in quotes.',
    ],
  ],
  [
    'no generator and no datasource',
    `model M {
  id Int @id
}
`,
    [
      '1:1: generator: refused for postgresql, mysql, sqlite: the schema has no generator. Add one with provider = "prisma-client".',
      '1:1: datasource: refused for postgresql, mysql, sqlite: the schema has no datasource. Add one with provider = "postgresql".',
    ],
  ],
]
