-- CreateTable
CREATE TABLE `core_user` (
    `id` CHAR(36) NOT NULL,
    `name` VARCHAR(191) NOT NULL,
    `email` VARCHAR(191) NOT NULL,
    `email_verified` BOOLEAN NOT NULL DEFAULT false,
    `image` LONGTEXT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,

    UNIQUE INDEX `core_user_email_key`(`email`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `core_session` (
    `id` CHAR(36) NOT NULL,
    `token` VARCHAR(191) NOT NULL,
    `expires_at` DATETIME(3) NOT NULL,
    `ip_address` VARCHAR(191) NULL,
    `user_agent` LONGTEXT NULL,
    `user_id` CHAR(36) NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,

    UNIQUE INDEX `core_session_token_key`(`token`),
    INDEX `core_session_user_id_idx`(`user_id`),
    INDEX `core_session_expires_at_idx`(`expires_at`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `core_account` (
    `id` CHAR(36) NOT NULL,
    `account_id` VARCHAR(191) NOT NULL,
    `provider_id` VARCHAR(191) NOT NULL,
    `user_id` CHAR(36) NOT NULL,
    `access_token` LONGTEXT NULL,
    `refresh_token` LONGTEXT NULL,
    `id_token` LONGTEXT NULL,
    `access_token_expires_at` DATETIME(3) NULL,
    `refresh_token_expires_at` DATETIME(3) NULL,
    `scope` LONGTEXT NULL,
    `password` LONGTEXT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,

    UNIQUE INDEX `core_account_provider_id_account_id_key`(`provider_id`, `account_id`),
    INDEX `core_account_user_id_idx`(`user_id`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `core_verification` (
    `id` CHAR(36) NOT NULL,
    `identifier` VARCHAR(191) NOT NULL,
    `value` LONGTEXT NOT NULL,
    `expires_at` DATETIME(3) NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,

    INDEX `core_verification_identifier_idx`(`identifier`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `core_workspace` (
    `id` CHAR(36) NOT NULL,
    `name` VARCHAR(191) NOT NULL,
    `slug` VARCHAR(191) NOT NULL,
    `logo` LONGTEXT NULL,
    `metadata` JSON NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,

    UNIQUE INDEX `core_workspace_slug_key`(`slug`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `core_workspace_member` (
    `id` CHAR(36) NOT NULL,
    `workspace_id` CHAR(36) NOT NULL,
    `user_id` CHAR(36) NOT NULL,
    `role` ENUM('admin', 'member', 'owner') NOT NULL DEFAULT 'member',
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,

    UNIQUE INDEX `core_workspace_member_workspace_id_user_id_key`(`workspace_id`, `user_id`),
    INDEX `core_workspace_member_user_id_idx`(`user_id`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `core_workspace_invitation` (
    `id` CHAR(36) NOT NULL,
    `workspace_id` CHAR(36) NOT NULL,
    `email` VARCHAR(191) NOT NULL,
    `role` ENUM('admin', 'member', 'owner') NOT NULL DEFAULT 'member',
    `status` ENUM('accepted', 'canceled', 'pending', 'rejected') NOT NULL DEFAULT 'pending',
    `expires_at` DATETIME(3) NOT NULL,
    `inviter_id` CHAR(36) NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,

    UNIQUE INDEX `core_workspace_invitation_workspace_id_email_key`(`workspace_id`, `email`),
    INDEX `core_workspace_invitation_email_status_idx`(`email`, `status`),
    INDEX `core_workspace_invitation_inviter_id_idx`(`inviter_id`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `core_subscription` (
    `id` CHAR(36) NOT NULL,
    `workspace_id` CHAR(36) NOT NULL,
    `plan` VARCHAR(191) NOT NULL,
    `status` ENUM('active', 'canceled', 'incomplete', 'past_due', 'paused', 'trialing', 'unpaid') NOT NULL DEFAULT 'incomplete',
    `provider_customer_id` VARCHAR(191) NULL,
    `provider_subscription_id` VARCHAR(191) NULL,
    `seats` INTEGER NOT NULL DEFAULT 1,
    `period_start` DATETIME(3) NULL,
    `period_end` DATETIME(3) NULL,
    `cancel_at_period_end` BOOLEAN NOT NULL DEFAULT false,
    `unit_amount` DECIMAL(12, 2) NOT NULL,
    `currency` VARCHAR(3) NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,

    UNIQUE INDEX `core_subscription_provider_subscription_id_key`(`provider_subscription_id`),
    INDEX `core_subscription_workspace_id_status_idx`(`workspace_id`, `status`),
    INDEX `core_subscription_provider_customer_id_idx`(`provider_customer_id`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `core_api_key` (
    `id` CHAR(36) NOT NULL,
    `workspace_id` CHAR(36) NOT NULL,
    `created_by_id` CHAR(36) NULL,
    `name` VARCHAR(191) NOT NULL,
    `hashed_key` VARCHAR(191) NOT NULL,
    `start` VARCHAR(191) NOT NULL,
    `enabled` BOOLEAN NOT NULL DEFAULT true,
    `last_used_at` DATETIME(3) NULL,
    `request_count` BIGINT NOT NULL DEFAULT 0,
    `expires_at` DATETIME(3) NULL,
    `permissions` JSON NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,

    UNIQUE INDEX `core_api_key_hashed_key_key`(`hashed_key`),
    INDEX `core_api_key_workspace_id_idx`(`workspace_id`),
    INDEX `core_api_key_created_by_id_idx`(`created_by_id`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- CreateTable
CREATE TABLE `core_audit_log` (
    `id` CHAR(36) NOT NULL,
    `workspace_id` CHAR(36) NOT NULL,
    `actor_id` CHAR(36) NULL,
    `action` VARCHAR(191) NOT NULL,
    `target_type` VARCHAR(191) NOT NULL,
    `target_id` VARCHAR(191) NOT NULL,
    `before` JSON NULL,
    `after` JSON NULL,
    `ip` VARCHAR(191) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,

    INDEX `core_audit_log_workspace_id_created_at_idx`(`workspace_id`, `created_at`),
    INDEX `core_audit_log_actor_id_idx`(`actor_id`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */;

-- AddForeignKey
ALTER TABLE `core_session` ADD CONSTRAINT `core_session_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `core_user`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `core_account` ADD CONSTRAINT `core_account_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `core_user`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `core_workspace_member` ADD CONSTRAINT `core_workspace_member_workspace_id_fkey` FOREIGN KEY (`workspace_id`) REFERENCES `core_workspace`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `core_workspace_member` ADD CONSTRAINT `core_workspace_member_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `core_user`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `core_workspace_invitation` ADD CONSTRAINT `core_workspace_invitation_workspace_id_fkey` FOREIGN KEY (`workspace_id`) REFERENCES `core_workspace`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `core_workspace_invitation` ADD CONSTRAINT `core_workspace_invitation_inviter_id_fkey` FOREIGN KEY (`inviter_id`) REFERENCES `core_user`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `core_subscription` ADD CONSTRAINT `core_subscription_workspace_id_fkey` FOREIGN KEY (`workspace_id`) REFERENCES `core_workspace`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `core_api_key` ADD CONSTRAINT `core_api_key_workspace_id_fkey` FOREIGN KEY (`workspace_id`) REFERENCES `core_workspace`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `core_api_key` ADD CONSTRAINT `core_api_key_created_by_id_fkey` FOREIGN KEY (`created_by_id`) REFERENCES `core_user`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `core_audit_log` ADD CONSTRAINT `core_audit_log_workspace_id_fkey` FOREIGN KEY (`workspace_id`) REFERENCES `core_workspace`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `core_audit_log` ADD CONSTRAINT `core_audit_log_actor_id_fkey` FOREIGN KEY (`actor_id`) REFERENCES `core_user`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;
