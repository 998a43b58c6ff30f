import type { PortableClient, Prisma, SubscriptionStatus, WorkspaceRole } from '../../src/index.js'

/** Everything the demo makes carries these, so that it removes nothing else. */
const EMAIL_DOMAIN = '@demo.refract.example'
const SLUG_PREFIX = 'refract-demo-'

/** Names that engines sort and compare differently unless they are made to agree. */
const USERS = [
  'ada Lovelace',
  'Ada Lovelace',
  'Zoë Krüger',
  'zoe kruger',
  'Émile Zola',
  'emile zola',
  'Łukasz 🦄',
  '李雷',
  'Ørsted',
  '_bot',
]

interface Tenant {
  readonly name: string
  readonly members: readonly (readonly [number, WorkspaceRole])[]
  readonly plan: readonly [string, SubscriptionStatus, number, string]
  readonly metadata: Prisma.InputJsonValue | null
}

const TENANTS: readonly Tenant[] = [
  {
    name: 'Ångström Labs',
    members: [
      [2, 'owner'],
      [0, 'admin'],
      [1, 'member'],
      [6, 'member'],
    ],
    plan: ['team', 'active', 4, '9.90'],
    metadata: { theme: { accent: '#ff7a59', dark: true }, tags: ['physics', 'ünïcode 🦄'], seats: null },
  },
  {
    name: 'alpha',
    members: [
      [3, 'owner'],
      [4, 'admin'],
      [2, 'member'],
    ],
    plan: ['business', 'trialing', 25, '1234567.89'],
    metadata: ['a list', 1, 2.5, false, null],
  },
  {
    name: 'Zebra & Söhne',
    members: [
      [5, 'owner'],
      [7, 'member'],
      [8, 'member'],
      [9, 'member'],
    ],
    plan: ['free', 'canceled', 1, '0'],
    metadata: null,
  },
]

/** Noon of a day in 2026, UTC. */
const day = (month: number, date: number, ms = 0) => new Date(Date.UTC(2026, month - 1, date, 12, 0, 0, ms))

/** Removes what an earlier run made. */
export async function removeDemo(db: PortableClient): Promise<void> {
  await db.workspace.deleteMany({ where: { slug: { startsWith: SLUG_PREFIX } } })
  await db.user.deleteMany({ where: { email: { endsWith: EMAIL_DOMAIN } } })
}

export const demoEmail = (index: number): string => `user${index}${EMAIL_DOMAIN}`
export const demoSlug = (index: number): string => `${SLUG_PREFIX}${index}`

/** Filters that keep the tour to what the demo made. */
export const ownUsers = { email: { endsWith: EMAIL_DOMAIN } } satisfies Prisma.UserWhereInput
export const ownWorkspaces = { slug: { startsWith: SLUG_PREFIX } } satisfies Prisma.WorkspaceWhereInput

export async function seedDemo(db: PortableClient): Promise<void> {
  const users: { id: string }[] = []
  for (const [index, name] of USERS.entries()) {
    users.push(
      await db.user.create({
        data: {
          name,
          email: demoEmail(index),
          emailVerified: index % 2 === 0,
          image: index % 3 === 0 ? null : `https://example.com/${index}.png`,
          createdAt: day(1, index + 1),
          sessions: {
            create: Array.from({ length: index % 3 }, (_, session) => ({
              token: `demo-token-${index}-${session}`,
              expiresAt: day(12, index + 1, session),
              userAgent: session === 0 ? 'Browser 🧭' : null,
            })),
          },
        },
      }),
    )
  }
  for (const [index, tenant] of TENANTS.entries()) await seedTenant(db, index, tenant, users)
}

async function seedTenant(db: PortableClient, index: number, tenant: Tenant, users: readonly { id: string }[]): Promise<void> {
  const id = (user: number) => users[user]?.id ?? ''
  const [plan, status, seats, unitAmount] = tenant.plan
  const owner = id(tenant.members[0]?.[0] ?? 0)
  const { id: workspaceId } = await db.workspace.create({
    data: {
      name: tenant.name,
      slug: demoSlug(index),
      ...(tenant.metadata === null ? {} : { metadata: tenant.metadata }),
      members: { create: tenant.members.map(([user, role]) => ({ userId: id(user), role })) },
      subscriptions: { create: { plan, status, seats, unitAmount, currency: 'EUR', periodStart: day(3, 1), periodEnd: day(4, 1) } },
      invitations: { create: { email: `guest${index}@example.com`, inviterId: owner, expiresAt: day(12, 24) } },
      apiKeys: {
        create: { name: 'CI', hashedKey: `demo-hash-${index}`, start: 'rk_', createdById: owner, requestCount: 9_007_199_254_740_993n },
      },
    },
  })
  await db.auditLog.createMany({
    data: tenant.members.map(([user, role], at) => ({
      workspaceId,
      actorId: at === 0 ? null : owner,
      action: 'member.added',
      targetType: 'user',
      targetId: id(user),
      after: { role, note: at % 2 === 0 ? null : 'by invitation ✉️' },
      createdAt: day(5, at + 1, at),
    })),
  })
}
