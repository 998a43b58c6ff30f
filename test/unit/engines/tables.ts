import { SchemaEngine } from '../../../src/commands/schema-engine.js'
import { engineSchemaOf, readStep } from '../../../src/commands/schema-step.js'
import type { Provider } from '../../../src/engines/index.js'
import { HEAD } from '../schema/canonical.js'

/** Small tables with a column of every kind, a quote wherever one can stand, and each form of key and relation. */
export const TABLES = `${HEAD}enum Size {
  large
  tiny  @map("tiny's")
}

model Parent {
  id       String  @id @default(uuid(7)) @db.Uuid
  children Child[]
  tags     Tag[]

  @@map("parent")
}

model Child {
  id        Int      @id @default(autoincrement())
  parentId  String?  @map("parent_id") @db.Uuid
  code      String   @unique @default("it's \\\\ here") @db.VarChar(20)
  note      String?  @default("x")
  flag      Boolean  @default(true)
  small     Int?     @default(-5) @db.SmallInt
  big       BigInt   @default(9007199254740993)
  ratio     Float?
  price     Decimal? @default(1.5) @db.Decimal(12, 2)
  at        DateTime @default(now())
  zoned     DateTime @db.Timestamptz(3)
  data      Json     @default("{\\"a\\": \\"it's\\"}")
  bytes     Bytes?
  size      Size     @default(tiny)
  updatedAt DateTime @updatedAt

  parent Parent? @relation(fields: [parentId], references: [id], onDelete: SetNull)

  @@unique([parentId, size])
  @@index([at(sort: Desc), flag])
  @@map("child")
}

model Tag {
  id      Int      @id
  key     String   @unique
  parents Parent[]
}
`

const schemaEngine = new SchemaEngine()

/** The SQL of an engine for a canonical schema. */
export async function createSql(provider: Provider, schema: string): Promise<string> {
  return engineSchemaOf(await readStep(schema, 'schema.prisma', schemaEngine), provider).script
}
