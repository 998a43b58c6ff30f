import { createClient } from '../src/index.js'
import type { Place, SessionRow } from './contender.js'

export const USERS = 1_000
export const WORKSPACES = 50
export const MEMBERS = 20

/** The same ids and instants on every run and for every contender. */
const START = Date.UTC(2026, 0, 1)

/** A UUID of a kind and a number, in ascending order within its kind. */
const idOf = (kind: number, number: number) => `0190000${kind}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`

export const userId = (number: number) => idOf(1, number % USERS)
export const workspaceId = (number: number) => idOf(2, number % WORKSPACES)

const at = (number: number) => new Date(START + number * 1_001)

/** The session of a number, of a user that no neighbouring number has. */
export function sessionOf(number: number): SessionRow {
  return {
    id: idOf(4, number),
    token: `token-${number.toString(36).padStart(24, '0')}`,
    expiresAt: at(number + 86_400),
    ipAddress: '203.0.113.7',
    userAgent: number % 2 === 0 ? 'Mozilla/5.0 (X11; Linux x86_64) Benchmark/1.0' : null,
    userId: userId(number),
    createdAt: at(number),
    updatedAt: at(number),
  }
}

export const instant = at

/** Fills the tables. */
export async function seed({ provider, url }: Omit<Place, 'poolSize'>): Promise<void> {
  const db = createClient({ provider, url })
  const stamps = (number: number) => ({ createdAt: at(number), updatedAt: at(number) })
  await db.user.createMany({
    data: Array.from({ length: USERS }, (_, n) => ({
      id: userId(n),
      name: `User ${n} Zoë`,
      email: `user${n}@example.com`,
      emailVerified: n % 2 === 0,
      image: n % 3 === 0 ? null : `https://example.com/${n}.png`,
      ...stamps(n),
    })),
  })
  await db.workspace.createMany({
    data: Array.from({ length: WORKSPACES }, (_, n) => ({
      id: workspaceId(n),
      name: `Workspace ${n}`,
      slug: `workspace-${n}`,
      metadata: { seats: n, theme: { dark: true } },
      ...stamps(n),
    })),
  })
  await db.workspaceMember.createMany({
    data: Array.from({ length: WORKSPACES * MEMBERS }, (_, n) => ({
      id: idOf(3, n),
      workspaceId: workspaceId(Math.floor(n / MEMBERS)),
      userId: userId(n * 7),
      role: n % MEMBERS === 0 ? ('owner' as const) : ('member' as const),
      ...stamps(n),
    })),
  })
  await db.$disconnect()
}
