import { SchemaEngine } from '../../../src/commands/schema-engine.js'
import type { Provider } from '../../../src/engines/index.js'
import { createMigration } from '../../../src/engines/mysql/diff/migration.js'
import { readModels } from '../../../src/schema/models.js'
import { parseSchema } from '../../../src/schema/parse.js'
import { readWrittenTables } from '../../../src/schema/tables.js'
import { schemaOf } from '../evolution/steps.js'

const models = (key: string, decimal: string) => `
enum Role {
  ADMIN
  USER
}

model User {
  id        Int      @id @default(autoincrement())
  email     String   @unique
  name      String?
  role      Role     @default(USER)
  createdAt DateTime @default(now())
  posts     Post[]
}

model Post {
  id        String   @id @default(cuid())${key}
  title     String
  body      String?
  published Boolean  @default(false)
  price     Decimal  @default(0)${decimal}
  data      Json?
  authorId  Int
  author    User     @relation(fields: [authorId], references: [id])
  parentId  String?${key}
  parent    Post?    @relation("Thread", fields: [parentId], references: [id])
  replies   Post[]   @relation("Thread")
  createdAt DateTime @default(now())
  updatedAt DateTime @updatedAt
  tags      Tag[]

  @@index([createdAt])
}

model Tag {
  name  String @id${key}
  posts Post[]
}
`

/** The schema of a team that has had Prisma alone, as Refract takes it. */
export const CANONICAL = schemaOf(models(' @db.VarChar(191)', ' @db.Decimal(10, 2)'))

/** The SQL by which Prisma Migrate has made the tables of the same schema. */
export async function writeAsPrisma(provider: Provider): Promise<string> {
  const text = schemaOf(models('', provider === 'sqlite' ? '' : ' @db.Decimal(10, 2)')).replace('"postgresql"', `"${provider}"`)
  if (provider === 'mysql')
    return createMigration([], readWrittenTables(readModels(parseSchema(text, 'schema.prisma')), null), 'prisma').sql
  const schemaEngine = new SchemaEngine()
  try {
    return await schemaEngine.create({ path: 'schema.prisma', text })
  } finally {
    await schemaEngine.close()
  }
}

/** Rows such as Prisma writes them: on SQLite a time is a number of milliseconds, or the text of `CURRENT_TIMESTAMP`. */
export function writeRows(provider: Provider): string {
  const time = provider === 'sqlite' ? '1704164645678' : "'2024-01-02 03:04:05.678'"
  return `
INSERT INTO "User" ("email", "name", "role", "createdAt") VALUES ('Ada@example.com', 'Ada', 'ADMIN', ${time}), ('bob@example.com', NULL, 'USER', '2024-01-02 03:04:05');
INSERT INTO "Post" ("id", "title", "price", "data", "authorId", "parentId", "createdAt", "updatedAt") VALUES
  ('p1', 'First', 1.25, '{"a": [1]}', 1, NULL, ${time}, ${time}), ('p2', 'Second', 0, NULL, 2, 'p1', ${time}, ${time});
INSERT INTO "Tag" ("name") VALUES ('red'), ('blue');
INSERT INTO "_PostToTag" ("A", "B") VALUES ('p1', 'red'), ('p2', 'blue');
`
}

/** What somebody has made beside the models, and how it goes. */
export const OWN: Readonly<Record<Provider, { readonly make: string; readonly remove: string; readonly others: readonly string[] }>> = {
  postgresql: {
    make: `
CREATE VIEW "published" AS SELECT count(*) AS n FROM "Post" WHERE "published";
CREATE UNIQUE INDEX "User_name_part" ON "User"("name") WHERE "role" = 'ADMIN';
CREATE INDEX "Post_data_gin" ON "Post" USING gin ("data");
ALTER TABLE "Post" ADD CONSTRAINT "price_positive" CHECK ("price" >= 0);
ALTER TABLE "Post" ADD COLUMN "doubled" DECIMAL(10, 2) GENERATED ALWAYS AS ("price" * 2) STORED;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER "touched" BEFORE UPDATE ON "Post" FOR EACH ROW EXECUTE FUNCTION touch();
CREATE SEQUENCE "own_numbers";
`,
    remove: `
DROP VIEW "published"; DROP INDEX "User_name_part"; DROP INDEX "Post_data_gin"; ALTER TABLE "Post" DROP CONSTRAINT "price_positive";
ALTER TABLE "Post" DROP COLUMN "doubled"; DROP TRIGGER "touched" ON "Post"; DROP FUNCTION touch(); DROP SEQUENCE "own_numbers";
`,
    others: ['published', 'User_name_part', 'Post_data_gin', 'price_positive', 'doubled', 'touch()', 'touched', 'own_numbers'],
  },
  mysql: {
    make: `
CREATE VIEW \`published\` AS SELECT count(*) AS n FROM \`Post\` WHERE \`published\`;
ALTER TABLE \`Post\` ADD CONSTRAINT \`price_positive\` CHECK (\`price\` >= 0);
ALTER TABLE \`Post\` ADD COLUMN \`doubled\` DECIMAL(10, 2) AS (\`price\` * 2) STORED;
CREATE TRIGGER \`touched\` BEFORE UPDATE ON \`Post\` FOR EACH ROW SET NEW.\`title\` = NEW.\`title\`;
`,
    remove: `
DROP VIEW \`published\`; ALTER TABLE \`Post\` DROP CONSTRAINT \`price_positive\`; ALTER TABLE \`Post\` DROP COLUMN \`doubled\`;
DROP TRIGGER \`touched\`;
`,
    others: ['published', 'price_positive', 'doubled', 'touched'],
  },
  sqlite: {
    make: `
CREATE VIEW "published" AS SELECT count(*) AS n FROM "Post" WHERE "published";
CREATE UNIQUE INDEX User_name_part ON User(name) WHERE role = 'ADMIN';
ALTER TABLE "Post" ADD COLUMN "doubled" DECIMAL GENERATED ALWAYS AS ("price" * 2) VIRTUAL;
CREATE TRIGGER touched AFTER UPDATE OF "name" ON "User" BEGIN UPDATE "Post" SET "title" = "title" WHERE "authorId" = NEW."id"; END;
`,
    remove: `
DROP VIEW "published"; DROP INDEX "User_name_part"; ALTER TABLE "Post" DROP COLUMN "doubled"; DROP TRIGGER "touched";
`,
    others: ['published', 'User_name_part', 'doubled', 'touched'],
  },
}
