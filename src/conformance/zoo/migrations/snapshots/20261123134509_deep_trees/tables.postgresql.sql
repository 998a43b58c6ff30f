-- CreateEnum
CREATE TYPE "zoo_size" AS ENUM ('1-large', '2-medium', '3-small');

-- CreateEnum
CREATE TYPE "zoo_priority" AS ENUM ('Normal', 'low', 'urgent');

-- CreateTable
CREATE TABLE "zoo_scalar" (
    "id" SERIAL NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,
    "text_null" TEXT COLLATE "C",
    "short" VARCHAR(20) COLLATE "C" NOT NULL,
    "short_null" VARCHAR(20) COLLATE "C",
    "uuid" UUID NOT NULL,
    "uuid_null" UUID,
    "boolean" BOOLEAN NOT NULL,
    "boolean_null" BOOLEAN,
    "int" INTEGER NOT NULL,
    "int_null" INTEGER,
    "small" SMALLINT NOT NULL,
    "small_null" SMALLINT,
    "big_int" BIGINT NOT NULL,
    "big_int_null" BIGINT,
    "float" DOUBLE PRECISION NOT NULL,
    "float_null" DOUBLE PRECISION,
    "decimal" DECIMAL(15,4) NOT NULL,
    "decimal_null" DECIMAL(15,4),
    "date_time" TIMESTAMP(3) NOT NULL,
    "date_time_null" TIMESTAMP(3),
    "zoned" TIMESTAMPTZ(3) NOT NULL,
    "zoned_null" TIMESTAMPTZ(3),
    "json" JSONB NOT NULL,
    "json_null" JSONB,
    "bytes" BYTEA NOT NULL,
    "bytes_null" BYTEA,
    "size" "zoo_size" NOT NULL,
    "size_null" "zoo_size",

    CONSTRAINT "zoo_scalar_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo_defaulted" (
    "id" VARCHAR(191) COLLATE "C" NOT NULL,
    "cuid" TEXT COLLATE "C" NOT NULL,
    "uuid" TEXT COLLATE "C" NOT NULL,
    "ulid" TEXT COLLATE "C" NOT NULL,
    "nanoid" TEXT COLLATE "C" NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL DEFAULT 'it''s "so" \ 🦓',
    "short" VARCHAR(20) COLLATE "C" NOT NULL DEFAULT 'short',
    "boolean" BOOLEAN NOT NULL DEFAULT true,
    "int" INTEGER NOT NULL DEFAULT -42,
    "big_int" BIGINT NOT NULL DEFAULT 9007199254740993,
    "float" DOUBLE PRECISION NOT NULL DEFAULT 1.5,
    "decimal" DECIMAL(12,2) NOT NULL DEFAULT 12.34,
    "json" JSONB NOT NULL DEFAULT '{"a": [1, "it''s"]}',
    "size" "zoo_size" NOT NULL DEFAULT '2-medium',
    "bytes" BYTEA NOT NULL DEFAULT '\x000102ff',
    "instant" TIMESTAMP(3) NOT NULL DEFAULT '2024-02-29 12:34:56.789 +00:00',
    "zoned" TIMESTAMPTZ(3) NOT NULL DEFAULT '2024-02-29 12:34:56 +00:00',
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "zoo_defaulted_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo_seat" (
    "hall" VARCHAR(100) COLLATE "C" NOT NULL,
    "number" INTEGER NOT NULL,
    "row" VARCHAR(10) COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "booked" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "zoo_seat_pkey" PRIMARY KEY ("hall","number")
);

-- CreateTable
CREATE TABLE "zoo_ticket" (
    "id" SERIAL NOT NULL,
    "hall" VARCHAR(100) COLLATE "C" NOT NULL,
    "number" INTEGER NOT NULL,
    "holder" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "zoo_ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo_node" (
    "id" SERIAL NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "parent_id" INTEGER,

    CONSTRAINT "zoo_node_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo_wood" (
    "id" SERIAL NOT NULL,

    CONSTRAINT "zoo_wood_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo_branch" (
    "id" SERIAL NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "wood_id" INTEGER,
    "parent_id" INTEGER,
    "trunk_id" INTEGER,

    CONSTRAINT "zoo_branch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo_leaf" (
    "id" SERIAL NOT NULL,
    "branch_id" INTEGER NOT NULL,

    CONSTRAINT "zoo_leaf_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo_article" (
    "id" SERIAL NOT NULL,
    "title" VARCHAR(191) COLLATE "C" NOT NULL,

    CONSTRAINT "zoo_article_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo_tag" (
    "id" UUID NOT NULL,
    "name" VARCHAR(191) COLLATE "C" NOT NULL,

    CONSTRAINT "zoo_tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo_traveller" (
    "id" SERIAL NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "zoo_traveller_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo_passport" (
    "id" SERIAL NOT NULL,
    "code" VARCHAR(40) COLLATE "C" NOT NULL,
    "traveller_id" INTEGER NOT NULL,

    CONSTRAINT "zoo_passport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order" (
    "id" SERIAL NOT NULL,
    "group" VARCHAR(100) COLLATE "C" NOT NULL,
    "select" INTEGER NOT NULL DEFAULT 0,
    "key" VARCHAR(100) COLLATE "C",
    "desc" BOOLEAN NOT NULL DEFAULT false,
    "index" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo_bundle" (
    "id" SERIAL NOT NULL,
    "name" VARCHAR(40) COLLATE "C" NOT NULL,
    "texts" TEXT[],
    "short" VARCHAR(10)[] DEFAULT ARRAY['plain', 'it''s']::VARCHAR(10)[],
    "uuids" UUID[],
    "booleans" BOOLEAN[] DEFAULT ARRAY[true]::BOOLEAN[],
    "ints" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "smalls" SMALLINT[],
    "big_ints" BIGINT[],
    "floats" DOUBLE PRECISION[],
    "decimals" DECIMAL(12,2)[] DEFAULT ARRAY[1.50]::DECIMAL(12,2)[],
    "date_times" TIMESTAMP(3)[],
    "days" DATE[],
    "documents" JSONB[],
    "blobs" BYTEA[],
    "sizes" "zoo_size"[] DEFAULT ARRAY['3-small']::"zoo_size"[],
    "outer_id" INTEGER,

    CONSTRAINT "zoo_bundle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo_calendar" (
    "id" SERIAL NOT NULL,
    "day" DATE NOT NULL,
    "day_null" DATE,
    "time" TIME(3) NOT NULL,
    "time_null" TIME(3),

    CONSTRAINT "zoo_calendar_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo_entry" (
    "id" BIGSERIAL NOT NULL,
    "word" VARCHAR(191) COLLATE "C" NOT NULL,
    "previous_id" BIGINT,
    "priority" "zoo_priority" NOT NULL DEFAULT 'urgent',
    "seat_hall" VARCHAR(100) COLLATE "C",
    "seat_number" INTEGER,

    CONSTRAINT "zoo_entry_pk" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "_ArticleToTag" (
    "A" INTEGER NOT NULL,
    "B" UUID NOT NULL,

    CONSTRAINT "_ArticleToTag_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateIndex
CREATE INDEX "zoo_seat_row_number_idx" ON "zoo_seat"("row", "number" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "zoo_seat_place_key" ON "zoo_seat"("row", "position");

-- CreateIndex
CREATE INDEX "zoo_ticket_hall_number_idx" ON "zoo_ticket"("hall", "number");

-- CreateIndex
CREATE INDEX "zoo_node_parent_id_idx" ON "zoo_node"("parent_id");

-- CreateIndex
CREATE INDEX "zoo_branch_wood_id_idx" ON "zoo_branch"("wood_id");

-- CreateIndex
CREATE INDEX "zoo_branch_parent_id_idx" ON "zoo_branch"("parent_id");

-- CreateIndex
CREATE INDEX "zoo_branch_trunk_id_idx" ON "zoo_branch"("trunk_id");

-- CreateIndex
CREATE INDEX "zoo_leaf_branch_id_idx" ON "zoo_leaf"("branch_id");

-- CreateIndex
CREATE UNIQUE INDEX "zoo_tag_name_key" ON "zoo_tag"("name");

-- CreateIndex
CREATE UNIQUE INDEX "zoo_passport_traveller_id_key" ON "zoo_passport"("traveller_id");

-- CreateIndex
CREATE UNIQUE INDEX "order_key_key" ON "order"("key");

-- CreateIndex
CREATE INDEX "order_select_desc_idx" ON "order"("select", "desc");

-- CreateIndex
CREATE UNIQUE INDEX "order_group_index_key" ON "order"("group", "index");

-- CreateIndex
CREATE UNIQUE INDEX "zoo_bundle_name_key" ON "zoo_bundle"("name");

-- CreateIndex
CREATE INDEX "zoo_bundle_outer_id_idx" ON "zoo_bundle"("outer_id");

-- CreateIndex
CREATE UNIQUE INDEX "zoo_calendar_day_time_key" ON "zoo_calendar"("day", "time");

-- CreateIndex
CREATE UNIQUE INDEX "zoo_entry_word_key" ON "zoo_entry"("word");

-- CreateIndex
CREATE INDEX "zoo_entry_previous_id_idx" ON "zoo_entry"("previous_id");

-- CreateIndex
CREATE INDEX "zoo_entry_seat_hall_seat_number_idx" ON "zoo_entry"("seat_hall", "seat_number");

-- CreateIndex
CREATE INDEX "_ArticleToTag_B_index" ON "_ArticleToTag"("B");

-- AddForeignKey
ALTER TABLE "zoo_ticket" ADD CONSTRAINT "zoo_ticket_hall_number_fkey" FOREIGN KEY ("hall", "number") REFERENCES "zoo_seat"("hall", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo_node" ADD CONSTRAINT "zoo_node_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "zoo_node"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo_branch" ADD CONSTRAINT "zoo_branch_wood_id_fkey" FOREIGN KEY ("wood_id") REFERENCES "zoo_wood"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo_branch" ADD CONSTRAINT "zoo_branch_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "zoo_branch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo_branch" ADD CONSTRAINT "zoo_branch_trunk_id_fkey" FOREIGN KEY ("trunk_id") REFERENCES "zoo_branch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo_leaf" ADD CONSTRAINT "zoo_leaf_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "zoo_branch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo_passport" ADD CONSTRAINT "zoo_passport_traveller_id_fkey" FOREIGN KEY ("traveller_id") REFERENCES "zoo_traveller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo_bundle" ADD CONSTRAINT "zoo_bundle_outer_id_fkey" FOREIGN KEY ("outer_id") REFERENCES "zoo_bundle"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo_entry" ADD CONSTRAINT "zoo_entry_previous_id_fkey" FOREIGN KEY ("previous_id") REFERENCES "zoo_entry"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo_entry" ADD CONSTRAINT "zoo_entry_of_seat" FOREIGN KEY ("seat_hall", "seat_number") REFERENCES "zoo_seat"("hall", "number") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "_ArticleToTag" ADD CONSTRAINT "_ArticleToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "zoo_article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_ArticleToTag" ADD CONSTRAINT "_ArticleToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "zoo_tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateFunction
CREATE OR REPLACE FUNCTION refract_follow_ids() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    counter REGCLASS := pg_get_serial_sequence(format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME), TG_ARGV[0])::regclass;
    given BIGINT := to_jsonb(NEW) ->> TG_ARGV[0];
    behind BIGINT := given - coalesce(pg_sequence_last_value(counter), 0);
BEGIN
    IF behind <= 1000 THEN
        PERFORM nextval(counter) FROM generate_series(1, behind);
    ELSE
        PERFORM pg_advisory_xact_lock(counter::oid::bigint);
        IF given > coalesce(pg_sequence_last_value(counter), 0) THEN
            PERFORM setval(counter, given);
        END IF;
    END IF;
    RETURN NULL;
END
$$;

-- CreateTrigger
DO $do$
BEGIN
    EXECUTE format($trigger$
        CREATE TRIGGER "zoo_scalar_follow_ids" AFTER INSERT ON "zoo_scalar" FOR EACH ROW
        WHEN (NEW."id" > coalesce(pg_sequence_last_value(%L::regclass), 0))
        EXECUTE FUNCTION refract_follow_ids('id')
    $trigger$, pg_get_serial_sequence('"zoo_scalar"', 'id'));
END
$do$;

-- CreateTrigger
DO $do$
BEGIN
    EXECUTE format($trigger$
        CREATE TRIGGER "zoo_ticket_follow_ids" AFTER INSERT ON "zoo_ticket" FOR EACH ROW
        WHEN (NEW."id" > coalesce(pg_sequence_last_value(%L::regclass), 0))
        EXECUTE FUNCTION refract_follow_ids('id')
    $trigger$, pg_get_serial_sequence('"zoo_ticket"', 'id'));
END
$do$;

-- CreateTrigger
DO $do$
BEGIN
    EXECUTE format($trigger$
        CREATE TRIGGER "zoo_node_follow_ids" AFTER INSERT ON "zoo_node" FOR EACH ROW
        WHEN (NEW."id" > coalesce(pg_sequence_last_value(%L::regclass), 0))
        EXECUTE FUNCTION refract_follow_ids('id')
    $trigger$, pg_get_serial_sequence('"zoo_node"', 'id'));
END
$do$;

-- CreateTrigger
DO $do$
BEGIN
    EXECUTE format($trigger$
        CREATE TRIGGER "zoo_wood_follow_ids" AFTER INSERT ON "zoo_wood" FOR EACH ROW
        WHEN (NEW."id" > coalesce(pg_sequence_last_value(%L::regclass), 0))
        EXECUTE FUNCTION refract_follow_ids('id')
    $trigger$, pg_get_serial_sequence('"zoo_wood"', 'id'));
END
$do$;

-- CreateTrigger
DO $do$
BEGIN
    EXECUTE format($trigger$
        CREATE TRIGGER "zoo_branch_follow_ids" AFTER INSERT ON "zoo_branch" FOR EACH ROW
        WHEN (NEW."id" > coalesce(pg_sequence_last_value(%L::regclass), 0))
        EXECUTE FUNCTION refract_follow_ids('id')
    $trigger$, pg_get_serial_sequence('"zoo_branch"', 'id'));
END
$do$;

-- CreateTrigger
DO $do$
BEGIN
    EXECUTE format($trigger$
        CREATE TRIGGER "zoo_leaf_follow_ids" AFTER INSERT ON "zoo_leaf" FOR EACH ROW
        WHEN (NEW."id" > coalesce(pg_sequence_last_value(%L::regclass), 0))
        EXECUTE FUNCTION refract_follow_ids('id')
    $trigger$, pg_get_serial_sequence('"zoo_leaf"', 'id'));
END
$do$;

-- CreateTrigger
DO $do$
BEGIN
    EXECUTE format($trigger$
        CREATE TRIGGER "zoo_article_follow_ids" AFTER INSERT ON "zoo_article" FOR EACH ROW
        WHEN (NEW."id" > coalesce(pg_sequence_last_value(%L::regclass), 0))
        EXECUTE FUNCTION refract_follow_ids('id')
    $trigger$, pg_get_serial_sequence('"zoo_article"', 'id'));
END
$do$;

-- CreateTrigger
DO $do$
BEGIN
    EXECUTE format($trigger$
        CREATE TRIGGER "zoo_traveller_follow_ids" AFTER INSERT ON "zoo_traveller" FOR EACH ROW
        WHEN (NEW."id" > coalesce(pg_sequence_last_value(%L::regclass), 0))
        EXECUTE FUNCTION refract_follow_ids('id')
    $trigger$, pg_get_serial_sequence('"zoo_traveller"', 'id'));
END
$do$;

-- CreateTrigger
DO $do$
BEGIN
    EXECUTE format($trigger$
        CREATE TRIGGER "zoo_passport_follow_ids" AFTER INSERT ON "zoo_passport" FOR EACH ROW
        WHEN (NEW."id" > coalesce(pg_sequence_last_value(%L::regclass), 0))
        EXECUTE FUNCTION refract_follow_ids('id')
    $trigger$, pg_get_serial_sequence('"zoo_passport"', 'id'));
END
$do$;

-- CreateTrigger
DO $do$
BEGIN
    EXECUTE format($trigger$
        CREATE TRIGGER "order_follow_ids" AFTER INSERT ON "order" FOR EACH ROW
        WHEN (NEW."id" > coalesce(pg_sequence_last_value(%L::regclass), 0))
        EXECUTE FUNCTION refract_follow_ids('id')
    $trigger$, pg_get_serial_sequence('"order"', 'id'));
END
$do$;

-- CreateTrigger
DO $do$
BEGIN
    EXECUTE format($trigger$
        CREATE TRIGGER "zoo_bundle_follow_ids" AFTER INSERT ON "zoo_bundle" FOR EACH ROW
        WHEN (NEW."id" > coalesce(pg_sequence_last_value(%L::regclass), 0))
        EXECUTE FUNCTION refract_follow_ids('id')
    $trigger$, pg_get_serial_sequence('"zoo_bundle"', 'id'));
END
$do$;

-- CreateTrigger
DO $do$
BEGIN
    EXECUTE format($trigger$
        CREATE TRIGGER "zoo_calendar_follow_ids" AFTER INSERT ON "zoo_calendar" FOR EACH ROW
        WHEN (NEW."id" > coalesce(pg_sequence_last_value(%L::regclass), 0))
        EXECUTE FUNCTION refract_follow_ids('id')
    $trigger$, pg_get_serial_sequence('"zoo_calendar"', 'id'));
END
$do$;

-- CreateTrigger
DO $do$
BEGIN
    EXECUTE format($trigger$
        CREATE TRIGGER "zoo_entry_follow_ids" AFTER INSERT ON "zoo_entry" FOR EACH ROW
        WHEN (NEW."id" > coalesce(pg_sequence_last_value(%L::regclass), 0))
        EXECUTE FUNCTION refract_follow_ids('id')
    $trigger$, pg_get_serial_sequence('"zoo_entry"', 'id'));
END
$do$;

