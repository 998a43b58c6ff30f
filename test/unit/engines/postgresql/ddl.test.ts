import { describe, expect, it } from 'vitest'
import type { Column } from '../../../../src/contract/tables.js'
import { createTables } from '../../../../src/engines/postgresql/ddl.js'
import { createSql, TABLES } from '../tables.js'

const EXPECTED = `-- CreateEnum
CREATE TYPE "Size" AS ENUM ('large', 'tiny''s');

-- CreateTable
CREATE TABLE "parent" (
    "id" UUID NOT NULL,

    CONSTRAINT "parent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "child" (
    "id" SERIAL NOT NULL,
    "parent_id" UUID,
    "code" VARCHAR(20) COLLATE "C" NOT NULL DEFAULT 'it''s \\ here',
    "note" TEXT COLLATE "C" DEFAULT 'x',
    "flag" BOOLEAN NOT NULL DEFAULT true,
    "small" SMALLINT DEFAULT -5,
    "big" BIGINT NOT NULL DEFAULT 9007199254740993,
    "ratio" DOUBLE PRECISION,
    "price" DECIMAL(12,2) DEFAULT 1.5,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "zoned" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{"a": "it''s"}',
    "bytes" BYTEA,
    "size" "Size" NOT NULL DEFAULT 'tiny''s',
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "child_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Tag" (
    "id" INTEGER NOT NULL,
    "key" VARCHAR(191) COLLATE "C" NOT NULL,

    CONSTRAINT "Tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "_ParentToTag" (
    "A" UUID NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_ParentToTag_AB_pkey" PRIMARY KEY ("A","B")
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
CREATE INDEX "_ParentToTag_B_index" ON "_ParentToTag"("B");

-- AddForeignKey
ALTER TABLE "child" ADD CONSTRAINT "child_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "parent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_ParentToTag" ADD CONSTRAINT "_ParentToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "parent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_ParentToTag" ADD CONSTRAINT "_ParentToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;
`

describe('createTables of PostgreSQL', () => {
  it("gives Prisma's own SQL, with text in code-point order and quotes doubled in enums", async () => {
    expect((await createSql('postgresql', TABLES)).split('\n-- CreateFunction')[0]).toBe(EXPECTED)
  })

  it('has the sequence of each id that counts up follow ids that are given', async () => {
    const script = await createSql('postgresql', TABLES)
    expect(script.match(/CREATE OR REPLACE FUNCTION refract_follow_ids\(\)/g)).toHaveLength(1)
    expect(script.match(/CREATE TRIGGER.*/g)).toEqual(['CREATE TRIGGER "child_follow_ids" AFTER INSERT ON "child" FOR EACH ROW'])
    expect(script).toContain(`$trigger$, pg_get_serial_sequence('"child"', 'id'));`)
  })

  it('fails where a column is not found as expected, rather than lose its collation in silence', async () => {
    const table = {
      name: 't',
      columns: [column('a'), column('b')],
      primaryKey: { name: 't_pkey', columns: [] },
      indexes: [],
      foreignKeys: [],
      join: false,
    }
    const script = 'CREATE TABLE "t" (\n    "a" TEXT NOT NULL\n);\n'
    await expect(createTables({ tables: [table], emitted: async () => script })).rejects.toThrow(
      "The schema engine's SQL does not name t.b as expected.",
    )
  })

  it('changes nothing outside of the tables it was given', async () => {
    const script = '-- "a" TEXT NOT NULL\nCREATE TABLE "other" (\n    "a" TEXT NOT NULL\n);\nCREATE INDEX "a" ON "other"("a");\n'
    expect(await createTables({ tables: [], emitted: async () => script })).toBe(script)
  })
})

function column(name: string): Column {
  return { name, storage: { kind: 'text', length: null }, required: true, autoincrement: false, default: null, clientDefault: false }
}
