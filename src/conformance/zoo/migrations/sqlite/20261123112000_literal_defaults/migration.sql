-- AlterTable
ALTER TABLE "zoo_defaulted" ADD COLUMN "bytes" BLOB NOT NULL DEFAULT X'000102ff';

-- AlterTable
ALTER TABLE "zoo_defaulted" ADD COLUMN "instant" DATETIME NOT NULL DEFAULT '2024-02-29T12:34:56.789+00:00' CONSTRAINT "zoo_defaulted.instant.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "instant") IS "instant");

-- AlterTable
ALTER TABLE "zoo_defaulted" ADD COLUMN "zoned" DATETIME NOT NULL DEFAULT '2024-02-29T12:34:56.000+00:00' CONSTRAINT "zoo_defaulted.zoned.type" CHECK (strftime('%Y-%m-%dT%H:%M:%f+00:00', "zoned") IS "zoned");
