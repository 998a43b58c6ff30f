-- CreateEnum
CREATE TYPE "core_workspace_role" AS ENUM ('admin', 'member', 'owner');

-- CreateEnum
CREATE TYPE "core_invitation_status" AS ENUM ('accepted', 'canceled', 'pending', 'rejected');

-- CreateEnum
CREATE TYPE "core_subscription_status" AS ENUM ('active', 'canceled', 'incomplete', 'past_due', 'paused', 'trialing', 'unpaid');

-- CreateTable
CREATE TABLE "core_user" (
    "id" UUID NOT NULL,
    "name" VARCHAR(191) COLLATE "C" NOT NULL,
    "email" VARCHAR(191) COLLATE "C" NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT COLLATE "C",
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "core_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "core_session" (
    "id" UUID NOT NULL,
    "token" VARCHAR(191) COLLATE "C" NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "ip_address" VARCHAR(191) COLLATE "C",
    "user_agent" TEXT COLLATE "C",
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "core_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "core_account" (
    "id" UUID NOT NULL,
    "account_id" VARCHAR(191) COLLATE "C" NOT NULL,
    "provider_id" VARCHAR(191) COLLATE "C" NOT NULL,
    "user_id" UUID NOT NULL,
    "access_token" TEXT COLLATE "C",
    "refresh_token" TEXT COLLATE "C",
    "id_token" TEXT COLLATE "C",
    "access_token_expires_at" TIMESTAMP(3),
    "refresh_token_expires_at" TIMESTAMP(3),
    "scope" TEXT COLLATE "C",
    "password" TEXT COLLATE "C",
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "core_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "core_verification" (
    "id" UUID NOT NULL,
    "identifier" VARCHAR(191) COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "core_verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "core_workspace" (
    "id" UUID NOT NULL,
    "name" VARCHAR(191) COLLATE "C" NOT NULL,
    "slug" VARCHAR(191) COLLATE "C" NOT NULL,
    "logo" TEXT COLLATE "C",
    "metadata" JSONB,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "core_workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "core_workspace_member" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "core_workspace_role" NOT NULL DEFAULT 'member',
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "core_workspace_member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "core_workspace_invitation" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "email" VARCHAR(191) COLLATE "C" NOT NULL,
    "role" "core_workspace_role" NOT NULL DEFAULT 'member',
    "status" "core_invitation_status" NOT NULL DEFAULT 'pending',
    "expires_at" TIMESTAMP(3) NOT NULL,
    "inviter_id" UUID NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "core_workspace_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "core_subscription" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "plan" VARCHAR(191) COLLATE "C" NOT NULL,
    "status" "core_subscription_status" NOT NULL DEFAULT 'incomplete',
    "provider_customer_id" VARCHAR(191) COLLATE "C",
    "provider_subscription_id" VARCHAR(191) COLLATE "C",
    "seats" INTEGER NOT NULL DEFAULT 1,
    "period_start" TIMESTAMP(3),
    "period_end" TIMESTAMP(3),
    "cancel_at_period_end" BOOLEAN NOT NULL DEFAULT false,
    "unit_amount" DECIMAL(12,2) NOT NULL,
    "currency" VARCHAR(3) COLLATE "C" NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "core_subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "core_api_key" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "created_by_id" UUID,
    "name" VARCHAR(191) COLLATE "C" NOT NULL,
    "hashed_key" VARCHAR(191) COLLATE "C" NOT NULL,
    "start" VARCHAR(191) COLLATE "C" NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "last_used_at" TIMESTAMP(3),
    "request_count" BIGINT NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMP(3),
    "permissions" JSONB,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "core_api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "core_audit_log" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "actor_id" UUID,
    "action" VARCHAR(191) COLLATE "C" NOT NULL,
    "target_type" VARCHAR(191) COLLATE "C" NOT NULL,
    "target_id" VARCHAR(191) COLLATE "C" NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "ip" VARCHAR(191) COLLATE "C",
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "core_audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "core_user_email_key" ON "core_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "core_session_token_key" ON "core_session"("token");

-- CreateIndex
CREATE INDEX "core_session_user_id_idx" ON "core_session"("user_id");

-- CreateIndex
CREATE INDEX "core_session_expires_at_idx" ON "core_session"("expires_at");

-- CreateIndex
CREATE INDEX "core_account_user_id_idx" ON "core_account"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "core_account_provider_id_account_id_key" ON "core_account"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "core_verification_identifier_idx" ON "core_verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "core_workspace_slug_key" ON "core_workspace"("slug");

-- CreateIndex
CREATE INDEX "core_workspace_member_user_id_idx" ON "core_workspace_member"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "core_workspace_member_workspace_id_user_id_key" ON "core_workspace_member"("workspace_id", "user_id");

-- CreateIndex
CREATE INDEX "core_workspace_invitation_email_status_idx" ON "core_workspace_invitation"("email", "status");

-- CreateIndex
CREATE INDEX "core_workspace_invitation_inviter_id_idx" ON "core_workspace_invitation"("inviter_id");

-- CreateIndex
CREATE UNIQUE INDEX "core_workspace_invitation_workspace_id_email_key" ON "core_workspace_invitation"("workspace_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "core_subscription_provider_subscription_id_key" ON "core_subscription"("provider_subscription_id");

-- CreateIndex
CREATE INDEX "core_subscription_workspace_id_status_idx" ON "core_subscription"("workspace_id", "status");

-- CreateIndex
CREATE INDEX "core_subscription_provider_customer_id_idx" ON "core_subscription"("provider_customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "core_api_key_hashed_key_key" ON "core_api_key"("hashed_key");

-- CreateIndex
CREATE INDEX "core_api_key_workspace_id_idx" ON "core_api_key"("workspace_id");

-- CreateIndex
CREATE INDEX "core_api_key_created_by_id_idx" ON "core_api_key"("created_by_id");

-- CreateIndex
CREATE INDEX "core_audit_log_workspace_id_created_at_idx" ON "core_audit_log"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "core_audit_log_actor_id_idx" ON "core_audit_log"("actor_id");

-- AddForeignKey
ALTER TABLE "core_session" ADD CONSTRAINT "core_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "core_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "core_account" ADD CONSTRAINT "core_account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "core_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "core_workspace_member" ADD CONSTRAINT "core_workspace_member_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "core_workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "core_workspace_member" ADD CONSTRAINT "core_workspace_member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "core_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "core_workspace_invitation" ADD CONSTRAINT "core_workspace_invitation_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "core_workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "core_workspace_invitation" ADD CONSTRAINT "core_workspace_invitation_inviter_id_fkey" FOREIGN KEY ("inviter_id") REFERENCES "core_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "core_subscription" ADD CONSTRAINT "core_subscription_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "core_workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "core_api_key" ADD CONSTRAINT "core_api_key_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "core_workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "core_api_key" ADD CONSTRAINT "core_api_key_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "core_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "core_audit_log" ADD CONSTRAINT "core_audit_log_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "core_workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "core_audit_log" ADD CONSTRAINT "core_audit_log_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "core_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
