import { describe, expect, inject, it } from 'vitest'
import { engineSchemaOf } from '../../../src/commands/schema-step.js'
import { schemaOf } from '../evolution/steps.js'
import { testAdoption } from '../live/adopt.js'
import { testComparison } from '../live/compare.js'
import { makePlace, readSteps } from '../live/places.js'
import { createDatabase } from './server.js'

testComparison('mysql', createDatabase)
testAdoption('mysql', createDatabase)

const MODELS = `model Item {
  id Int @id @default(autoincrement())
  code String @db.VarChar(50) @unique
  count Int?
  at DateTime @default(now())
  data Json?
  owner Owner? @relation(fields: [ownerId], references: [id])
  ownerId String? @db.VarChar(40)
}

model Owner {
  id String @id @db.VarChar(40)
  items Item[]
}
`

describe.skipIf(inject('server').notRun !== undefined)('a live database of MySQL', () => {
  it('of other collations, engines of keys and words becomes what a fresh install makes, with its rows', async () => {
    const [step] = await readSteps(schemaOf(MODELS))
    if (step === undefined) throw new Error('no step')
    const schema = engineSchemaOf(step, 'mysql')
    const place = await makePlace('mysql', createDatabase)
    await place.run(`CREATE TABLE \`Owner\` (id VARCHAR(20) COLLATE utf8mb4_general_ci NOT NULL PRIMARY KEY) DEFAULT CHARSET latin1;
CREATE TABLE \`Item\` (id INT AUTO_INCREMENT PRIMARY KEY, code VARCHAR(50) NOT NULL UNIQUE, count INT CHECK (count > 0),
  at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, data JSON, ownerId VARCHAR(20) COLLATE utf8mb4_general_ci,
  KEY by_hand (ownerId), FOREIGN KEY (ownerId) REFERENCES \`Owner\` (id)) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_unicode_ci;
INSERT INTO \`Owner\` VALUES ('ada');
INSERT INTO \`Item\` (code, count, at, data, ownerId) VALUES ('Ää', 1, '2024-01-02 03:04:05', '{"a": 1}', 'ada');`)
    const compare = () => place.use((connection) => connection.compare(schema))
    const { differences, others, toSchema } = await compare()
    expect(differences.map(({ kind, table, name }) => `${kind} ${table}.${name}`)).toEqual(
      expect.arrayContaining([
        'collation Item.Item',
        'column Item.code',
        'column Item.at',
        'column Item.ownerId',
        'index Item.Item_code_key',
        'index Item.by_hand',
        'foreign key Item.Item_ownerId_fkey',
        'collation Owner.Owner',
        'column Owner.id',
      ]),
    )
    expect(others.join('\n')).toMatch(/that the column `at` of `Item` changes[\s\S]*the check `\w+` of `Item`: .*`count` > 0/)
    await place.run(await toSchema())
    expect(await compare()).toMatchObject({ differences: [] })
    const fresh = await makePlace('mysql', createDatabase)
    await fresh.run(schema.script)
    const [one, other] = await Promise.all([place, fresh].map(({ use }) => use((connection) => connection.readCatalog())))
    expect(one?.filter((line) => !line.startsWith('key | Item | Item_chk'))).toEqual(other)
    // A row that is not there would be inserted again.
    await expect(place.run("INSERT INTO `Item` (code, ownerId) VALUES ('Ää', 'ada');")).rejects.toThrow('Duplicate')
    await place.run("INSERT INTO `Item` (code, ownerId) VALUES ('ää', 'ada');")
    await expect(place.run("INSERT INTO `Item` (code, ownerId) VALUES ('x', 'ADA');")).rejects.toThrow('foreign key')
    await place.drop()
    await fresh.drop()
  })
})
