-- CreateEnum
CREATE TYPE "zoo_priority" AS ENUM ('Normal', 'low', 'urgent');

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

-- AddForeignKey
ALTER TABLE "zoo_bundle" ADD CONSTRAINT "zoo_bundle_outer_id_fkey" FOREIGN KEY ("outer_id") REFERENCES "zoo_bundle"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo_entry" ADD CONSTRAINT "zoo_entry_previous_id_fkey" FOREIGN KEY ("previous_id") REFERENCES "zoo_entry"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo_entry" ADD CONSTRAINT "zoo_entry_of_seat" FOREIGN KEY ("seat_hall", "seat_number") REFERENCES "zoo_seat"("hall", "number") ON DELETE RESTRICT ON UPDATE RESTRICT;

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
