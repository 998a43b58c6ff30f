import { HEAD } from '../../unit/schema/canonical.js'

/** A step of a schema's life: what it becomes, and what is written before and found after. */
export interface EvolutionStep {
  readonly name: string
  readonly models: string
  readonly renames?: readonly string[]
  readonly fills?: readonly string[]
  /** True where somebody must agree. */
  readonly loses?: boolean
  /** Run before the migration, with every name in double quotes. */
  readonly sql?: readonly string[]
  /** What the last query answers afterwards, on every engine. */
  readonly query: string
  readonly rows: readonly (readonly unknown[])[]
}

const SIZE = 'enum Size {\n  large\n  small\n}\n\n'
const SIZES = 'enum Size {\n  large\n  medium\n  small\n}\n\n'

const OWNER = 'model Owner {\n  id Int @id @default(autoincrement())\n  email String @unique @db.VarChar(100)\n  items Item[]\n}\n\n'
const ITEM = (...lines: readonly string[]) => `model Item {\n${lines.map((line) => `  ${line}\n`).join('')}}\n\n`
const ID = 'id Int @id @default(autoincrement())'

/** A dozen changes of every kind, with rows in the tables. */
export const STEPS: readonly EvolutionStep[] = [
  {
    name: 'begin',
    models:
      SIZE + ITEM(ID, 'name String @db.VarChar(20)', 'size Size @default(small)', 'price Decimal? @db.Decimal(10, 2)', 'note String?'),
    query: 'SELECT COUNT(*) FROM "Item"',
    rows: [[0]],
  },
  {
    name: 'add columns and an index',
    sql: [`INSERT INTO "Item" ("name", "size", "price") VALUES ('it''s one', 'small', 1.25), ('two', 'large', NULL)`],
    models:
      SIZE +
      ITEM(
        ID,
        'name String @db.VarChar(20)',
        'size Size @default(small)',
        'price Decimal? @db.Decimal(10, 2)',
        'note String?',
        'count Int @default(7)',
        'seen DateTime?',
        '@@index([name, size])',
      ),
    query: 'SELECT "name", "size", "price", "count", "seen" FROM "Item" ORDER BY "id"',
    rows: [
      ["it's one", 'small', 1.25, 7, null],
      ['two', 'large', null, 7, null],
    ],
  },
  {
    name: 'add a table and a relation',
    models:
      SIZE +
      OWNER +
      ITEM(
        ID,
        'name String @db.VarChar(20)',
        'size Size @default(small)',
        'price Decimal? @db.Decimal(10, 2)',
        'note String?',
        'count Int @default(7)',
        'seen DateTime?',
        'ownerId Int?',
        'owner Owner? @relation(fields: [ownerId], references: [id], onDelete: Cascade)',
        '@@index([name, size])',
        '@@index([ownerId])',
      ),
    query: 'SELECT "ownerId" FROM "Item" ORDER BY "id"',
    rows: [[null], [null]],
  },
  {
    name: 'an enum value that is the default at once',
    sql: [`INSERT INTO "Owner" ("email") VALUES ('a@example.com')`, 'UPDATE "Item" SET "ownerId" = 1'],
    models:
      SIZES +
      OWNER +
      ITEM(
        ID,
        'name String @db.VarChar(20)',
        'size Size @default(medium)',
        'price Decimal? @db.Decimal(10, 2)',
        'note String?',
        'count Int @default(7)',
        'seen DateTime?',
        'ownerId Int?',
        'owner Owner? @relation(fields: [ownerId], references: [id], onDelete: Cascade)',
        '@@index([name, size])',
        '@@index([ownerId])',
      ),
    query: 'SELECT "size", "ownerId" FROM "Item" ORDER BY "id"',
    rows: [
      ['small', 1],
      ['large', 1],
    ],
  },
  {
    name: 'rename a column and a table',
    sql: [`INSERT INTO "Item" ("name", "ownerId") VALUES ('three', 1)`],
    renames: ['Item.name=title', 'Owner=Person'],
    models:
      SIZES +
      OWNER.replace('model Owner', 'model Person') +
      ITEM(
        ID,
        'title String @db.VarChar(20)',
        'size Size @default(medium)',
        'price Decimal? @db.Decimal(10, 2)',
        'note String?',
        'count Int @default(7)',
        'seen DateTime?',
        'ownerId Int?',
        'owner Person? @relation(fields: [ownerId], references: [id], onDelete: Cascade)',
        '@@index([title, size])',
        '@@index([ownerId])',
      ),
    query: 'SELECT "title", "size", "email" FROM "Item" JOIN "Person" ON "Person"."id" = "ownerId" ORDER BY "Item"."id"',
    rows: [
      ["it's one", 'small', 'a@example.com'],
      ['two', 'large', 'a@example.com'],
      ['three', 'medium', 'a@example.com'],
    ],
  },
  {
    name: 'other types',
    loses: true,
    models:
      SIZES +
      OWNER.replace('model Owner', 'model Person') +
      ITEM(
        ID,
        'title String @db.VarChar(100)',
        'size Size @default(medium)',
        'price Decimal? @db.Decimal(8, 1)',
        'note String?',
        'count BigInt @default(7)',
        'seen DateTime?',
        'ownerId Int?',
        'owner Person? @relation(fields: [ownerId], references: [id], onDelete: Cascade)',
        '@@index([title, size])',
        '@@index([ownerId])',
      ),
    query: 'SELECT "title", "price", "count" FROM "Item" ORDER BY "id"',
    rows: [
      ["it's one", 1.3, 7],
      ['two', null, 7],
      ['three', null, 7],
    ],
  },
  {
    name: 'required and optional',
    sql: [`UPDATE "Item" SET "note" = 'noted' WHERE "title" = 'two'`],
    models:
      SIZES +
      OWNER.replace('model Owner', 'model Person') +
      ITEM(
        ID,
        'title String? @db.VarChar(100)',
        'size Size @default(medium)',
        'price Decimal? @db.Decimal(8, 1)',
        'note String @default("none")',
        'count BigInt @default(7)',
        'seen DateTime?',
        'ownerId Int?',
        'owner Person? @relation(fields: [ownerId], references: [id], onDelete: Cascade)',
        '@@index([title, size])',
        '@@index([ownerId])',
      ),
    query: 'SELECT "note" FROM "Item" ORDER BY "id"',
    rows: [['none'], ['noted'], ['none']],
  },
  {
    name: 'other defaults and actions',
    models:
      SIZES +
      OWNER.replace('model Owner', 'model Person') +
      ITEM(
        ID,
        'title String? @db.VarChar(100)',
        'size Size',
        'price Decimal? @default(2.5) @db.Decimal(8, 1)',
        'note String @default("it\'s \\\\ new")',
        'count BigInt',
        'seen DateTime? @default(now())',
        'ownerId Int?',
        'owner Person? @relation(fields: [ownerId], references: [id], onDelete: SetNull)',
        '@@index([title, size])',
        '@@index([ownerId])',
      ),
    query: 'SELECT "note", "count" FROM "Item" ORDER BY "id"',
    rows: [
      ['none', 7],
      ['noted', 7],
      ['none', 7],
    ],
  },
  {
    name: 'drop a column and an index, add a unique',
    loses: true,
    sql: [`INSERT INTO "Item" ("title", "size", "count") VALUES ('four', 'small', 4)`],
    models:
      SIZES +
      OWNER.replace('model Owner', 'model Person') +
      ITEM(
        ID,
        'title String? @unique @db.VarChar(100)',
        'size Size',
        'note String @default("it\'s \\\\ new")',
        'count BigInt',
        'seen DateTime? @default(now())',
        'ownerId Int?',
        'owner Person? @relation(fields: [ownerId], references: [id], onDelete: SetNull)',
        '@@index([ownerId])',
      ),
    query: 'SELECT "title", "note", "count", "ownerId" FROM "Item" ORDER BY "id"',
    rows: [
      ["it's one", 'none', 7, 1],
      ['two', 'noted', 7, 1],
      ['three', 'none', 7, 1],
      ['four', "it's \\ new", 4, null],
    ],
  },
  {
    name: 'a composite key and a relation of many to many',
    models:
      SIZES +
      OWNER.replace('model Owner', 'model Person') +
      ITEM(
        ID,
        'title String? @unique @db.VarChar(100)',
        'size Size',
        'note String @default("it\'s \\\\ new")',
        'count BigInt',
        'seen DateTime? @default(now())',
        'ownerId Int?',
        'owner Person? @relation(fields: [ownerId], references: [id], onDelete: SetNull)',
        'tags Tag[]',
        'prices Price[]',
        '@@index([ownerId])',
      ) +
      'model Tag {\n  id String @id @db.VarChar(20)\n  items Item[]\n}\n\n' +
      'model Price {\n  itemId Int\n  region String @db.VarChar(10)\n  amount Int\n  item Item @relation(fields: [itemId], references: [id], onDelete: Cascade)\n\n  @@id([itemId, region])\n}\n\n',
    query: 'SELECT COUNT(*) FROM "_ItemToTag"',
    rows: [[0]],
  },
  {
    name: 'a required column for rows that are there, and a wider id',
    sql: [
      `INSERT INTO "Tag" ("id") VALUES ('red')`,
      `INSERT INTO "_ItemToTag" ("A", "B") VALUES (1, 'red'), (2, 'red')`,
      `INSERT INTO "Price" ("itemId", "region", "amount") VALUES (1, 'EU', 5), (1, 'US', 6)`,
    ],
    fills: ["Item.state='kept'", 'Price.tax=19'],
    models:
      SIZES +
      OWNER.replace('model Owner', 'model Person') +
      ITEM(
        ID,
        'title String? @unique @db.VarChar(100)',
        'size Size',
        'note String @default("it\'s \\\\ new")',
        'count BigInt',
        'seen DateTime? @default(now())',
        'state String @db.VarChar(10)',
        'ownerId Int?',
        'owner Person? @relation(fields: [ownerId], references: [id], onDelete: SetNull)',
        'tags Tag[]',
        'prices Price[]',
        '@@index([ownerId])',
      ) +
      'model Tag {\n  id String @id @db.VarChar(50)\n  items Item[]\n}\n\n' +
      'model Price {\n  itemId Int\n  region String @db.VarChar(10)\n  amount Int\n  tax Int\n  item Item @relation(fields: [itemId], references: [id], onDelete: Cascade)\n\n  @@id([itemId, region])\n}\n\n',
    query:
      'SELECT "Item"."id", "state", "region", "tax", "B" FROM "Item" LEFT JOIN "Price" ON "itemId" = "id" LEFT JOIN "_ItemToTag" ON "A" = "id" ORDER BY "id", "region"',
    rows: [
      [1, 'kept', 'EU', 19, 'red'],
      [1, 'kept', 'US', 19, 'red'],
      [2, 'kept', null, null, 'red'],
      [3, 'kept', null, null, null],
      [4, 'kept', null, null, null],
    ],
  },
  {
    name: 'drop a table and an enum value',
    loses: true,
    sql: [`UPDATE "Item" SET "size" = 'small' WHERE "size" = 'large'`],
    models:
      'enum Size {\n  medium\n  small\n}\n\n' +
      OWNER.replace('model Owner', 'model Person') +
      ITEM(
        ID,
        'title String? @unique @db.VarChar(100)',
        'size Size',
        'note String @default("it\'s \\\\ new")',
        'count BigInt',
        'seen DateTime? @default(now())',
        'state String @db.VarChar(10)',
        'ownerId Int?',
        'owner Person? @relation(fields: [ownerId], references: [id], onDelete: SetNull)',
        'tags Tag[]',
        '@@index([ownerId])',
      ) +
      'model Tag {\n  id String @id @db.VarChar(50)\n  items Item[]\n}\n\n',
    query: 'SELECT "id", "size", "state", "ownerId", "B" FROM "Item" LEFT JOIN "_ItemToTag" ON "A" = "id" ORDER BY "id"',
    rows: [
      [1, 'small', 'kept', 1, 'red'],
      [2, 'small', 'kept', 1, 'red'],
      [3, 'medium', 'kept', 1, null],
      [4, 'small', 'kept', null, null],
    ],
  },
]

export function schemaOf(models: string): string {
  return HEAD + models
}
