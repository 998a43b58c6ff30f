import { describe, expect, it } from 'vitest'
import { modelOf } from '../../schema/canonical.js'
import { createSql, TABLES } from '../tables.js'

const EXPECTED = `-- CreateTable
CREATE TABLE "parent" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "parent.id.length" CHECK (length("id") <= 36)
);

-- CreateTable
CREATE TABLE "child" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CONSTRAINT "child.id.range" CHECK ("id" IS NULL OR (typeof("id") = 'integer' AND "id" BETWEEN -2147483648 AND 2147483647)),
    "parent_id" TEXT CONSTRAINT "child.parent_id.length" CHECK (length("parent_id") <= 36),
    "code" TEXT NOT NULL DEFAULT 'it''s \\ here' CONSTRAINT "child.code.length" CHECK (length("code") <= 20),
    "note" TEXT DEFAULT 'x',
    "flag" BOOLEAN NOT NULL DEFAULT true CONSTRAINT "child.flag.type" CHECK ("flag" IN (0, 1)),
    "small" INTEGER DEFAULT -5 CONSTRAINT "child.small.range" CHECK ("small" IS NULL OR (typeof("small") = 'integer' AND "small" BETWEEN -32768 AND 32767)),
    "big" BIGINT NOT NULL DEFAULT 9007199254740993 CONSTRAINT "child.big.range" CHECK (typeof("big") = 'integer'),
    "ratio" REAL CONSTRAINT "child.ratio.range" CHECK ("ratio" IS NULL OR (typeof("ratio") = 'real' AND abs("ratio") <= 1.7976931348623157e308)),
    "price" DECIMAL DEFAULT 1.5 CONSTRAINT "child.price.range" CHECK ("price" IS NULL OR (typeof("price") IN ('integer', 'real') AND abs(round("price", 2)) < 10000000000)),
    "at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')) CONSTRAINT "child.at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "at") IS "at"),
    "zoned" DATETIME NOT NULL CONSTRAINT "child.zoned.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "zoned") IS "zoned"),
    "data" JSONB NOT NULL DEFAULT '{"a": "it''s"}' CONSTRAINT "child.data.type" CHECK (json_valid("data")),
    "bytes" BLOB,
    "size" TEXT NOT NULL DEFAULT 'tiny''s' CONSTRAINT "child.size.type" CHECK ("size" IN ('large', 'tiny''s')),
    "updatedAt" DATETIME NOT NULL CONSTRAINT "child.updatedAt.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "updatedAt") IS "updatedAt"),
    CONSTRAINT "child_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "parent" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Tag" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CONSTRAINT "Tag.id.range" CHECK (typeof("id") = 'integer' AND "id" BETWEEN -2147483648 AND 2147483647),
    "key" TEXT NOT NULL CONSTRAINT "Tag.key.length" CHECK (length("key") <= 191)
);

-- CreateTable
CREATE TABLE "_ParentToTag" (
    "A" TEXT NOT NULL CONSTRAINT "_ParentToTag.A.length" CHECK (length("A") <= 36),
    "B" INTEGER NOT NULL CONSTRAINT "_ParentToTag.B.range" CHECK (typeof("B") = 'integer' AND "B" BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT "_ParentToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "parent" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_ParentToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "child_code_key" ON "child"("code");

-- CreateIndex
CREATE INDEX "child_at_flag_idx" ON "child"("at" DESC, "flag");

-- CreateIndex
CREATE UNIQUE INDEX "child_parent_id_size_key" ON "child"("parent_id", "size");

-- CreateIndex
CREATE UNIQUE INDEX "Tag_key_key" ON "Tag"("key");

-- CreateIndex
CREATE UNIQUE INDEX "_ParentToTag_AB_unique" ON "_ParentToTag"("A", "B");

-- CreateIndex
CREATE INDEX "_ParentToTag_B_index" ON "_ParentToTag"("B");

-- CreateTrigger
CREATE TRIGGER "child_price_round_insert" AFTER INSERT ON "child"
WHEN NEW."price" <> round(NEW."price", 2)
BEGIN
    UPDATE "child" SET "price" = round(NEW."price", 2) WHERE rowid = NEW.rowid;
END;

-- CreateTrigger
CREATE TRIGGER "child_price_round_update" AFTER UPDATE OF "price" ON "child"
WHEN NEW."price" <> round(NEW."price", 2)
BEGIN
    UPDATE "child" SET "price" = round(NEW."price", 2) WHERE rowid = NEW.rowid;
END;

`

describe('createTables of SQLite', () => {
  it("gives Prisma's own SQL, with checks, times in the client's form, Json in quotes and rounding", async () => {
    expect(await createSql('sqlite', TABLES)).toBe(EXPECTED)
  })

  it('gives SQL that SQLite takes, and checks that hold', async () => {
    const { DatabaseSync } = await import('@photostructure/sqlite')
    const database = new DatabaseSync(':memory:')
    database.exec(await createSql('sqlite', TABLES))
    const at = "'2024-02-29T12:00:00.120+00:00'"
    const insert = (values: string) => () =>
      database.exec(`INSERT INTO child (zoned, "updatedAt", ${values.replace('=', `) VALUES (${at}, ${at}, `)})`)
    expect(insert("code = 'plain'")).not.toThrow()
    expect(database.prepare('SELECT code, data, at, price FROM child').get()).toMatchObject({
      data: '{"a": "it\'s"}',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/),
      price: 1.5,
    })
    for (const [values, name] of [
      ["code = '123456789012345678901'", 'child.code.length'],
      ['small = 32768', 'child.small.range'],
      ["small = 'x'", 'child.small.range'],
      ['big = 9223372036854775808', 'child.big.range'],
      ["ratio = 'x'", 'child.ratio.range'],
      ['price = 10000000000', 'child.price.range'],
      ['price = 9999999999.996', 'child.price.range'],
      ["data = '{'", 'child.data.type'],
      ["at = '2024-02-29 12:00:00'", 'child.at.type'],
      ["at = '2023-02-29T12:00:00.000+00:00'", 'child.at.type'],
      ['at = 0', 'child.at.type'],
      ["size = 'huge'", 'child.size.type'],
      ['flag = 2', 'child.flag.type'],
      ['id = 2147483648', 'child.id.range'],
    ] as const) {
      expect(insert(values), values).toThrow(`CHECK constraint failed: ${name}`)
    }
    database.exec('UPDATE child SET price = 1.235')
    expect(database.prepare('SELECT price FROM child').get()).toEqual({ price: 1.24 })
    expect(insert("price, code = -0.125, 'other'")).not.toThrow()
    expect(database.prepare("SELECT price FROM child WHERE code = 'other'").get()).toEqual({ price: -0.13 })
    database.close()
  })

  it('leaves a default of several lines as it is', async () => {
    const script = await createSql(
      'sqlite',
      modelOf('id Int @id', 'note String @default("one\\n    \\"id\\" two,\\n);\\n") @db.VarChar(40)'),
    )
    expect(script).toContain(
      `"note" TEXT NOT NULL DEFAULT 'one\n    "id" two,\n);\n' CONSTRAINT "M.note.length" CHECK (length("note") <= 40)`,
    )
  })
})
