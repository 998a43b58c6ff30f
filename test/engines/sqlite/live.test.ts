import { describe, expect, it } from 'vitest'
import { engineSchemaOf } from '../../../src/commands/schema-step.js'
import { schemaOf } from '../evolution/steps.js'
import { testAdoption } from '../live/adopt.js'
import { testComparison } from '../live/compare.js'
import { makePlace, readSteps } from '../live/places.js'
import { createDatabase } from './server.js'

testComparison('sqlite', createDatabase)
testAdoption('sqlite', createDatabase)

const MODELS = `model Item {
  id Int @id @default(autoincrement())
  code String
  count Int?
  Owner Owner? @relation(fields: [ownerId], references: [id])
  ownerId Int?
}

model Owner {
  id Int @id
  items Item[]
}
`

describe('a live database of SQLite', () => {
  it('written by hand, in any style, becomes what a fresh install makes; what is somebody else is carried', async () => {
    const [step] = await readSteps(schemaOf(MODELS))
    if (step === undefined) throw new Error('no step')
    const place = await makePlace('sqlite', createDatabase)
    await place.run(`create table owner2 (id integer primary key) strict;
create table [Item] ( -- what there is, and more
  id integer primary key, code text not null default 'a,b', /* (a note) */ count int check (count > 0),
  "ownerId" integer references Owner(id), twice as (count * 2) stored, constraint "not much" check (count < 1000)
);
create table Owner(id integer not null primary key) without rowid;
create virtual table "found" using fts5(text);
create view "counted" as select count from Item;
create trigger "after_owner" after insert on "Owner" begin update Item set count = 1 where "ownerId" = new.id; end;
insert into Owner values (7); insert into Item (code, count, "ownerId") values ('x', 3, 7), ('y', null, null);`)
    const compare = () => place.use((connection) => connection.compare(engineSchemaOf(step, 'sqlite')))
    const { differences, others, toSchema } = await compare()
    expect(differences.map(({ kind, table, name }) => `${kind} ${table}.${name}`)).toEqual(
      expect.arrayContaining([
        'column Item.id',
        'column Item.count',
        'foreign key Item.Item_ownerId_fkey',
        'column Owner.id',
        'table owner2.owner2',
      ]),
    )
    expect(others).toEqual([
      'in the table "Item": "twice" as (count * 2) stored',
      'in the table "Item": constraint "not much" check (count < 1000)',
      'the view "counted"',
      'the virtual table "found"',
      'the trigger "after_owner" of "Owner"',
    ])
    await place.run(await toSchema())
    expect(await compare()).toMatchObject({ differences: [], others: expect.arrayContaining(others.slice(2)) })
    expect((await compare()).others).toHaveLength(5)
    await place.run(`INSERT INTO "Owner" VALUES (8); INSERT INTO "found" VALUES ('still');`)
    // The view, the trigger and the calculated column work: what they give is not null.
    await place.run(`CREATE TABLE "seen" ("n" INTEGER NOT NULL); INSERT INTO "seen" SELECT "twice" FROM "Item" WHERE "id" = 1;
INSERT INTO "Item" ("code", "ownerId") VALUES ('z', 8); INSERT INTO "Owner" VALUES (9);
INSERT INTO "seen" SELECT sum("count") FROM "counted";`)
    await expect(place.run(`INSERT INTO "Item" ("code", "count") VALUES ('much', 2000);`)).rejects.toThrow('not much')
    await place.drop()
  })
})
