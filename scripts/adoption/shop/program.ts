// Ordinary queries of the shop: the same text on every engine, whatever else the database holds.
import { createClient, isUniqueViolation, Prisma } from './generated/index.js'

const db = createClient()
const org = await db.organization.create({
  data: {
    name: 'Ada & Söhne',
    slug: 'ada',
    domains: ['ada.example.com', 'ADA.example.org'],
    settings: { theme: { dark: true }, limits: [1, 2.5, null] },
    currency: 'EUR',
    createdAt: new Date('2025-01-02T03:04:05.678Z'),
    categories: { create: [{ name: 'Books' }, { name: 'books' }] },
  },
  include: { categories: { orderBy: { name: 'asc' } } },
})
const [upper, lower] = org.categories
const product = await db.product.create({
  data: {
    organizationId: org.id,
    title: 'Größe 100%_\\',
    sku: 'A-1',
    price: new Prisma.Decimal('19.995'),
    tags: ['new', 'größe'],
    attributes: { b: 1, a: { c: '😀' } },
    categories: { connect: [{ id: upper?.id ?? 0 }, { id: lower?.id ?? 0 }] },
    variants: { create: [{ name: 'S', options: { size: 'S' } }] },
    prices: { create: { price: 10, since: new Date('2025-01-01') } },
  },
  include: { variants: true },
})
await db.product.createMany({
  data: ['a', 'B', 'ä', 'Z', '😀'].map((title, at) => ({
    organizationId: org.id,
    title,
    sku: `S-${at}`,
    price: at,
    weight: at === 2 ? null : at / 3,
  })),
})
const customers = await db.customer.createManyAndReturn({
  data: ['eve', 'Eve'].map((name) => ({
    organizationId: org.id,
    email: `${name}@example.com`,
    name,
    points: 9007199254740993n,
    birthday: new Date('1990-05-06'),
  })),
  select: { id: true, name: true, points: true, birthday: true },
})
const order = await db.order.create({
  data: {
    organizationId: org.id,
    number: 'N1',
    customerId: customers[0]?.id ?? 0,
    status: 'SHIPPED',
    total: '39.98',
    placedAt: new Date('2025-02-03T04:05:06.789Z'),
    lines: { create: [{ title: 'Book', quantity: 2, price: 19.99, variantId: product.variants[0]?.id ?? null }] },
    coupons: { create: { organizationId: org.id, code: 'TEN', percent: 10 } },
  },
})
const paid = await db.$transaction(async (tx) => {
  await tx.payment.create({
    data: { orderId: order.id, provider: 'card', reference: 'ada-1', amount: '39.98', raw: { ok: true, at: null } },
  })
  return tx.order.update({ where: { id: order.id }, data: { status: 'PAID', total: { increment: '0.02' } } })
})
const own = { organizationId: org.id }
const fault = await db.customer
  .create({ data: { ...own, email: 'eve@example.com', name: 'x' } })
  .catch((error: unknown) => isUniqueViolation(error))
const restricted = await db.customer.delete({ where: { id: customers[0]?.id ?? 0 } }).catch((error: { code: string }) => error.code)

const answers = {
  org: { ...org, id: '', updatedAt: '', categories: org.categories.map(({ name }) => name) },
  price: product.price,
  titles: await db.product.findMany({ where: own, orderBy: [{ title: 'asc' }], select: { title: true, weight: true } }),
  nulls: await db.product.findMany({ where: own, orderBy: [{ weight: 'desc' }, { sku: 'asc' }], select: { sku: true } }),
  wild: await db.product.count({ where: { ...own, title: { contains: '0%_\\' } } }),
  insensitive: await db.customer.findMany({
    where: { ...own, email: { equals: 'EVE@EXAMPLE.COM', mode: 'insensitive' } },
    orderBy: { email: 'asc' },
    select: { email: true },
  }),
  tagged: await db.product.findMany({ where: { ...own, tags: { hasSome: ['größe'] } }, select: { tags: true, attributes: true } }),
  path: await db.product.count({ where: { ...own, attributes: { path: ['a', 'c'], equals: '😀' } } }),
  customers: customers.map(({ name, points, birthday }) => ({ name, points: String(points), birthday })),
  paid: { status: paid.status, total: paid.total, placedAt: paid.placedAt },
  groups: await db.product.groupBy({
    by: ['active'],
    where: own,
    _sum: { price: true, stock: true },
    _avg: { price: true },
    _count: { _all: true },
  }),
  nested: await db.order.findFirst({
    where: { ...own, customer: { is: { name: { in: ['eve', 'EVE'] } } } },
    select: {
      number: true,
      lines: { select: { title: true, quantity: true, price: true, variant: { select: { options: true } } } },
      coupons: { select: { code: true } },
    },
  }),
  moved: await db.product.updateManyAndReturn({
    where: { ...own, sku: { startsWith: 'S-' } },
    data: { stock: { increment: 3 } },
    select: { stock: true },
  }),
  fault,
  restricted,
}
console.log(JSON.stringify(answers, null, 1))
await db.$disconnect()
