import { RefractError } from '../contract/errors.js'

/** Somebody reads or writes a table that a copy is to empty or to change, and does not end: in the server's words. */
export function refuseInUse(words: string | null | undefined, cause: unknown): RefractError {
  return new RefractError('REFRACT_COPY', `Somebody else is using a table that the copy is to fill: ${words}.`, {
    hint: 'It is the copy itself where both addresses lead to the same database. Else wait for the others, or end them, and run the same again.',
    cause,
  })
}
