import type { PortableClient } from '../../src/index.js'

/** A write to be found again by its key: a user, whole or not at all. */
type Write = (db: PortableClient, key: string) => Promise<unknown>

const user = (key: string, name = 'whole') => ({ id: crypto.randomUUID(), email: `${key}@example.com`, name })
const session = (key: string, part: number) => ({ token: `${key}/${part}`, expiresAt: new Date('2099-01-01T00:00:00Z') })

/** Every way to write: one statement, and several that belong together. */
export const writes: Readonly<Record<string, Write>> = {
  single: (db, key) => db.user.create({ data: user(key) }),
  nested: (db, key) => db.user.create({ data: { ...user(key), sessions: { create: [session(key, 1), session(key, 2)] } } }),
  batch: (db, key) => {
    const data = user(key)
    return db.$transaction([
      db.user.create({ data }),
      db.session.create({ data: { ...session(key, 1), userId: data.id } }),
      db.session.create({ data: { ...session(key, 2), userId: data.id } }),
    ])
  },
  interactive: (db, key) =>
    db.$transaction(async (tx) => {
      const { id } = await tx.user.create({ data: user(key, 'half') })
      await tx.session.create({ data: { ...session(key, 1), userId: id } })
      await tx.user.update({ where: { id }, data: { name: 'whole' } })
      await tx.session.create({ data: { ...session(key, 2), userId: id } })
    }),
}
