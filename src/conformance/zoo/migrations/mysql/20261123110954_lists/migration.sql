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

-- AddForeignKey
ALTER TABLE `zoo_bundle` ADD CONSTRAINT `zoo_bundle_outer_id_fkey` FOREIGN KEY (`outer_id`) REFERENCES `zoo_bundle`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `zoo_entry` ADD CONSTRAINT `zoo_entry_previous_id_fkey` FOREIGN KEY (`previous_id`) REFERENCES `zoo_entry`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `zoo_entry` ADD CONSTRAINT `zoo_entry_of_seat` FOREIGN KEY (`seat_hall`, `seat_number`) REFERENCES `zoo_seat`(`hall`, `number`) ON DELETE RESTRICT ON UPDATE RESTRICT;
