import { join } from 'node:path'
import { expect } from 'vitest'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { engineOf } from '../../src/engines/index.js'
import { createClient } from '../../src/index.js'
import { runCopy } from './copy.js'

/**
 * Copies a database of the core model that is written to without a pause: what comes is what was there at one moment. A user and
 * the user's session are written at once, one pair after the other, so that of a moment there are all pairs up to one.
 */
export async function expectOneMoment(url: string, folder: string): Promise<void> {
  const name = `moment${Date.now()}`
  const copied = `file:${join(folder, `${name}.db`)}`
  await deployMigrations({ engine: engineOf('sqlite'), url: copied, folder: 'prisma/migrations/sqlite' })
  const db = createClient({ url })
  let [written, isCopied] = [0, false]
  const write = async () => {
    for (; !isCopied; written += 1) {
      const sessions = { create: { token: `${name}-${written}`, expiresAt: new Date() } }
      await db.user.create({ data: { name, email: `${name}-${written}`, sessions } })
    }
  }
  const writing = write()
  // Where it fails the copy is waited for nevertheless.
  writing.catch(() => undefined)
  const run = await runCopy(url, copied, ['--batch-size', '500'])
  isCopied = true
  await writing
  await db.$disconnect()
  expect(run).toMatchObject({ code: 0, stderr: '' })

  const target = createClient('sqlite', { url: copied })
  const users = await target.user.findMany({ where: { name }, include: { sessions: true } })
  await target.$disconnect()
  const numbers = users.map(({ email }) => Number(email.slice(name.length + 1))).sort((a, b) => a - b)
  expect(numbers).toEqual(numbers.map((_, at) => at))
  expect(users.every(({ sessions }) => sessions.length === 1)).toBe(true)
  // It was written to before the moment, and after it.
  expect(numbers.length).toBeGreaterThan(0)
  expect(written).toBeGreaterThan(numbers.length)
}
