import pg from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { raiseMemory } from '../../../src/engines/postgresql/memory.js'
import { useDatabase } from '../database.js'
import { createDatabase } from './server.js'

describe.skipIf(inject('server').notRun !== undefined)('memory for a copy', () => {
  const database = useDatabase('postgresql', createDatabase)

  it.each([
    ['4MB', '32MB'],
    ['9000kB', '32MB'],
    ['64MB', '64MB'],
    ['2GB', '2GB'],
  ])('of a server that is set up for %s is %s', async (own, found) => {
    const client = new pg.Client({ connectionString: database.url, options: `-c work_mem=${own}` })
    await client.connect()
    const show = async () => (await client.query('SHOW work_mem')).rows[0]
    await client.query(`BEGIN; ${raiseMemory('work_mem', '32MB', 'transaction')}`)
    expect(await show()).toEqual({ work_mem: found })
    await client.query('COMMIT')
    expect(await show()).toEqual({ work_mem: own })
    await client.query(raiseMemory('work_mem', '32MB', 'session'))
    expect(await show()).toEqual({ work_mem: found })
    await client.end()
  })
})
