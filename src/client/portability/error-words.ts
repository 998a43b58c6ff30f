import type { Subject } from './constraints.js'

interface Words {
  /** How Prisma's own words begin, in whose place ours are put: it takes over what the engine says. */
  readonly opening: string
  say(subject: Subject): string
}

const listFields = (fields: readonly string[] | undefined) =>
  fields === undefined ? '(not available)' : `fields: (${fields.map((field) => `\`${field}\``).join(', ')})`

const nameFields = (fields: readonly string[] | undefined) =>
  fields === undefined ? '' : ` (${fields.map((field) => `field \`${field}\``).join(', ')})`

/** What is said of a fault on every engine, in Prisma's words, by Prisma's code. */
const WORDS: Readonly<Record<string, Words>> = {
  P2000: {
    opening: 'The provided value for the column is too long',
    say: ({ target }) => `The provided value for the column is too long for the column's type${nameFields(target)}`,
  },
  P2002: {
    opening: 'Unique constraint failed on the',
    say: ({ target }) => `Unique constraint failed on the ${listFields(target)}`,
  },
  P2003: {
    opening: 'Foreign key constraint violated on the',
    say: ({ target }) => `Foreign key constraint violated on the ${listFields(target)}`,
  },
  P2011: {
    opening: 'Null constraint violation on the',
    say: ({ target }) => `Null constraint violation on the ${listFields(target)}`,
  },
  P2020: {
    opening: 'Value out of range for the type',
    say: ({ target }) => `Value out of range for the type${nameFields(target)}`,
  },
  P2034: {
    opening: 'Transaction failed due to a write conflict',
    say: () => 'Transaction failed due to a write conflict or a deadlock. Please retry your transaction',
  },
}

/** How Prisma's words for a query in SQL begin, whatever it failed with. */
const RAW = 'Raw query failed. Code:'

/** The message of an error with the words that every engine's client says, behind Prisma's account of the call. */
export function sayAlike(message: string, code: string, subject: Subject): string {
  const words = WORDS[code]
  if (words === undefined) return message
  const at = Math.max(message.lastIndexOf(words.opening), message.lastIndexOf(RAW))
  return at < 0 ? message : message.slice(0, at) + words.say(subject)
}
