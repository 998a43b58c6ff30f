import { describe, expect, it } from 'vitest'
import { migrate } from './schemas.js'

const model = (name: string, ...lines: string[]) => `model ${name} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
const statements = (sql: string) => sql.replace(/^\/\*[\s\S]*?\*\/\n/, '')
const messages = (before: string, after: string, style: 'prisma' | 'refract' = 'prisma') =>
  migrate(before, after, style).warnings.map(({ message }) => message)

const PARENT = model('P', 'id Int @id', 'cs C[]')
const child = (...lines: string[]) =>
  PARENT + model('C', 'id Int @id', 'p Int', 'x Int', 'parent P @relation(fields: [p], references: [id])', ...lines)

describe("the diff in Prisma's style", () => {
  it('says nothing where nothing differs', () => {
    expect(migrate(child(), child(), 'prisma').sql).toBe('-- This is an empty migration.')
  })

  it('prints every native type', () => {
    const natives = [
      ['Int', 'UnsignedInt', 'INTEGER UNSIGNED'],
      ['Int', 'UnsignedTinyInt', 'TINYINT UNSIGNED'],
      ['Int', 'MediumInt', 'MEDIUMINT'],
      ['Int', 'Year', 'YEAR'],
      ['BigInt', 'UnsignedBigInt', 'BIGINT UNSIGNED'],
      ['Boolean', 'TinyInt', 'BOOLEAN'],
      ['Boolean', 'Bit(1)', 'BIT(1)'],
      ['Decimal', 'Decimal(9, 3)', 'DECIMAL(9, 3)'],
      ['Float', 'Float', 'FLOAT'],
      ['String', 'Char(5)', 'CHAR(5)'],
      ['String', 'MediumText', 'MEDIUMTEXT'],
      ['Bytes', 'VarBinary(7)', 'VARBINARY(7)'],
      ['Bytes', 'TinyBlob', 'TINYBLOB'],
      ['DateTime', 'Timestamp(6)', 'TIMESTAMP(6)'],
      ['DateTime', 'Time(2)', 'TIME(2)'],
      ['DateTime', 'Date', 'DATE'],
    ] as const
    const fields = natives.map(([type, native], at) => `f${at} ${type} @db.${native}`)
    const { sql } = migrate('', model('T', 'id Int @id', ...fields, 'u Unsupported("point")?'), 'prisma')
    for (const [at, [, , type]] of natives.entries()) expect(sql).toContain(`    \`f${at}\` ${type} NOT NULL,\n`)
    expect(sql).toContain('    `u` point NULL,\n')
  })

  it('makes what the client ignores', () => {
    const { sql } = migrate('', model('T', 'id Int @id', 'a Int @ignore', '@@ignore'), 'prisma')
    expect(sql).toContain('`a` INTEGER NOT NULL')
  })

  it('prints defaults as they are written', () => {
    const fields = ['a Decimal @default(0.00)', 'b DateTime @default(now()) @db.Timestamp(0)', 'c DateTime @default(now()) @db.DateTime']
    const more = [
      'd String @default(dbgenerated("(uuid())"))',
      'e Json @default("{}")',
      'f String @default("it\'s \\\\ x")',
      'g String @default(cuid())',
    ]
    const { sql } = migrate('', model('T', 'id Int @id', ...fields, ...more), 'prisma')
    expect(sql).toContain('`a` DECIMAL(65, 30) NOT NULL DEFAULT 0.00,')
    expect(sql).toContain('`b` TIMESTAMP(0) NOT NULL DEFAULT CURRENT_TIMESTAMP(0),')
    expect(sql).toContain('`c` DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP(3),')
    expect(sql).toContain('`d` VARCHAR(191) NOT NULL DEFAULT (uuid()),')
    expect(sql).toContain('`e` JSON NOT NULL,')
    expect(sql).toContain("`f` VARCHAR(191) NOT NULL DEFAULT 'it''s \\ x',")
    expect(sql).toContain('`g` VARCHAR(191) NOT NULL,')
  })

  it('orders the keys of a table as Prisma does, whatever the order of the lines', () => {
    const keys = ['@@unique([a, b])', '@@fulltext([c])', '@@index([b(sort: Desc)])', '@@index([c(length: 10)], name: "old")']
    const { sql } = migrate('', model('T', 'id Int @id', 'a Int', 'b Int @unique', 'c String @db.Text', ...keys), 'prisma')
    expect(sql).toContain(`
    UNIQUE INDEX \`T_b_key\`(\`b\`),
    INDEX \`T_b_idx\`(\`b\` DESC),
    INDEX \`old\`(\`c\`(10)),
    UNIQUE INDEX \`T_a_b_key\`(\`a\`, \`b\`),
    FULLTEXT INDEX \`T_c_idx\`(\`c\`),
    PRIMARY KEY (\`id\`)
`)
  })

  it('cuts the names it makes at 64 bytes and keeps their ends', () => {
    const long = 'a'.repeat(40)
    const { sql } = migrate('', model('T', 'id Int @id', `${long} Int`, `b${long} Int`, `@@index([${long}, b${long}])`), 'prisma')
    expect(sql).toContain(`INDEX \`T_${long}_b${'a'.repeat(16)}_idx\``)
    expect(`T_${long}_b${'a'.repeat(16)}_idx`).toHaveLength(64)
  })

  it('keeps relations out of the database where the schema says so', () => {
    const schema = `datasource db {\n  provider = "mysql"\n  relationMode = "prisma"\n}\n${child()}`
    expect(migrate('', schema, 'prisma').sql).not.toContain('FOREIGN KEY')
    expect(migrate(schema, child(), 'prisma').sql).toContain('ADD CONSTRAINT `C_p_fkey`')
  })

  it('leaves views alone, and relations to them', () => {
    const view = 'view V {\n  id Int @unique\n  ts T[]\n}\n'
    const { sql } = migrate('', view + model('T', 'id Int @id', 'v Int', 'seen V @relation(fields: [v], references: [id])'), 'prisma')
    expect(sql).toContain('CREATE TABLE `T` (\n    `id` INTEGER NOT NULL,\n    `v` INTEGER NOT NULL,\n\n    PRIMARY KEY (`id`)\n)')
    expect(sql).not.toContain('FOREIGN KEY')
  })

  it('names foreign keys as map says', () => {
    const mapped = child().replace('references: [id]', 'references: [id], map: "mine", onDelete: NoAction')
    expect(migrate('', mapped, 'prisma').sql).toContain(
      'CONSTRAINT `mine` FOREIGN KEY (`p`) REFERENCES `P`(`id`) ON DELETE NO ACTION ON UPDATE CASCADE',
    )
  })

  it('puts join tables last, in the order of their A sides', () => {
    const schema =
      model('Z', 'id Int @id', 'bs B[]') +
      model('B', 'id String @id', 'zs Z[]', 'friends B[] @relation("f")', 'friendOf B[] @relation("f")')
    const { sql } = migrate('', schema, 'prisma')
    expect([...sql.matchAll(/CREATE TABLE `(\w+)`/g)].map(([, name]) => name)).toEqual(['Z', 'B', '_BToZ', '_f'])
    expect(sql).toContain(
      '`A` VARCHAR(191) NOT NULL,\n    `B` INTEGER NOT NULL,\n\n    UNIQUE INDEX `_BToZ_AB_unique`(`A`, `B`),\n    INDEX `_BToZ_B_index`(`B`)\n)',
    )
  })

  it("renames InnoDB's own index when the schema asks for one, and drops it with its key", () => {
    expect(statements(migrate(child(), child('@@index([p])'), 'prisma').sql)).toBe(
      '-- RenameIndex\nALTER TABLE `C` RENAME INDEX `C_p_fkey` TO `C_p_idx`;\n',
    )
    const without = model('P', 'id Int @id') + model('C', 'id Int @id', 'p Int', 'x Int')
    expect(statements(migrate(child(), without, 'prisma').sql)).toBe(
      '-- DropForeignKey\nALTER TABLE `C` DROP FOREIGN KEY `C_p_fkey`;\n\n-- DropIndex\nDROP INDEX `C_p_fkey` ON `C`;\n',
    )
  })

  it('renews a foreign key before the index under it goes, but keeps an index on just its columns', () => {
    expect(statements(migrate(child('@@index([p, x])'), child(), 'prisma').sql)).toMatch(
      /DropForeignKey[\s\S]*DropIndex[\s\S]*AddForeignKey/,
    )
    expect(migrate(child('@@index([p])'), child(), 'prisma').sql).toBe('-- This is an empty migration.')
  })

  it('drops a unique index after the primary key that takes its place', () => {
    const sql = statements(migrate(model('T', 'a Int @unique'), model('T', 'a Int @id'), 'prisma').sql)
    expect(sql).toBe('-- AlterTable\nALTER TABLE `T` ADD PRIMARY KEY (`a`);\n\n-- DropIndex\nDROP INDEX `T_a_key` ON `T`;\n')
  })

  it('sorts dropped and added columns by name, changed ones as they stood', () => {
    const before = model('T', 'id Int @id', 'z Int', 'b Int', 'a Int', 'keep Int')
    const after = model('T', 'id Int @id', 'y Int?', 'c Int?', 'keep Int?', 'a Int?')
    expect(statements(migrate(before, after, 'prisma').sql)).toBe(`-- AlterTable
ALTER TABLE \`T\` DROP COLUMN \`b\`,
    DROP COLUMN \`z\`,
    ADD COLUMN \`c\` INTEGER NULL,
    ADD COLUMN \`y\` INTEGER NULL,
    MODIFY \`a\` INTEGER NULL,
    MODIFY \`keep\` INTEGER NULL;
`)
  })

  it('prints a MODIFY with AUTO_INCREMENT last, and a bare DROP DEFAULT', () => {
    expect(migrate(model('T', 'id Int @id'), model('T', 'id Int @id @default(autoincrement())'), 'prisma').sql).toContain(
      'MODIFY `id` INTEGER NOT NULL AUTO_INCREMENT;',
    )
    const before = model('T', 'id Int @id', 'a Int? @default(1)')
    expect(migrate(before, model('T', 'id Int @id', 'a Int?'), 'prisma').sql).toContain('ALTER COLUMN `a` DROP DEFAULT;')
  })

  it.each([
    ['String', 'Int', 'cast from `VarChar(191)` to `Int`'],
    ['Decimal', 'Decimal @db.Decimal(9, 2)', 'cast from `Decimal(65,30)` to `Decimal(9,2)`'],
    ['Int', 'BigInt', undefined],
    ['BigInt', 'Int', 'cast from `BigInt` to `Int`'],
    ['Int @db.UnsignedInt', 'BigInt @db.UnsignedBigInt', 'cast from `UnsignedInt` to `UnsignedBigInt`'],
    ['String @db.VarChar(10)', 'String @db.VarChar(20)', undefined],
    ['String @db.VarChar(20)', 'String @db.VarChar(10)', 'cast from `VarChar(20)` to `VarChar(10)`'],
    ['Float', 'Int', undefined],
    ['DateTime', 'Int', 'No cast exists'],
    ['Json', 'Int', 'No cast exists'],
    ['Int', 'Json', 'No cast exists'],
    ['Bytes', 'Int', 'No cast exists'],
    ['Boolean', 'Int @db.TinyInt', undefined],
  ])('warns of a cast from %s to %s as Prisma does', (before, after, expected) => {
    const said = messages(model('T', 'id Int @id', `a ${before}`), model('T', 'id Int @id', `a ${after}`))
    if (expected === undefined) expect(said).toEqual([])
    else expect(said).toEqual([expect.stringContaining(expected)])
  })

  it('calls an enum by the last column that has it', () => {
    const schema = (...members: string[]) =>
      `enum E {\n${members.map((member) => `  ${member}\n`).join('')}}\n${model('T', 'id Int @id', 'a E')}${model('U', 'id Int @id', 'b E')}`
    expect(messages(schema('x', 'y'), schema('x'))[0]).toContain('The values [y] on the enum `U_b` will be removed.')
    expect(migrate(schema('x', 'y'), schema('y', 'x'), 'prisma').sql).toContain("MODIFY `a` ENUM('y', 'x') NOT NULL")
  })

  it('tells first what is lost, then what cannot run', () => {
    const before = model('T', 'id Int @id', 'a Int', 'b Int?') + model('U', 'id Int @id')
    const after = model('T', 'id Int @id', 'b Int', 'c Int @unique', 'd String @default(uuid())')
    expect(messages(before, after).map((message) => message.slice(0, 40))).toEqual([
      'You are about to drop the column `a` on ',
      'You are about to drop the `U` table. If ',
      'A unique constraint covering the columns',
      'Added the required column `c` to the `T`',
      'The required column `d` was added to the',
      'Made the column `b` on table `T` require',
    ])
  })
})

describe('the diff in our own style', () => {
  it('compares what a type is, not how it is written', () => {
    const written = (type: string) => model('T', 'id Int @id', `a DateTime @db.${type}`)
    expect(migrate(written('DateTime'), written('DateTime(0)')).steps).toEqual([])
    expect(migrate(written('DateTime'), written('DateTime'), 'prisma').sql).toContain('cast from `DateTime(0)` to `DateTime`')
  })

  it('does not take a foreign key its index, nor leave one that a fresh install has not', () => {
    expect(statements(migrate(child('@@index([p])'), child()).sql)).toMatch(/DropForeignKey[\s\S]*DropIndex[\s\S]*AddForeignKey/)
  })

  it("does not rename InnoDB's own index where another takes it away first", () => {
    expect(migrate(child(), child('@@index([p])')).sql).toContain('RENAME INDEX')
    expect(statements(migrate(child(), child('@@index([p])', '@@index([p, x])')).sql)).not.toContain('RENAME INDEX')
  })

  it('drops on both servers an index that only MySQL has', () => {
    const without = model('P', 'id Int @id') + model('C', 'id Int @id', 'p Int', 'x Int')
    expect(migrate(child('@@index([p(sort: Desc)])'), without).sql).toContain('DROP INDEX /*M!100202 IF EXISTS */ `C_p_fkey` ON `C`;')
  })

  it('changes the key of a counter in one statement with the counter', () => {
    const before = model('T', 'id Int @id @default(autoincrement())')
    const after = model('T', 'id Int @unique @default(autoincrement())', 'other Int? @unique')
    expect(migrate(before, after).sql).toContain(
      'DROP PRIMARY KEY,\n    ADD COLUMN `other` INTEGER NULL,\n    ADD UNIQUE INDEX `T_id_key`(`id`);',
    )
    expect(migrate(after, before).sql).toContain(
      'ALTER TABLE `T` DROP INDEX `T_id_key`,\n    DROP COLUMN `other`,\n    ADD PRIMARY KEY (`id`);',
    )
  })

  it('renews the foreign keys of other tables over a changed key', () => {
    const cs = 'cs C[]'
    const wide = child().replace(PARENT, model('P', 'id Int @unique', 'k Int @id', cs))
    const sql = statements(migrate(child(), wide).sql)
    expect(sql).toMatch(/^-- DropForeignKey\nALTER TABLE `C` DROP FOREIGN KEY `C_p_fkey`/)
    expect(sql).toContain('-- AddForeignKey\nALTER TABLE `C` ADD CONSTRAINT `C_p_fkey`')
  })

  it.each([
    ['Float', 'Int'],
    ['DateTime', 'DateTime @db.Date'],
    ['DateTime', 'DateTime @db.Timestamp(3)'],
    ['String @db.LongText', 'String @db.VarChar(10)'],
    ['Int', 'String @db.VarChar(3)'],
    ['String', 'String @db.Char(191)'],
    ['Unsupported("point")', 'String'],
  ])('warns of a cast from %s to %s, which Prisma calls safe', (before, after) => {
    const said = messages(model('T', 'id Int @id', `a ${before}`), model('T', 'id Int @id', `a ${after}`), 'refract')
    expect(said).toEqual([expect.stringContaining('could be lost')])
  })

  it('says what MySQL would do to a required column, and nothing of a counter', () => {
    const before = model('T', 'id Int @id')
    expect(messages(before, model('T', 'id Int @id', 'a Int'), 'refract')).toEqual([
      expect.stringContaining('MySQL would fill it with zeros'),
    ])
    expect(messages(before, model('T', 'id Int @id', 'a Int @unique @default(autoincrement())'), 'refract')).toEqual([
      expect.stringContaining('A unique constraint'),
    ])
  })

  it('keeps null as what an insert leaves when a default goes', () => {
    const before = model('T', 'id Int @id', 'a Int? @default(1)')
    expect(migrate(before, model('T', 'id Int @id', 'a Int?')).sql).toContain('MODIFY `a` INTEGER NULL;')
  })

  it('lets no name end the comment of the warnings', () => {
    const before = model('T', 'id Int @id', 'a Int @map("*/ DROP TABLE T; --")')
    expect(migrate(before, model('T', 'id Int @id')).sql.match(/\*\//g)).toHaveLength(1 + 1)
  })
})
