import { describe, expect, it } from 'vitest'
import { modelOf } from '../../schema/canonical.js'
import { createSql, TABLES } from '../tables.js'

const EXPECTED = `-- CreateTable
CREATE TABLE \`parent\` (
    \`id\` CHAR(36) NOT NULL,

    PRIMARY KEY (\`id\`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE \`child\` (
    \`id\` INTEGER NOT NULL AUTO_INCREMENT,
    \`parent_id\` CHAR(36) NULL,
    \`code\` VARCHAR(20) NOT NULL DEFAULT 'it''s \\\\ here',
    \`note\` LONGTEXT NULL DEFAULT ('x'),
    \`flag\` BOOLEAN NOT NULL DEFAULT true,
    \`small\` SMALLINT NULL DEFAULT -5,
    \`big\` BIGINT NOT NULL DEFAULT 9007199254740993,
    \`ratio\` DOUBLE NULL,
    \`price\` DECIMAL(12, 2) NULL DEFAULT 1.5,
    \`at\` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    \`zoned\` DATETIME(3) NOT NULL,
    \`data\` JSON NOT NULL DEFAULT ('{"a": "it''s"}'),
    \`bytes\` LONGBLOB NULL,
    \`size\` ENUM('large', 'tiny''s') NOT NULL DEFAULT 'tiny''s',
    \`updatedAt\` DATETIME(3) NOT NULL,

    UNIQUE INDEX \`child_code_key\`(\`code\`),
    UNIQUE INDEX \`child_parent_id_size_key\`(\`parent_id\`, \`size\`),
    INDEX \`child_at_flag_idx\`(\`at\` DESC, \`flag\`),
    PRIMARY KEY (\`id\`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE \`Tag\` (
    \`id\` INTEGER NOT NULL,
    \`key\` VARCHAR(191) NOT NULL,

    UNIQUE INDEX \`Tag_key_key\`(\`key\`),
    PRIMARY KEY (\`id\`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE \`_ParentToTag\` (
    \`A\` CHAR(36) NOT NULL,
    \`B\` INTEGER NOT NULL,

    UNIQUE INDEX \`_ParentToTag_AB_unique\`(\`A\`, \`B\`),
    INDEX \`_ParentToTag_B_index\`(\`B\`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- AddForeignKey
ALTER TABLE \`child\` ADD CONSTRAINT \`child_parent_id_fkey\` FOREIGN KEY (\`parent_id\`) REFERENCES \`parent\`(\`id\`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE \`_ParentToTag\` ADD CONSTRAINT \`_ParentToTag_A_fkey\` FOREIGN KEY (\`A\`) REFERENCES \`parent\`(\`id\`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE \`_ParentToTag\` ADD CONSTRAINT \`_ParentToTag_B_fkey\` FOREIGN KEY (\`B\`) REFERENCES \`Tag\`(\`id\`) ON DELETE CASCADE ON UPDATE CASCADE;
`

describe('createTables of MySQL', () => {
  it('gives what Prisma Migrate would, compared by code point', async () => {
    expect(await createSql('mysql', TABLES)).toBe(EXPECTED)
  })

  it('makes no primary key for a model that has only a unique field', async () => {
    expect(await createSql('mysql', modelOf('a Int @unique'))).toContain(
      'CREATE TABLE `M` (\n    `a` INTEGER NOT NULL,\n\n    UNIQUE INDEX `M_a_key`(`a`)\n) DEFAULT',
    )
  })

  it.each([
    ['a required key', 'p Int', 'RESTRICT'],
    ['an optional key', 'p Int?', 'SET NULL'],
  ])("deletes as Prisma's defaults say: %s", async (_, field, action) => {
    const optional = field.endsWith('?') ? '?' : ''
    const schema = `${modelOf('id Int @id', field, `parent P${optional} @relation(fields: [p], references: [id])`)}\nmodel P {\n  id Int @id\n  ms M[]\n}\n`
    expect(await createSql('mysql', schema)).toContain(`REFERENCES \`P\`(\`id\`) ON DELETE ${action} ON UPDATE CASCADE;`)
  })

  it('takes a key of an optional and a required field as required, as Prisma does', async () => {
    const relation = 'parent P? @relation(fields: [a, b], references: [a, b])'
    const schema = `${modelOf('id Int @id', 'a Int', 'b Int?', relation)}\nmodel P {\n  a Int\n  b Int\n  ms M[]\n\n  @@id([a, b])\n}\n`
    const action = 'ON DELETE RESTRICT ON UPDATE CASCADE;'
    expect(await createSql('mysql', schema)).toContain(action)
    expect(await createSql('postgresql', schema)).toContain(action)
  })

  it('keeps the order of a unique field that descends', async () => {
    expect(await createSql('mysql', modelOf('id Int @id', 'a Int @unique(sort: Desc)'))).toContain('UNIQUE INDEX `M_a_key`(`a` DESC)')
  })

  it('doubles backticks in names', async () => {
    expect(await createSql('mysql', modelOf('id Int @id', '@@map("a`b")'))).toContain('CREATE TABLE `a``b` (')
  })
})
