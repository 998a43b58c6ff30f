import type { CopySource, CopyTarget } from '../../contract/copy.js'
import { RefractError } from '../../contract/errors.js'
import { type Client, loadCopyStreams, openConnection } from './connect.js'
import { PostgresqlSource } from './copy-source.js'
import { PostgresqlCopyTarget } from './copy-target.js'
import type { PostgresqlTarget } from './url.js'

/**
 * Limits of time that a role, a database or the server may set; a copy takes longer, and one of both sides waits meanwhile. Not every
 * version has all of them: https://www.postgresql.org/docs/17/runtime-config-client.html
 */
const LIMITS = ['statement', 'lock', 'idle_in_transaction_session', 'idle_session', 'transaction'].map((name) => `'${name}_timeout'`)

/** What other settings would change values or their texts; a role or a database may have its own. */
const SESSION = `SET extra_float_digits = 1; SET DateStyle = ISO; SET bytea_output = hex; SET standard_conforming_strings = on;
  -- A role that policies hide rows from gets an error in place of fewer rows.
  SET row_security = off;
  SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN (${LIMITS.join(', ')});
  -- A page is to come from the index of its key, whatever the server knows of the table.
  SET enable_sort = off`

export async function openCopySource(target: PostgresqlTarget): Promise<CopySource> {
  return new PostgresqlSource(await openSession(target), await loadCopyStreams(), target)
}

export async function openCopyTarget(target: PostgresqlTarget): Promise<CopyTarget> {
  return new PostgresqlCopyTarget(await openSession(target), await loadCopyStreams(), target, () => openSession(target))
}

async function openSession(target: PostgresqlTarget): Promise<Client> {
  const { client, pooled } = await openConnection(target)
  if (pooled) {
    await client.end()
    throw new RefractError('REFRACT_CONNECTION', `The address ${target.label} leads through a pooler, which hands a session to others.`, {
      hint: 'Give a copy the address of the server itself.',
    })
  }
  await client.query(SESSION)
  return client
}
