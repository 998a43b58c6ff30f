-- CreateTable
CREATE TABLE "zoo_scalar" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CONSTRAINT "zoo_scalar.id.range" CHECK ("id" IS NULL OR (typeof("id") = 'integer' AND "id" BETWEEN -2147483648 AND 2147483647)),
    "text" TEXT NOT NULL,
    "text_null" TEXT,
    "short" TEXT NOT NULL CONSTRAINT "zoo_scalar.short.length" CHECK (length("short") <= 20),
    "short_null" TEXT CONSTRAINT "zoo_scalar.short_null.length" CHECK (length("short_null") <= 20),
    "uuid" TEXT NOT NULL CONSTRAINT "zoo_scalar.uuid.length" CHECK (length("uuid") <= 36),
    "uuid_null" TEXT CONSTRAINT "zoo_scalar.uuid_null.length" CHECK (length("uuid_null") <= 36),
    "boolean" BOOLEAN NOT NULL CONSTRAINT "zoo_scalar.boolean.type" CHECK ("boolean" IN (0, 1)),
    "boolean_null" BOOLEAN CONSTRAINT "zoo_scalar.boolean_null.type" CHECK ("boolean_null" IN (0, 1)),
    "int" INTEGER NOT NULL CONSTRAINT "zoo_scalar.int.range" CHECK (typeof("int") = 'integer' AND "int" BETWEEN -2147483648 AND 2147483647),
    "int_null" INTEGER CONSTRAINT "zoo_scalar.int_null.range" CHECK ("int_null" IS NULL OR (typeof("int_null") = 'integer' AND "int_null" BETWEEN -2147483648 AND 2147483647)),
    "small" INTEGER NOT NULL CONSTRAINT "zoo_scalar.small.range" CHECK (typeof("small") = 'integer' AND "small" BETWEEN -32768 AND 32767),
    "small_null" INTEGER CONSTRAINT "zoo_scalar.small_null.range" CHECK ("small_null" IS NULL OR (typeof("small_null") = 'integer' AND "small_null" BETWEEN -32768 AND 32767)),
    "big_int" BIGINT NOT NULL CONSTRAINT "zoo_scalar.big_int.range" CHECK (typeof("big_int") = 'integer'),
    "big_int_null" BIGINT CONSTRAINT "zoo_scalar.big_int_null.range" CHECK ("big_int_null" IS NULL OR (typeof("big_int_null") = 'integer')),
    "float" REAL NOT NULL CONSTRAINT "zoo_scalar.float.range" CHECK (typeof("float") = 'real' AND abs("float") <= 1.7976931348623157e308),
    "float_null" REAL CONSTRAINT "zoo_scalar.float_null.range" CHECK ("float_null" IS NULL OR (typeof("float_null") = 'real' AND abs("float_null") <= 1.7976931348623157e308)),
    "decimal" DECIMAL NOT NULL CONSTRAINT "zoo_scalar.decimal.range" CHECK (typeof("decimal") IN ('integer', 'real') AND abs(round("decimal", 4)) < 100000000000),
    "decimal_null" DECIMAL CONSTRAINT "zoo_scalar.decimal_null.range" CHECK ("decimal_null" IS NULL OR (typeof("decimal_null") IN ('integer', 'real') AND abs(round("decimal_null", 4)) < 100000000000)),
    "date_time" DATETIME NOT NULL CONSTRAINT "zoo_scalar.date_time.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "date_time") IS "date_time"),
    "date_time_null" DATETIME CONSTRAINT "zoo_scalar.date_time_null.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "date_time_null") IS "date_time_null"),
    "zoned" DATETIME NOT NULL CONSTRAINT "zoo_scalar.zoned.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "zoned") IS "zoned"),
    "zoned_null" DATETIME CONSTRAINT "zoo_scalar.zoned_null.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "zoned_null") IS "zoned_null"),
    "json" JSONB NOT NULL CONSTRAINT "zoo_scalar.json.type" CHECK (json_valid("json")),
    "json_null" JSONB CONSTRAINT "zoo_scalar.json_null.type" CHECK (json_valid("json_null")),
    "bytes" BLOB NOT NULL,
    "bytes_null" BLOB,
    "size" TEXT NOT NULL CONSTRAINT "zoo_scalar.size.type" CHECK ("size" IN ('1-large', '2-medium', '3-small')),
    "size_null" TEXT CONSTRAINT "zoo_scalar.size_null.type" CHECK ("size_null" IN ('1-large', '2-medium', '3-small'))
);

-- CreateTable
CREATE TABLE "zoo_defaulted" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "zoo_defaulted.id.length" CHECK (length("id") <= 191),
    "cuid" TEXT NOT NULL,
    "uuid" TEXT NOT NULL,
    "ulid" TEXT NOT NULL,
    "nanoid" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT 'it''s "so" \ 🦓',
    "short" TEXT NOT NULL DEFAULT 'short' CONSTRAINT "zoo_defaulted.short.length" CHECK (length("short") <= 20),
    "boolean" BOOLEAN NOT NULL DEFAULT true CONSTRAINT "zoo_defaulted.boolean.type" CHECK ("boolean" IN (0, 1)),
    "int" INTEGER NOT NULL DEFAULT -42 CONSTRAINT "zoo_defaulted.int.range" CHECK (typeof("int") = 'integer' AND "int" BETWEEN -2147483648 AND 2147483647),
    "big_int" BIGINT NOT NULL DEFAULT 9007199254740993 CONSTRAINT "zoo_defaulted.big_int.range" CHECK (typeof("big_int") = 'integer'),
    "float" REAL NOT NULL DEFAULT 1.5 CONSTRAINT "zoo_defaulted.float.range" CHECK (typeof("float") = 'real' AND abs("float") <= 1.7976931348623157e308),
    "decimal" DECIMAL NOT NULL DEFAULT 12.34 CONSTRAINT "zoo_defaulted.decimal.range" CHECK (typeof("decimal") IN ('integer', 'real') AND abs(round("decimal", 2)) < 10000000000),
    "json" JSONB NOT NULL DEFAULT '{"a": [1, "it''s"]}' CONSTRAINT "zoo_defaulted.json.type" CHECK (json_valid("json")),
    "size" TEXT NOT NULL DEFAULT '2-medium' CONSTRAINT "zoo_defaulted.size.type" CHECK ("size" IN ('1-large', '2-medium', '3-small')),
    "bytes" BLOB NOT NULL DEFAULT X'000102ff',
    "instant" DATETIME NOT NULL DEFAULT '2024-02-29T12:34:56.789+00:00' CONSTRAINT "zoo_defaulted.instant.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "instant") IS "instant"),
    "zoned" DATETIME NOT NULL DEFAULT '2024-02-29T12:34:56.000+00:00' CONSTRAINT "zoo_defaulted.zoned.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "zoned") IS "zoned"),
    "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')) CONSTRAINT "zoo_defaulted.created_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "created_at") IS "created_at"),
    "updated_at" DATETIME NOT NULL CONSTRAINT "zoo_defaulted.updated_at.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "updated_at") IS "updated_at")
);

-- CreateTable
CREATE TABLE "zoo_seat" (
    "hall" TEXT NOT NULL CONSTRAINT "zoo_seat.hall.length" CHECK (length("hall") <= 100),
    "number" INTEGER NOT NULL CONSTRAINT "zoo_seat.number.range" CHECK (typeof("number") = 'integer' AND "number" BETWEEN -2147483648 AND 2147483647),
    "row" TEXT NOT NULL CONSTRAINT "zoo_seat.row.length" CHECK (length("row") <= 10),
    "position" INTEGER NOT NULL CONSTRAINT "zoo_seat.position.range" CHECK (typeof("position") = 'integer' AND "position" BETWEEN -2147483648 AND 2147483647),
    "booked" BOOLEAN NOT NULL DEFAULT false CONSTRAINT "zoo_seat.booked.type" CHECK ("booked" IN (0, 1)),

    PRIMARY KEY ("hall", "number")
);

-- CreateTable
CREATE TABLE "zoo_ticket" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CONSTRAINT "zoo_ticket.id.range" CHECK ("id" IS NULL OR (typeof("id") = 'integer' AND "id" BETWEEN -2147483648 AND 2147483647)),
    "hall" TEXT NOT NULL CONSTRAINT "zoo_ticket.hall.length" CHECK (length("hall") <= 100),
    "number" INTEGER NOT NULL CONSTRAINT "zoo_ticket.number.range" CHECK (typeof("number") = 'integer' AND "number" BETWEEN -2147483648 AND 2147483647),
    "holder" TEXT NOT NULL,
    CONSTRAINT "zoo_ticket_hall_number_fkey" FOREIGN KEY ("hall", "number") REFERENCES "zoo_seat" ("hall", "number") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "zoo_node" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CONSTRAINT "zoo_node.id.range" CHECK ("id" IS NULL OR (typeof("id") = 'integer' AND "id" BETWEEN -2147483648 AND 2147483647)),
    "name" TEXT NOT NULL,
    "parent_id" INTEGER CONSTRAINT "zoo_node.parent_id.range" CHECK ("parent_id" IS NULL OR (typeof("parent_id") = 'integer' AND "parent_id" BETWEEN -2147483648 AND 2147483647)),
    CONSTRAINT "zoo_node_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "zoo_node" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "zoo_wood" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CONSTRAINT "zoo_wood.id.range" CHECK ("id" IS NULL OR (typeof("id") = 'integer' AND "id" BETWEEN -2147483648 AND 2147483647))
);

-- CreateTable
CREATE TABLE "zoo_branch" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CONSTRAINT "zoo_branch.id.range" CHECK ("id" IS NULL OR (typeof("id") = 'integer' AND "id" BETWEEN -2147483648 AND 2147483647)),
    "name" TEXT NOT NULL,
    "wood_id" INTEGER CONSTRAINT "zoo_branch.wood_id.range" CHECK ("wood_id" IS NULL OR (typeof("wood_id") = 'integer' AND "wood_id" BETWEEN -2147483648 AND 2147483647)),
    "parent_id" INTEGER CONSTRAINT "zoo_branch.parent_id.range" CHECK ("parent_id" IS NULL OR (typeof("parent_id") = 'integer' AND "parent_id" BETWEEN -2147483648 AND 2147483647)),
    "trunk_id" INTEGER CONSTRAINT "zoo_branch.trunk_id.range" CHECK ("trunk_id" IS NULL OR (typeof("trunk_id") = 'integer' AND "trunk_id" BETWEEN -2147483648 AND 2147483647)),
    CONSTRAINT "zoo_branch_wood_id_fkey" FOREIGN KEY ("wood_id") REFERENCES "zoo_wood" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "zoo_branch_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "zoo_branch" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "zoo_branch_trunk_id_fkey" FOREIGN KEY ("trunk_id") REFERENCES "zoo_branch" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "zoo_leaf" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CONSTRAINT "zoo_leaf.id.range" CHECK ("id" IS NULL OR (typeof("id") = 'integer' AND "id" BETWEEN -2147483648 AND 2147483647)),
    "branch_id" INTEGER NOT NULL CONSTRAINT "zoo_leaf.branch_id.range" CHECK (typeof("branch_id") = 'integer' AND "branch_id" BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT "zoo_leaf_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "zoo_branch" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "zoo_article" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CONSTRAINT "zoo_article.id.range" CHECK ("id" IS NULL OR (typeof("id") = 'integer' AND "id" BETWEEN -2147483648 AND 2147483647)),
    "title" TEXT NOT NULL CONSTRAINT "zoo_article.title.length" CHECK (length("title") <= 191)
);

-- CreateTable
CREATE TABLE "zoo_tag" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "zoo_tag.id.length" CHECK (length("id") <= 36),
    "name" TEXT NOT NULL CONSTRAINT "zoo_tag.name.length" CHECK (length("name") <= 191)
);

-- CreateTable
CREATE TABLE "zoo_traveller" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CONSTRAINT "zoo_traveller.id.range" CHECK ("id" IS NULL OR (typeof("id") = 'integer' AND "id" BETWEEN -2147483648 AND 2147483647)),
    "name" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "zoo_passport" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CONSTRAINT "zoo_passport.id.range" CHECK ("id" IS NULL OR (typeof("id") = 'integer' AND "id" BETWEEN -2147483648 AND 2147483647)),
    "code" TEXT NOT NULL CONSTRAINT "zoo_passport.code.length" CHECK (length("code") <= 40),
    "traveller_id" INTEGER NOT NULL CONSTRAINT "zoo_passport.traveller_id.range" CHECK (typeof("traveller_id") = 'integer' AND "traveller_id" BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT "zoo_passport_traveller_id_fkey" FOREIGN KEY ("traveller_id") REFERENCES "zoo_traveller" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "order" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CONSTRAINT "order.id.range" CHECK ("id" IS NULL OR (typeof("id") = 'integer' AND "id" BETWEEN -2147483648 AND 2147483647)),
    "group" TEXT NOT NULL CONSTRAINT "order.group.length" CHECK (length("group") <= 100),
    "select" INTEGER NOT NULL DEFAULT 0 CONSTRAINT "order.select.range" CHECK (typeof("select") = 'integer' AND "select" BETWEEN -2147483648 AND 2147483647),
    "key" TEXT CONSTRAINT "order.key.length" CHECK (length("key") <= 100),
    "desc" BOOLEAN NOT NULL DEFAULT false CONSTRAINT "order.desc.type" CHECK ("desc" IN (0, 1)),
    "index" INTEGER NOT NULL DEFAULT 1 CONSTRAINT "order.index.range" CHECK (typeof("index") = 'integer' AND "index" BETWEEN -2147483648 AND 2147483647)
);

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

-- CreateTable
CREATE TABLE "_ArticleToTag" (
    "A" INTEGER NOT NULL CONSTRAINT "_ArticleToTag.A.range" CHECK (typeof("A") = 'integer' AND "A" BETWEEN -2147483648 AND 2147483647),
    "B" TEXT NOT NULL CONSTRAINT "_ArticleToTag.B.length" CHECK (length("B") <= 36),
    CONSTRAINT "_ArticleToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "zoo_article" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_ArticleToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "zoo_tag" ("id") ON DELETE CASCADE ON UPDATE CASCADE
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
CREATE UNIQUE INDEX "_ArticleToTag_AB_unique" ON "_ArticleToTag"("A", "B");

-- CreateIndex
CREATE INDEX "_ArticleToTag_B_index" ON "_ArticleToTag"("B");

-- CreateTrigger
CREATE TRIGGER "zoo_scalar_decimal_round_insert" AFTER INSERT ON "zoo_scalar"
WHEN NEW."decimal" <> round(NEW."decimal", 4)
BEGIN
    UPDATE "zoo_scalar" SET "decimal" = round(NEW."decimal", 4) WHERE rowid = NEW.rowid;
END;

-- CreateTrigger
CREATE TRIGGER "zoo_scalar_decimal_round_update" AFTER UPDATE OF "decimal" ON "zoo_scalar"
WHEN NEW."decimal" <> round(NEW."decimal", 4)
BEGIN
    UPDATE "zoo_scalar" SET "decimal" = round(NEW."decimal", 4) WHERE rowid = NEW.rowid;
END;

-- CreateTrigger
CREATE TRIGGER "zoo_scalar_decimal_null_round_insert" AFTER INSERT ON "zoo_scalar"
WHEN NEW."decimal_null" <> round(NEW."decimal_null", 4)
BEGIN
    UPDATE "zoo_scalar" SET "decimal_null" = round(NEW."decimal_null", 4) WHERE rowid = NEW.rowid;
END;

-- CreateTrigger
CREATE TRIGGER "zoo_scalar_decimal_null_round_update" AFTER UPDATE OF "decimal_null" ON "zoo_scalar"
WHEN NEW."decimal_null" <> round(NEW."decimal_null", 4)
BEGIN
    UPDATE "zoo_scalar" SET "decimal_null" = round(NEW."decimal_null", 4) WHERE rowid = NEW.rowid;
END;

-- CreateTrigger
CREATE TRIGGER "zoo_defaulted_decimal_round_insert" AFTER INSERT ON "zoo_defaulted"
WHEN NEW."decimal" <> round(NEW."decimal", 2)
BEGIN
    UPDATE "zoo_defaulted" SET "decimal" = round(NEW."decimal", 2) WHERE rowid = NEW.rowid;
END;

-- CreateTrigger
CREATE TRIGGER "zoo_defaulted_decimal_round_update" AFTER UPDATE OF "decimal" ON "zoo_defaulted"
WHEN NEW."decimal" <> round(NEW."decimal", 2)
BEGIN
    UPDATE "zoo_defaulted" SET "decimal" = round(NEW."decimal", 2) WHERE rowid = NEW.rowid;
END;

