/** A schema of many models in PostgreSQL's words, each with what real ones have: scalars, an enum, a list, keys and relations. */
export function renderManyModels(count: number): string {
  const models = Array.from({ length: count }, (_, at) => renderModel(at, count))
  return `generator client {
  provider      = "prisma-client"
  output        = "./generated"
  compilerBuild = "small"
}

datasource db {
  provider = "postgresql"
}

${models.join('\n')}`
}

/** It belongs to the model before it, which has it as a list; the first belongs to none. */
function renderModel(at: number, count: number): string {
  const parent =
    at === 0 ? '' : `  parent   Model${at - 1} @relation(fields: [parentId], references: [id], onDelete: Cascade)\n  parentId Int\n`
  const children = at === count - 1 ? '' : `  children Model${at + 1}[]\n`
  return `enum State${at} {
  DRAFT
  OPEN
  CLOSED
}

model Model${at} {
  id        Int      @id @default(autoincrement())
  slug      String   @unique
  title     String
  body      String?  @db.Text
  state     State${at} @default(DRAFT)
  price     Decimal  @db.Decimal(12, 2)
  count     BigInt   @default(0)
  score     Float?
  active    Boolean  @default(true)
  tags      String[]
  data      Json?
  createdAt DateTime @default(now())
  updatedAt DateTime @updatedAt
${parent}${children}
  @@index([state, createdAt])
}
`
}
