// What a user's program does, end to end on SQLite. It is run as a module, as CommonJS and bundled, and compiled
// with each way to resolve modules; the last line that it prints is the sign that it came to its end.
import assert from 'node:assert/strict'
import { createClient, type PortableClient, Prisma, type Provider, prisma, RefractError, type User, WorkspaceRole } from 'refract-db'
import { createClient as createMysqlClient } from 'refract-db/mysql'
import { createClient as createPostgresqlClient } from 'refract-db/postgresql'
import { createClient as createSqliteClient } from 'refract-db/sqlite'

const url = 'file:./refract.db'

/** The exact client of the front door writes. */
async function writeRows(): Promise<string> {
  const db = createClient('sqlite', { url })
  const { id } = await db.user.create({ data: { name: 'Ada Lovelace', email: 'ada@example.com' } })
  const workspace = await db.workspace.create({
    data: { name: 'Engine', slug: 'engine', metadata: { gears: [1, 2] }, members: { create: { userId: id, role: WorkspaceRole.owner } } },
    include: { members: true },
  })
  const role: 'admin' | 'member' | 'owner' | undefined = workspace.members[0]?.role
  assert.equal(role, 'owner')
  await db.$disconnect()
  return id
}

/** The portable client, chosen by the environment, reads. Nothing is set: SQLite beside the nearest package.json. */
async function readRows(id: string): Promise<void> {
  const db: PortableClient = createClient()
  const user = await db.user.findUniqueOrThrow({ where: { id }, include: { workspaces: { include: { workspace: true } } } })
  const plain: User = user
  assert.equal(plain.emailVerified, false)
  assert.ok(plain.createdAt instanceof Date)
  assert.deepEqual(user.workspaces[0]?.workspace.metadata, { gears: [1, 2] })
  const { name } = await db.user.findFirstOrThrow({ where: { email: { endsWith: '@example.com' } }, select: { name: true } })
  assert.equal(name, 'Ada Lovelace')
  assert.deepEqual(await db.user.createManyAndReturn({ data: [] }), [])
  await db.$disconnect()
}

/** Faults that a program tells apart. */
async function readFaults(): Promise<void> {
  const db = createSqliteClient({ url })
  const copy = db.user.create({ data: { name: 'Ada', email: 'ada@example.com' } })
  await assert.rejects(copy, (error) => error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')
  assert.ok(new Prisma.Decimal('0.1').plus('0.2').equals('0.3'))
  assert.throws(
    () => createClient({ provider: 'mysql', url }),
    (error) => error instanceof RefractError && error.code === 'REFRACT_ENVIRONMENT',
  )
  await db.$disconnect()
}

/** Clients of engines that are not here are made all the same: nothing connects before the first query. */
async function createOthers(): Promise<void> {
  const provider = 'postgresql' as Provider
  const clients = [
    createClient({ provider, url: 'postgresql://user:password@localhost:1/app' }),
    createPostgresqlClient({ url: 'postgresql://user:password@localhost:1/app' }),
    createMysqlClient({ url: 'mysql://user:password@localhost:1/app' }),
  ]
  for (const client of clients) await client.$disconnect()
}

async function main(): Promise<void> {
  const id = await writeRows()
  await readRows(id)
  await readFaults()
  await createOthers()
  assert.equal(await prisma.user.count(), 1)
  await prisma.user.delete({ where: { id } })
  assert.equal(await prisma.workspaceMember.count(), 0)
  await prisma.$disconnect()
  console.log('program: came to its end')
}

void main()
