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

-- CreateIndex
CREATE INDEX "zoo_branch_wood_id_idx" ON "zoo_branch"("wood_id");

-- CreateIndex
CREATE INDEX "zoo_branch_parent_id_idx" ON "zoo_branch"("parent_id");

-- CreateIndex
CREATE INDEX "zoo_branch_trunk_id_idx" ON "zoo_branch"("trunk_id");

-- CreateIndex
CREATE INDEX "zoo_leaf_branch_id_idx" ON "zoo_leaf"("branch_id");
