// What the rows from before Refract are to the program now.
import { createClient } from './generated/index.js'

const db = createClient()
const last = await db.order.findFirstOrThrow({
  where: { number: 'N1000' },
  include: { customer: { include: { addresses: true } }, organization: true, lines: true },
})
const [user] = await db.user.findMany({
  where: { memberships: { some: { role: 'OWNER' } } },
  orderBy: { email: 'asc' },
  take: 1,
  include: { teams: true },
})
console.log(
  JSON.stringify({
    organizations: await db.organization.count({ where: { domains: { isEmpty: false } } }),
    users: await db.user.count(),
    products: await db.product.aggregate({ _count: { _all: true }, _sum: { price: true } }),
    shipped: await db.order.count({ where: { status: 'SHIPPED' } }),
    last: { total: last.total, city: last.customer.addresses[0]?.city, points: String(last.customer.points), lines: last.lines.length },
    user: { name: user?.name, teams: user?.teams.length, metadata: user?.metadata },
    expires: (await db.invitation.findFirst({ orderBy: { email: 'asc' } }))?.expiresAt,
    replies: await db.comment.count({ where: { parent: { is: { text: 'First' } } } }),
  }),
)
await db.$disconnect()
