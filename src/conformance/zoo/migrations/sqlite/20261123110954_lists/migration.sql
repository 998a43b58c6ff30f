-- CreateTable
CREATE TABLE "zoo_bundle" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CONSTRAINT "zoo_bundle.id.range" CHECK ("id" IS NULL OR (typeof("id") = 'integer' AND "id" BETWEEN -2147483648 AND 2147483647)),
    "name" TEXT NOT NULL CONSTRAINT "zoo_bundle.name.length" CHECK (length("name") <= 40),
    "texts" JSONB CONSTRAINT "zoo_bundle.texts.type" CHECK (json_valid("texts") AND json_type("texts") = 'array'),
    "short" JSONB DEFAULT '["plain","it''s"]' CONSTRAINT "zoo_bundle.short.type" CHECK (json_valid("short") AND json_type("short") = 'array'),
    "uuids" JSONB CONSTRAINT "zoo_bundle.uuids.type" CHECK (json_valid("uuids") AND json_type("uuids") = 'array'),
    "booleans" JSONB DEFAULT '[true]' CONSTRAINT "zoo_bundle.booleans.type" CHECK (json_valid("booleans") AND json_type("booleans") = 'array'),
    "ints" JSONB DEFAULT '[]' CONSTRAINT "zoo_bundle.ints.type" CHECK (json_valid("ints") AND json_type("ints") = 'array'),
    "smalls" JSONB CONSTRAINT "zoo_bundle.smalls.type" CHECK (json_valid("smalls") AND json_type("smalls") = 'array'),
    "big_ints" JSONB CONSTRAINT "zoo_bundle.big_ints.type" CHECK (json_valid("big_ints") AND json_type("big_ints") = 'array'),
    "floats" JSONB CONSTRAINT "zoo_bundle.floats.type" CHECK (json_valid("floats") AND json_type("floats") = 'array'),
    "decimals" JSONB DEFAULT '["1.5"]' CONSTRAINT "zoo_bundle.decimals.type" CHECK (json_valid("decimals") AND json_type("decimals") = 'array'),
    "date_times" JSONB CONSTRAINT "zoo_bundle.date_times.type" CHECK (json_valid("date_times") AND json_type("date_times") = 'array'),
    "days" JSONB CONSTRAINT "zoo_bundle.days.type" CHECK (json_valid("days") AND json_type("days") = 'array'),
    "documents" JSONB CONSTRAINT "zoo_bundle.documents.type" CHECK (json_valid("documents") AND json_type("documents") = 'array'),
    "blobs" JSONB CONSTRAINT "zoo_bundle.blobs.type" CHECK (json_valid("blobs") AND json_type("blobs") = 'array'),
    "sizes" JSONB DEFAULT '["3-small"]' CONSTRAINT "zoo_bundle.sizes.type" CHECK (json_valid("sizes") AND json_type("sizes") = 'array'),
    "outer_id" INTEGER CONSTRAINT "zoo_bundle.outer_id.range" CHECK ("outer_id" IS NULL OR (typeof("outer_id") = 'integer' AND "outer_id" BETWEEN -2147483648 AND 2147483647)),
    CONSTRAINT "zoo_bundle_outer_id_fkey" FOREIGN KEY ("outer_id") REFERENCES "zoo_bundle" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "zoo_calendar" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CONSTRAINT "zoo_calendar.id.range" CHECK ("id" IS NULL OR (typeof("id") = 'integer' AND "id" BETWEEN -2147483648 AND 2147483647)),
    "day" DATETIME NOT NULL CONSTRAINT "zoo_calendar.day.type" CHECK (strftime('%Y-%m-%dT00:00:00.000+00:00', "day") IS "day"),
    "day_null" DATETIME CONSTRAINT "zoo_calendar.day_null.type" CHECK (strftime('%Y-%m-%dT00:00:00.000+00:00', "day_null") IS "day_null"),
    "time" DATETIME NOT NULL CONSTRAINT "zoo_calendar.time.type" CHECK (strftime('1970-01-01T%H:%M:%f+00:00', "time") IS "time"),
    "time_null" DATETIME CONSTRAINT "zoo_calendar.time_null.type" CHECK (strftime('1970-01-01T%H:%M:%f+00:00', "time_null") IS "time_null")
);

-- CreateTable
CREATE TABLE "zoo_entry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CONSTRAINT "zoo_entry.id.range" CHECK ("id" IS NULL OR (typeof("id") = 'integer')),
    "word" TEXT NOT NULL CONSTRAINT "zoo_entry.word.length" CHECK (length("word") <= 191),
    "previous_id" BIGINT CONSTRAINT "zoo_entry.previous_id.range" CHECK ("previous_id" IS NULL OR (typeof("previous_id") = 'integer')),
    "priority" TEXT NOT NULL DEFAULT 'urgent' CONSTRAINT "zoo_entry.priority.type" CHECK ("priority" IN ('Normal', 'low', 'urgent')),
    "seat_hall" TEXT CONSTRAINT "zoo_entry.seat_hall.length" CHECK (length("seat_hall") <= 100),
    "seat_number" INTEGER CONSTRAINT "zoo_entry.seat_number.range" CHECK ("seat_number" IS NULL OR (typeof("seat_number") = 'integer' AND "seat_number" BETWEEN -2147483648 AND 2147483647)),
    CONSTRAINT "zoo_entry_previous_id_fkey" FOREIGN KEY ("previous_id") REFERENCES "zoo_entry" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "zoo_entry_of_seat" FOREIGN KEY ("seat_hall", "seat_number") REFERENCES "zoo_seat" ("hall", "number") ON DELETE RESTRICT ON UPDATE RESTRICT
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
