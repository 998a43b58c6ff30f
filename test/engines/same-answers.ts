import { readFile } from 'node:fs/promises'
import { expect, inject, it } from 'vitest'
import { askAll } from '../../scripts/same-answers/ask.js'
import type { Provider } from '../../src/engines/index.js'
import { createClient } from '../../src/index.js'
import { type CreateDatabase, useDatabase } from './database.js'

/** The answers that every engine must give, byte for byte: `npm run --silent same-answers`, on PostgreSQL. */
const ANSWERS = new URL('./same-answers.json', import.meta.url)

export function testSameAnswers(provider: Provider, createDatabase: CreateDatabase): void {
  const database = useDatabase(provider, createDatabase, 'prisma/migrations')

  it.skipIf(inject('server').notRun !== undefined)('one program writes the same bytes as on every other engine', async () => {
    const db = createClient({ provider, url: database.url })
    expect(await askAll(db)).toBe(await readFile(ANSWERS, 'utf8'))
    await db.$disconnect()
  })
}
