-- CreateTable
CREATE TABLE `zoo_scalar` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `text` LONGTEXT NOT NULL,
    `text_null` LONGTEXT NULL,
    `short` VARCHAR(20) NOT NULL,
    `short_null` VARCHAR(20) NULL,
    `uuid` CHAR(36) NOT NULL,
    `uuid_null` CHAR(36) NULL,
    `boolean` BOOLEAN NOT NULL,
    `boolean_null` BOOLEAN NULL,
    `int` INTEGER NOT NULL,
    `int_null` INTEGER NULL,
    `small` SMALLINT NOT NULL,
    `small_null` SMALLINT NULL,
    `big_int` BIGINT NOT NULL,
    `big_int_null` BIGINT NULL,
    `float` DOUBLE NOT NULL,
    `float_null` DOUBLE NULL,
    `decimal` DECIMAL(15, 4) NOT NULL,
    `decimal_null` DECIMAL(15, 4) NULL,
    `date_time` DATETIME(3) NOT NULL,
    `date_time_null` DATETIME(3) NULL,
    `zoned` DATETIME(3) NOT NULL,
    `zoned_null` DATETIME(3) NULL,
    `json` JSON NOT NULL,
    `json_null` JSON NULL,
    `bytes` LONGBLOB NOT NULL,
    `bytes_null` LONGBLOB NULL,
    `size` ENUM('1-large', '2-medium', '3-small') NOT NULL,
    `size_null` ENUM('1-large', '2-medium', '3-small') NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `zoo_defaulted` (
    `id` VARCHAR(191) NOT NULL,
    `cuid` LONGTEXT NOT NULL,
    `uuid` LONGTEXT NOT NULL,
    `ulid` LONGTEXT NOT NULL,
    `nanoid` LONGTEXT NOT NULL,
    `text` LONGTEXT NOT NULL DEFAULT ('it''s "so" \\ 🦓'),
    `short` VARCHAR(20) NOT NULL DEFAULT 'short',
    `boolean` BOOLEAN NOT NULL DEFAULT true,
    `int` INTEGER NOT NULL DEFAULT -42,
    `big_int` BIGINT NOT NULL DEFAULT 9007199254740993,
    `float` DOUBLE NOT NULL DEFAULT 1.5,
    `decimal` DECIMAL(12, 2) NOT NULL DEFAULT 12.34,
    `json` JSON NOT NULL DEFAULT ('{"a": [1, "it''s"]}'),
    `size` ENUM('1-large', '2-medium', '3-small') NOT NULL DEFAULT '2-medium',
    `bytes` LONGBLOB NOT NULL DEFAULT (0x000102ff),
    `instant` DATETIME(3) NOT NULL DEFAULT '2024-02-29 12:34:56.789',
    `zoned` DATETIME(3) NOT NULL DEFAULT '2024-02-29 12:34:56.000',
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `zoo_seat` (
    `hall` VARCHAR(100) NOT NULL,
    `number` INTEGER NOT NULL,
    `row` VARCHAR(10) NOT NULL,
    `position` INTEGER NOT NULL,
    `booked` BOOLEAN NOT NULL DEFAULT false,

    UNIQUE INDEX `zoo_seat_place_key`(`row`, `position`),
    INDEX `zoo_seat_row_number_idx`(`row`, `number` DESC),
    PRIMARY KEY (`hall`, `number`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `zoo_ticket` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `hall` VARCHAR(100) NOT NULL,
    `number` INTEGER NOT NULL,
    `holder` LONGTEXT NOT NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `zoo_node` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `name` LONGTEXT NOT NULL,
    `parent_id` INTEGER NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `zoo_wood` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `zoo_branch` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `name` LONGTEXT NOT NULL,
    `wood_id` INTEGER NULL,
    `parent_id` INTEGER NULL,
    `trunk_id` INTEGER NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `zoo_leaf` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `branch_id` INTEGER NOT NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `zoo_article` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `title` VARCHAR(191) NOT NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `zoo_tag` (
    `id` CHAR(36) NOT NULL,
    `name` VARCHAR(191) NOT NULL,

    UNIQUE INDEX `zoo_tag_name_key`(`name`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `zoo_traveller` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `name` LONGTEXT NOT NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `zoo_passport` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `code` VARCHAR(40) NOT NULL,
    `traveller_id` INTEGER NOT NULL,

    UNIQUE INDEX `zoo_passport_traveller_id_key`(`traveller_id`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `order` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `group` VARCHAR(100) NOT NULL,
    `select` INTEGER NOT NULL DEFAULT 0,
    `key` VARCHAR(100) NULL,
    `desc` BOOLEAN NOT NULL DEFAULT false,
    `index` INTEGER NOT NULL DEFAULT 1,

    UNIQUE INDEX `order_key_key`(`key`),
    UNIQUE INDEX `order_group_index_key`(`group`, `index`),
    INDEX `order_select_desc_idx`(`select`, `desc`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `zoo_bundle` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `name` VARCHAR(40) NOT NULL,
    `texts` JSON NULL,
    `short` JSON NULL DEFAULT ('["plain","it''s"]'),
    `uuids` JSON NULL,
    `booleans` JSON NULL DEFAULT ('[true]'),
    `ints` JSON NULL DEFAULT ('[]'),
    `smalls` JSON NULL,
    `big_ints` JSON NULL,
    `floats` JSON NULL,
    `decimals` JSON NULL DEFAULT ('["1.5"]'),
    `date_times` JSON NULL,
    `days` JSON NULL,
    `documents` JSON NULL,
    `blobs` JSON NULL,
    `sizes` JSON NULL DEFAULT ('["3-small"]'),
    `outer_id` INTEGER NULL,

    UNIQUE INDEX `zoo_bundle_name_key`(`name`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `zoo_calendar` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `day` DATE NOT NULL,
    `day_null` DATE NULL,
    `time` TIME(3) NOT NULL,
    `time_null` TIME(3) NULL,

    UNIQUE INDEX `zoo_calendar_day_time_key`(`day`, `time`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `zoo_entry` (
    `id` BIGINT NOT NULL AUTO_INCREMENT,
    `word` VARCHAR(191) NOT NULL,
    `previous_id` BIGINT NULL,
    `priority` ENUM('Normal', 'low', 'urgent') NOT NULL DEFAULT 'urgent',
    `seat_hall` VARCHAR(100) NULL,
    `seat_number` INTEGER NULL,

    UNIQUE INDEX `zoo_entry_word_key`(`word`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `_ArticleToTag` (
    `A` INTEGER NOT NULL,
    `B` CHAR(36) NOT NULL,

    UNIQUE INDEX `_ArticleToTag_AB_unique`(`A`, `B`),
    INDEX `_ArticleToTag_B_index`(`B`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- AddForeignKey
ALTER TABLE `zoo_ticket` ADD CONSTRAINT `zoo_ticket_hall_number_fkey` FOREIGN KEY (`hall`, `number`) REFERENCES `zoo_seat`(`hall`, `number`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `zoo_node` ADD CONSTRAINT `zoo_node_parent_id_fkey` FOREIGN KEY (`parent_id`) REFERENCES `zoo_node`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `zoo_branch` ADD CONSTRAINT `zoo_branch_wood_id_fkey` FOREIGN KEY (`wood_id`) REFERENCES `zoo_wood`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `zoo_branch` ADD CONSTRAINT `zoo_branch_parent_id_fkey` FOREIGN KEY (`parent_id`) REFERENCES `zoo_branch`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `zoo_branch` ADD CONSTRAINT `zoo_branch_trunk_id_fkey` FOREIGN KEY (`trunk_id`) REFERENCES `zoo_branch`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `zoo_leaf` ADD CONSTRAINT `zoo_leaf_branch_id_fkey` FOREIGN KEY (`branch_id`) REFERENCES `zoo_branch`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `zoo_passport` ADD CONSTRAINT `zoo_passport_traveller_id_fkey` FOREIGN KEY (`traveller_id`) REFERENCES `zoo_traveller`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `zoo_bundle` ADD CONSTRAINT `zoo_bundle_outer_id_fkey` FOREIGN KEY (`outer_id`) REFERENCES `zoo_bundle`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `zoo_entry` ADD CONSTRAINT `zoo_entry_previous_id_fkey` FOREIGN KEY (`previous_id`) REFERENCES `zoo_entry`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `zoo_entry` ADD CONSTRAINT `zoo_entry_of_seat` FOREIGN KEY (`seat_hall`, `seat_number`) REFERENCES `zoo_seat`(`hall`, `number`) ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE `_ArticleToTag` ADD CONSTRAINT `_ArticleToTag_A_fkey` FOREIGN KEY (`A`) REFERENCES `zoo_article`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `_ArticleToTag` ADD CONSTRAINT `_ArticleToTag_B_fkey` FOREIGN KEY (`B`) REFERENCES `zoo_tag`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
