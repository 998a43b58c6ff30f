import { randomUUID } from 'node:crypto'
import { RefractError } from '../../contract/errors.js'
import type { LiveComparison } from '../../contract/live.js'
import type { EngineSchema } from '../../contract/migration-plan.js'
import { readObjects, type ScriptObject } from '../script-objects.js'
import { compareThings, readThings } from '../things.js'
import type { Client } from './connect.js'
import { readLiveObjects } from './live-objects.js'
import { planObjects } from './plan-migration.js'

/**
 * PostgreSQL keeps no text of what was made, and prints its own. So the schema is installed beside, for a moment, and both are
 * printed by the same reader; the transaction leaves nothing behind.
 */
export async function compareLive(
  client: Pick<Client, 'query' | 'escapeIdentifier'>,
  schema: string,
  { script }: EngineSchema,
): Promise<LiveComparison> {
  const asked = readObjects(script)
  await client.query('BEGIN')
  try {
    await client.query(`SET LOCAL search_path TO ${client.escapeIdentifier(schema)}`)
    const live = await readLiveObjects(client, schema, asked)
    const fresh = asked.length === 0 ? [] : await readFresh(client, schema, script, asked)
    const found = live.objects.map((object) => sayAsAsked(object, fresh, asked))
    const wanted = fresh.map((object) => sayAsAsked(object, fresh, asked))
    return {
      differences: compareThings(readThings(found), readThings(wanted)),
      others: live.others,
      toSchema: async () => planObjects(found, wanted),
      toDatabase: async () => planObjects(wanted, found),
    }
  } finally {
    await client.query('ROLLBACK').catch(() => undefined)
  }
}

async function readFresh(
  client: Pick<Client, 'query' | 'escapeIdentifier'>,
  schema: string,
  script: string,
  asked: readonly ScriptObject[],
): Promise<readonly ScriptObject[]> {
  const name = `refract_compare_${randomUUID()}`
  const [own, live] = [name, schema].map((text) => client.escapeIdentifier(text))
  try {
    await client.query(`CREATE SCHEMA ${own}`)
  } catch (error) {
    throw describe(error)
  }
  // What an extension brought stands in the other.
  await client.query(`SET LOCAL search_path TO ${own}, ${live}`)
  await client.query(script)
  return (await readLiveObjects(client, name, asked)).objects
}

/** Who may not, and a server that follows another. */
function describe(error: unknown): unknown {
  const { code } = error as { code?: string }
  if (code !== '42501' && code !== '25006') return error
  const [message, hint] =
    code === '42501'
      ? ['this user may not make a schema', 'GRANT CREATE ON DATABASE … TO this user, or run it as the owner of the database.']
      : ['this server only reads', 'Ask the server that writes.']
  return new RefractError(
    'REFRACT_MIGRATION',
    `The database cannot be compared with the schema, which needs one of its own for a moment: ${message}.`,
    {
      hint,
      cause: error,
    },
  )
}

/** A trigger that does what the asked one does stands in the words of that, of which PostgreSQL keeps nothing. */
function sayAsAsked(object: ScriptObject, fresh: readonly ScriptObject[], asked: readonly ScriptObject[]): ScriptObject {
  if (object.kind !== 'TRIGGER') return object
  const is = ({ kind, name, table }: ScriptObject) => kind === object.kind && name === object.name && table === object.table
  return fresh.find(is)?.sql === object.sql ? (asked.find(is) ?? object) : object
}
