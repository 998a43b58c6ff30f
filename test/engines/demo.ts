import { readFile } from 'node:fs/promises'
import { expect, inject, it } from 'vitest'
import { runDemo } from '../../scripts/demo/report.js'
import { engineOf, type Provider } from '../../src/engines/index.js'
import { createClient } from '../../src/index.js'
import { type CreateDatabase, useDatabase } from './database.js'

/** The report that every engine must print, with the engine's name and the timings left out. */
const REPORT = new URL('./demo-report.txt', import.meta.url)

export function testDemo(provider: Provider, createDatabase: CreateDatabase): void {
  const database = useDatabase(provider, createDatabase, 'prisma/migrations')

  it.skipIf(inject('server').notRun !== undefined)('the demo prints the report of every other engine, line for line, twice', async () => {
    const db = createClient({ provider, url: database.url })
    const expected = await readFile(REPORT, 'utf8')
    for (let round = 0; round < 2; round++) {
      const lines: string[] = []
      await runDemo(db, { engine: engineOf(provider).title, database: 'a database' }, (line) => lines.push(line))
      const report = lines.join('\n').replace(/^Refract on \w+/, 'Refract on …')
      expect(`${report.replace(/ answered in [\d.]+ s$/, ' answered in …')}\n`).toBe(expected)
    }
    await db.$disconnect()
  })
}
