import type { PortableClient } from '../../src/index.js'

/** The id of a kind and a number. Those that a client makes would differ from run to run. */
export const id = (kind: number, number: number) => `0190000${kind}-0000-7000-8000-${String(number).padStart(12, '0')}`
export const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute, 0, 7))

export const NAMES = [
  'Ada',
  'ada',
  'ADA',
  'Zoë',
  'ZOË',
  'Émile',
  'emile',
  '100%',
  '100_',
  '1000',
  'C:\\x',
  '😀',
  '',
  'ß',
  'ss',
  'İ',
  'Σίσυφος',
]

const stamps = (number: number) => ({ createdAt: at(number), updatedAt: at(number) })

/** The same rows for every engine, in place of all that are there. */
export async function seed(db: PortableClient): Promise<void> {
  await db.workspace.deleteMany()
  await db.user.deleteMany()
  await db.user.createMany({
    data: NAMES.map((name, n) => ({
      id: id(1, n),
      name,
      email: `${n}@example.com`,
      image: n % 3 === 0 ? null : `image ${n % 4}`,
      emailVerified: n % 2 === 0,
      ...stamps(n),
    })),
  })
  const metadata = [
    { b: 1, a: [1, 2, { c: null }], aa: 'Été' },
    [3, 'x', 1.5, true],
    'text',
    12_345_678_901_234,
    { a: { b: { c: 'deep %' } } },
  ]
  for (const [n, given] of metadata.entries()) {
    await db.workspace.create({ data: { id: id(2, n), name: `W${n}`, slug: `w-${n}`, metadata: given, ...stamps(n) } })
    await db.subscription.create({
      data: {
        id: id(4, n),
        workspaceId: id(2, n),
        plan: n % 2 === 0 ? 'team' : 'free',
        seats: 7 * n + 1,
        unitAmount: `${n}.335`,
        currency: 'EUR',
        periodEnd: n === 0 ? null : at(n),
        ...stamps(n),
      },
    })
    await db.apiKey.create({
      data: {
        id: id(5, n),
        workspaceId: id(2, n),
        name: `k${n}`,
        hashedKey: `hash ${n}`,
        start: 'rk_',
        requestCount: 9_007_199_254_740_993n + BigInt(n),
        ...stamps(n),
      },
    })
  }
  await db.workspaceMember.createMany({
    data: NAMES.map((_, n) => ({
      id: id(3, n),
      userId: id(1, n),
      workspaceId: id(2, n % 5),
      role: (['owner', 'admin', 'member'] as const)[n % 3] ?? 'member',
      ...stamps(n),
    })),
  })
}
