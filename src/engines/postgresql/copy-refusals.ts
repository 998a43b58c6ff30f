import { RefractError } from '../../contract/errors.js'
import { refuseInUse } from '../in-use.js'

/*
 * What the server refuses of a copy, in words for people. Its own may be in any language: its codes and the names of its functions tell.
 */

export const NOT_PERMITTED = '42501'
const FOREIGN_KEY_VIOLATION = '23503'
const LOCK_NOT_AVAILABLE = '55P03'

/** The server's function that looks for policies; it has no code of its own. */
const LOOKS_FOR_POLICIES = 'check_enable_rls'

interface Refusal {
  readonly code?: string
  readonly message?: string
  readonly routine?: string
  readonly table?: string
  readonly constraint?: string
  readonly detail?: string
}

/** A role from which policies hide rows would copy, compare or remove a part of them. */
export function explainPolicies(error: unknown): unknown {
  const { code, message, routine } = error as Refusal
  if (code !== NOT_PERMITTED || routine !== LOOKS_FOR_POLICIES) return error
  return new RefractError('REFRACT_COPY', `Policies may hide rows from this role, and a copy needs all of them: ${message}.`, {
    hint: 'Give a role that may bypass policies (BYPASSRLS), or the owner of the tables where they do not force policies on it.',
    cause: error,
  })
}

/** An ordinary role takes away what is its own alone. */
export function explainTakingAway(error: unknown): unknown {
  const { code, message } = error as Refusal
  if (code !== NOT_PERMITTED) return error
  const words = `This role may not set foreign keys, triggers and indexes aside while rows come in: ${message}.`
  return new RefractError('REFRACT_COPY', words, {
    hint: 'Give the owner of the tables and of those that refer to them, or a role that may set session_replication_role. No row was changed.',
    cause: error,
  })
}

/** Rows that a foreign key does not let in were there before, others wrote them meanwhile, or a repair took away what they point to. */
export function explainPuttingBack(error: unknown): unknown {
  const { code, message, table, constraint, detail } = error as Refusal
  if (code !== FOREIGN_KEY_VIOLATION || table === undefined) return error
  const words = `Rows of ${table} point to rows that are not there, and its foreign key ${constraint} cannot be put back: ${detail ?? message}`
  return new RefractError('REFRACT_COPY', words, {
    hint:
      `Remove or correct those rows of ${table} in the target, or bring what they point to. Then run the same again, a copy with --resume. ` +
      'Until then the target is without the foreign keys and triggers that it has noted.',
    cause: error,
  })
}

export function explainWaiting(error: unknown): unknown {
  const { code, message } = error as Refusal
  return code === LOCK_NOT_AVAILABLE ? refuseInUse(message, error) : error
}
