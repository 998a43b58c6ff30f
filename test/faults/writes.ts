import { expect } from 'vitest'
import type { PortableClient } from '../../src/index.js'
import { open } from './client.js'
import type { Place } from './running.js'

/** What a database holds of some writes. */
export interface Kept {
  readonly whole: ReadonlySet<string>
  readonly half: readonly string[]
}

/** Reads the writes whose keys begin so: `<prefix>-<kind>-…`. */
async function readWrites(db: PortableClient, prefix: string): Promise<Kept> {
  const users = await db.user.findMany({
    where: { email: { startsWith: `${prefix}-` } },
    select: { email: true, name: true, sessions: { select: { token: true } } },
  })
  const whole = new Set<string>()
  const half: string[] = []
  for (const { email, name, sessions } of users) {
    const key = email.replace('@example.com', '')
    const complete = name === 'whole' && sessions.length === (key.startsWith(`${prefix}-single-`) ? 0 : 2)
    if (complete) whole.add(key)
    else half.push(key)
  }
  return { whole, half }
}

/** Every acknowledged write is there, and nothing is there in part. */
export async function expectKept(
  place: Place,
  prefix: string,
  acknowledged: ReadonlySet<string>,
): Promise<{ acknowledged: number; unacknowledged: number }> {
  const { whole, half } = await readAfresh(place, prefix)
  expect(acknowledged.size, 'acknowledged writes').toBeGreaterThan(0)
  const lost = [...acknowledged].filter((key) => !whole.has(key))
  expect(lost, 'acknowledged, and lost').toEqual([])
  expect(half, 'written in part').toEqual([])
  return { acknowledged: acknowledged.size, unacknowledged: whole.size - acknowledged.size }
}

/** Reads by a client of its own, past any wire: what the tested one believes is not what is kept. */
export async function readAfresh(place: Place, prefix: string): Promise<Kept> {
  const db = open(place.kind, place.url)
  try {
    return await readWrites(db, prefix)
  } finally {
    await db.$disconnect()
  }
}
