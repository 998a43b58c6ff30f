-- CreateTable
CREATE TABLE "core_user" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "core_user.id.length" CHECK (length("id") <= 36),
    "name" TEXT NOT NULL CONSTRAINT "core_user.name.length" CHECK (length("name") <= 191),
    "email" TEXT NOT NULL CONSTRAINT "core_user.email.length" CHECK (length("email") <= 191),
    "email_verified" BOOLEAN NOT NULL DEFAULT false CONSTRAINT "core_user.email_verified.type" CHECK ("email_verified" IN (0, 1)),
    "image" TEXT,
    "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')) CONSTRAINT "core_user.created_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "created_at") IS "created_at"),
    "updated_at" DATETIME NOT NULL CONSTRAINT "core_user.updated_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "updated_at") IS "updated_at")
);

-- CreateTable
CREATE TABLE "core_session" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "core_session.id.length" CHECK (length("id") <= 36),
    "token" TEXT NOT NULL CONSTRAINT "core_session.token.length" CHECK (length("token") <= 191),
    "expires_at" DATETIME NOT NULL CONSTRAINT "core_session.expires_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "expires_at") IS "expires_at"),
    "ip_address" TEXT CONSTRAINT "core_session.ip_address.length" CHECK (length("ip_address") <= 191),
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL CONSTRAINT "core_session.user_id.length" CHECK (length("user_id") <= 36),
    "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')) CONSTRAINT "core_session.created_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "created_at") IS "created_at"),
    "updated_at" DATETIME NOT NULL CONSTRAINT "core_session.updated_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "updated_at") IS "updated_at"),
    CONSTRAINT "core_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "core_user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "core_account" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "core_account.id.length" CHECK (length("id") <= 36),
    "account_id" TEXT NOT NULL CONSTRAINT "core_account.account_id.length" CHECK (length("account_id") <= 191),
    "provider_id" TEXT NOT NULL CONSTRAINT "core_account.provider_id.length" CHECK (length("provider_id") <= 191),
    "user_id" TEXT NOT NULL CONSTRAINT "core_account.user_id.length" CHECK (length("user_id") <= 36),
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" DATETIME CONSTRAINT "core_account.access_token_expires_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "access_token_expires_at") IS "access_token_expires_at"),
    "refresh_token_expires_at" DATETIME CONSTRAINT "core_account.refresh_token_expires_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "refresh_token_expires_at") IS "refresh_token_expires_at"),
    "scope" TEXT,
    "password" TEXT,
    "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')) CONSTRAINT "core_account.created_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "created_at") IS "created_at"),
    "updated_at" DATETIME NOT NULL CONSTRAINT "core_account.updated_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "updated_at") IS "updated_at"),
    CONSTRAINT "core_account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "core_user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "core_verification" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "core_verification.id.length" CHECK (length("id") <= 36),
    "identifier" TEXT NOT NULL CONSTRAINT "core_verification.identifier.length" CHECK (length("identifier") <= 191),
    "value" TEXT NOT NULL,
    "expires_at" DATETIME NOT NULL CONSTRAINT "core_verification.expires_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "expires_at") IS "expires_at"),
    "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')) CONSTRAINT "core_verification.created_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "created_at") IS "created_at"),
    "updated_at" DATETIME NOT NULL CONSTRAINT "core_verification.updated_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "updated_at") IS "updated_at")
);

-- CreateTable
CREATE TABLE "core_workspace" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "core_workspace.id.length" CHECK (length("id") <= 36),
    "name" TEXT NOT NULL CONSTRAINT "core_workspace.name.length" CHECK (length("name") <= 191),
    "slug" TEXT NOT NULL CONSTRAINT "core_workspace.slug.length" CHECK (length("slug") <= 191),
    "logo" TEXT,
    "metadata" JSONB CONSTRAINT "core_workspace.metadata.type" CHECK (json_valid("metadata")),
    "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')) CONSTRAINT "core_workspace.created_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "created_at") IS "created_at"),
    "updated_at" DATETIME NOT NULL CONSTRAINT "core_workspace.updated_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "updated_at") IS "updated_at")
);

-- CreateTable
CREATE TABLE "core_workspace_member" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "core_workspace_member.id.length" CHECK (length("id") <= 36),
    "workspace_id" TEXT NOT NULL CONSTRAINT "core_workspace_member.workspace_id.length" CHECK (length("workspace_id") <= 36),
    "user_id" TEXT NOT NULL CONSTRAINT "core_workspace_member.user_id.length" CHECK (length("user_id") <= 36),
    "role" TEXT NOT NULL DEFAULT 'member' CONSTRAINT "core_workspace_member.role.type" CHECK ("role" IN ('admin', 'member', 'owner')),
    "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')) CONSTRAINT "core_workspace_member.created_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "created_at") IS "created_at"),
    "updated_at" DATETIME NOT NULL CONSTRAINT "core_workspace_member.updated_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "updated_at") IS "updated_at"),
    CONSTRAINT "core_workspace_member_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "core_workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "core_workspace_member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "core_user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "core_workspace_invitation" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "core_workspace_invitation.id.length" CHECK (length("id") <= 36),
    "workspace_id" TEXT NOT NULL CONSTRAINT "core_workspace_invitation.workspace_id.length" CHECK (length("workspace_id") <= 36),
    "email" TEXT NOT NULL CONSTRAINT "core_workspace_invitation.email.length" CHECK (length("email") <= 191),
    "role" TEXT NOT NULL DEFAULT 'member' CONSTRAINT "core_workspace_invitation.role.type" CHECK ("role" IN ('admin', 'member', 'owner')),
    "status" TEXT NOT NULL DEFAULT 'pending' CONSTRAINT "core_workspace_invitation.status.type" CHECK ("status" IN ('accepted', 'canceled', 'pending', 'rejected')),
    "expires_at" DATETIME NOT NULL CONSTRAINT "core_workspace_invitation.expires_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "expires_at") IS "expires_at"),
    "inviter_id" TEXT NOT NULL CONSTRAINT "core_workspace_invitation.inviter_id.length" CHECK (length("inviter_id") <= 36),
    "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')) CONSTRAINT "core_workspace_invitation.created_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "created_at") IS "created_at"),
    "updated_at" DATETIME NOT NULL CONSTRAINT "core_workspace_invitation.updated_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "updated_at") IS "updated_at"),
    CONSTRAINT "core_workspace_invitation_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "core_workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "core_workspace_invitation_inviter_id_fkey" FOREIGN KEY ("inviter_id") REFERENCES "core_user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "core_subscription" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "core_subscription.id.length" CHECK (length("id") <= 36),
    "workspace_id" TEXT NOT NULL CONSTRAINT "core_subscription.workspace_id.length" CHECK (length("workspace_id") <= 36),
    "plan" TEXT NOT NULL CONSTRAINT "core_subscription.plan.length" CHECK (length("plan") <= 191),
    "status" TEXT NOT NULL DEFAULT 'incomplete' CONSTRAINT "core_subscription.status.type" CHECK ("status" IN ('active', 'canceled', 'incomplete', 'past_due', 'paused', 'trialing', 'unpaid')),
    "provider_customer_id" TEXT CONSTRAINT "core_subscription.provider_customer_id.length" CHECK (length("provider_customer_id") <= 191),
    "provider_subscription_id" TEXT CONSTRAINT "core_subscription.provider_subscription_id.length" CHECK (length("provider_subscription_id") <= 191),
    "seats" INTEGER NOT NULL DEFAULT 1 CONSTRAINT "core_subscription.seats.range" CHECK (typeof("seats") = 'integer' AND "seats" BETWEEN -2147483648 AND 2147483647),
    "period_start" DATETIME CONSTRAINT "core_subscription.period_start.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "period_start") IS "period_start"),
    "period_end" DATETIME CONSTRAINT "core_subscription.period_end.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "period_end") IS "period_end"),
    "cancel_at_period_end" BOOLEAN NOT NULL DEFAULT false CONSTRAINT "core_subscription.cancel_at_period_end.type" CHECK ("cancel_at_period_end" IN (0, 1)),
    "unit_amount" DECIMAL NOT NULL CONSTRAINT "core_subscription.unit_amount.range" CHECK (typeof("unit_amount") IN ('integer', 'real') AND abs(round("unit_amount", 2)) < 10000000000),
    "currency" TEXT NOT NULL CONSTRAINT "core_subscription.currency.length" CHECK (length("currency") <= 3),
    "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')) CONSTRAINT "core_subscription.created_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "created_at") IS "created_at"),
    "updated_at" DATETIME NOT NULL CONSTRAINT "core_subscription.updated_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "updated_at") IS "updated_at"),
    CONSTRAINT "core_subscription_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "core_workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "core_api_key" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "core_api_key.id.length" CHECK (length("id") <= 36),
    "workspace_id" TEXT NOT NULL CONSTRAINT "core_api_key.workspace_id.length" CHECK (length("workspace_id") <= 36),
    "created_by_id" TEXT CONSTRAINT "core_api_key.created_by_id.length" CHECK (length("created_by_id") <= 36),
    "name" TEXT NOT NULL CONSTRAINT "core_api_key.name.length" CHECK (length("name") <= 191),
    "hashed_key" TEXT NOT NULL CONSTRAINT "core_api_key.hashed_key.length" CHECK (length("hashed_key") <= 191),
    "start" TEXT NOT NULL CONSTRAINT "core_api_key.start.length" CHECK (length("start") <= 191),
    "enabled" BOOLEAN NOT NULL DEFAULT true CONSTRAINT "core_api_key.enabled.type" CHECK ("enabled" IN (0, 1)),
    "last_used_at" DATETIME CONSTRAINT "core_api_key.last_used_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "last_used_at") IS "last_used_at"),
    "request_count" BIGINT NOT NULL DEFAULT 0 CONSTRAINT "core_api_key.request_count.range" CHECK (typeof("request_count") = 'integer'),
    "expires_at" DATETIME CONSTRAINT "core_api_key.expires_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "expires_at") IS "expires_at"),
    "permissions" JSONB CONSTRAINT "core_api_key.permissions.type" CHECK (json_valid("permissions")),
    "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')) CONSTRAINT "core_api_key.created_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "created_at") IS "created_at"),
    "updated_at" DATETIME NOT NULL CONSTRAINT "core_api_key.updated_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "updated_at") IS "updated_at"),
    CONSTRAINT "core_api_key_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "core_workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "core_api_key_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "core_user" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "core_audit_log" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "core_audit_log.id.length" CHECK (length("id") <= 36),
    "workspace_id" TEXT NOT NULL CONSTRAINT "core_audit_log.workspace_id.length" CHECK (length("workspace_id") <= 36),
    "actor_id" TEXT CONSTRAINT "core_audit_log.actor_id.length" CHECK (length("actor_id") <= 36),
    "action" TEXT NOT NULL CONSTRAINT "core_audit_log.action.length" CHECK (length("action") <= 191),
    "target_type" TEXT NOT NULL CONSTRAINT "core_audit_log.target_type.length" CHECK (length("target_type") <= 191),
    "target_id" TEXT NOT NULL CONSTRAINT "core_audit_log.target_id.length" CHECK (length("target_id") <= 191),
    "before" JSONB CONSTRAINT "core_audit_log.before.type" CHECK (json_valid("before")),
    "after" JSONB CONSTRAINT "core_audit_log.after.type" CHECK (json_valid("after")),
    "ip" TEXT CONSTRAINT "core_audit_log.ip.length" CHECK (length("ip") <= 191),
    "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')) CONSTRAINT "core_audit_log.created_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "created_at") IS "created_at"),
    "updated_at" DATETIME NOT NULL CONSTRAINT "core_audit_log.updated_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "updated_at") IS "updated_at"),
    CONSTRAINT "core_audit_log_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "core_workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "core_audit_log_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "core_user" ("id") ON DELETE SET NULL ON UPDATE CASCADE
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

-- CreateTrigger
CREATE TRIGGER "core_subscription_unit_amount_round_insert" AFTER INSERT ON "core_subscription"
WHEN NEW."unit_amount" <> round(NEW."unit_amount", 2)
BEGIN
    UPDATE "core_subscription" SET "unit_amount" = round(NEW."unit_amount", 2) WHERE rowid = NEW.rowid;
END;

-- CreateTrigger
CREATE TRIGGER "core_subscription_unit_amount_round_update" AFTER UPDATE OF "unit_amount" ON "core_subscription"
WHEN NEW."unit_amount" <> round(NEW."unit_amount", 2)
BEGIN
    UPDATE "core_subscription" SET "unit_amount" = round(NEW."unit_amount", 2) WHERE rowid = NEW.rowid;
END;

