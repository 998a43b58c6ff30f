// What a program does with its own models. Compiled and run with each way to load and resolve modules.
import {
  createClient,
  isUniqueViolation,
  type LogLevel,
  type PortableClient,
  Prisma,
  Provider,
  prisma,
  RefractError,
  type Status,
} from './generated/index.js'

async function main(): Promise<void> {
  const db: PortableClient = createClient()
  await db.customer.deleteMany()
  const order = await db.order.create({
    data: {
      provider: Provider.invoice,
      customer: { create: { email: 'ada@example.com' } },
      lines: { create: { count: 2, product: { create: { title: 'Gear', price: new Prisma.Decimal('9.90') } } } },
    },
    include: { customer: true, lines: { include: { product: true } } },
  })
  const status: Status = order.status
  // @ts-expect-error An engine that is not in use.
  const missing = (): unknown => createClient('mysql')
  const level: Pick<LogLevel, 'name'> = { name: 'info' }
  await db.logLevel.upsert({ where: level, create: level, update: {} })
  const again = await db.customer
    .create({ data: { email: 'ada@example.com' } })
    .catch((error: unknown) => Boolean(isUniqueViolation(error)))
  const own = createClient('sqlite')
  const rows = await own.$queryRaw<{ price: unknown }[]>`SELECT price FROM "Product" LIMIT 1`
  let told = ''
  try {
    missing()
  } catch (error) {
    told = error instanceof RefractError ? error.message : 'something else'
  }
  const facts = [
    order.customer.email,
    order.lines[0]?.product.price.toString(),
    status,
    again,
    rows.length,
    await prisma.order.count(),
    told,
  ]
  await Promise.all([db, own, prisma].map((client) => client.$disconnect()))
  console.log(facts.join(' | '))
}

void main()
