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

-- AddForeignKey
ALTER TABLE `zoo_branch` ADD CONSTRAINT `zoo_branch_wood_id_fkey` FOREIGN KEY (`wood_id`) REFERENCES `zoo_wood`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `zoo_branch` ADD CONSTRAINT `zoo_branch_parent_id_fkey` FOREIGN KEY (`parent_id`) REFERENCES `zoo_branch`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `zoo_branch` ADD CONSTRAINT `zoo_branch_trunk_id_fkey` FOREIGN KEY (`trunk_id`) REFERENCES `zoo_branch`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `zoo_leaf` ADD CONSTRAINT `zoo_leaf_branch_id_fkey` FOREIGN KEY (`branch_id`) REFERENCES `zoo_branch`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
