import { describe, expect, it } from 'vitest'
import { engineOf, type Provider } from '../../../src/engines/index.js'
import { readScriptTables } from '../../../src/engines/script-tables.js'

function read(provider: Provider, ...scripts: string[]) {
  const { textLiteral } = engineOf(provider)
  const tables = scripts.reduce(
    (before, script) => readScriptTables(before, script, textLiteral),
    new Map() as ReturnType<typeof readScriptTables>,
  )
  return [...tables].map(([table, { columns, keys }]) => [
    table,
    columns.join(),
    ...keys.map(
      ({ kind, columns: own, target }) => `${kind} ${own.join()}${target === null ? '' : ` ${target.table} ${target.columns.join()}`}`,
    ),
  ])
}

describe('readScriptTables', () => {
  it('reads tables as people write them', () => {
    const script = `
      create table if not exists public.users (id serial primary key, email text not null unique, team int references teams (id),
        age int check (age > 0, 1) default 1);
      -- CREATE TABLE no ();
      /* CREATE TABLE no (); */
      INSERT INTO users VALUES ('); CREATE TABLE no (', E'\\'; DROP TABLE users');
      CREATE FUNCTION f() RETURNS trigger AS $x$ BEGIN DROP TABLE users; END $x$ LANGUAGE plpgsql;
      CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS one ON users USING btree (lower(email), "age" DESC);`
    expect(read('postgresql', script)).toEqual([
      ['users', 'id,email,team,age', 'primary key id', 'unique key email', 'foreign key team teams id', 'unique key lower,age'],
    ])
  })

  it('follows what becomes of tables, columns and keys', () => {
    const script = `CREATE TABLE "a" ("id" INT, "b" INT, CONSTRAINT "pk" PRIMARY KEY ("id"));
      CREATE TABLE "c" ("a id" INT, CONSTRAINT "fk" FOREIGN KEY ("a id") REFERENCES "a" ("id") ON DELETE CASCADE);
      CREATE UNIQUE INDEX "u" ON "a" ("b");`
    expect(read('postgresql', script, 'ALTER TABLE "a" RENAME COLUMN "id" TO "key"; ALTER TABLE "a" RENAME TO "A";')).toEqual([
      ['c', 'a id', 'foreign key a id A key'],
      ['A', 'key,b', 'primary key key', 'unique key b'],
    ])
    expect(
      read(
        'postgresql',
        script,
        'ALTER TABLE "c" DROP CONSTRAINT IF EXISTS "fk", ADD COLUMN "d" INT; DROP INDEX "u"; DROP TABLE "x", "y";',
      ),
    ).toEqual([
      ['a', 'id,b', 'primary key id'],
      ['c', 'a id,d'],
    ])
    expect(read('postgresql', script, 'ALTER TABLE "a" DROP COLUMN "b"; DROP TABLE "c" CASCADE')).toEqual([['a', 'id', 'primary key id']])
  })

  it("reads MySQL's own forms", () => {
    const script = `CREATE TABLE \`a\` (\`id\` INT NOT NULL, \`b\` VARCHAR(9) DEFAULT 'it\\'s (', UNIQUE INDEX \`u\`(\`b\`(5)), INDEX \`i\`(\`b\`), PRIMARY KEY (\`id\`)) ENGINE=InnoDB;`
    expect(read('mysql', script)).toEqual([['a', 'id,b', 'unique key b', 'primary key id']])
    const change = 'ALTER TABLE `a` DROP PRIMARY KEY, CHANGE `b` `c` INT, DROP INDEX `i`, RENAME INDEX `u` TO `v`; RENAME TABLE `a` TO `d`;'
    expect(read('mysql', script, change)).toEqual([['d', 'id,c', 'unique key c']])
    expect(read('mysql', script, change, 'DROP INDEX `v` ON `d`;')).toEqual([['d', 'id,c']])
  })

  it("follows SQLite's redefinition of a table", () => {
    const script = 'CREATE TABLE "a" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "b" INT);'
    const change = `PRAGMA foreign_keys=OFF;
      CREATE TABLE "new_a" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "up" INT, FOREIGN KEY ("up") REFERENCES "a" ("id"));
      INSERT INTO "new_a" ("id") SELECT "id" FROM "a";
      DROP TABLE "a";
      ALTER TABLE "new_a" RENAME TO "a";
      CREATE TRIGGER "t" AFTER INSERT ON "a" BEGIN UPDATE "a" SET "up" = 1; DELETE FROM "a"; END;`
    expect(read('sqlite', script, change)).toEqual([['a', 'id,up', 'primary key id', 'foreign key up a id']])
  })
})
