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

-- CreateIndex
CREATE INDEX "zoo_branch_wood_id_idx" ON "zoo_branch"("wood_id");

-- CreateIndex
CREATE INDEX "zoo_branch_parent_id_idx" ON "zoo_branch"("parent_id");

-- CreateIndex
CREATE INDEX "zoo_branch_trunk_id_idx" ON "zoo_branch"("trunk_id");

-- CreateIndex
CREATE INDEX "zoo_leaf_branch_id_idx" ON "zoo_leaf"("branch_id");

-- AddForeignKey
ALTER TABLE "zoo_branch" ADD CONSTRAINT "zoo_branch_wood_id_fkey" FOREIGN KEY ("wood_id") REFERENCES "zoo_wood"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo_branch" ADD CONSTRAINT "zoo_branch_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "zoo_branch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo_branch" ADD CONSTRAINT "zoo_branch_trunk_id_fkey" FOREIGN KEY ("trunk_id") REFERENCES "zoo_branch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo_leaf" ADD CONSTRAINT "zoo_leaf_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "zoo_branch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

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
