import type { Difference, ThingKind } from '../contract/live.js'

const WORDS: Readonly<Record<ThingKind, string>> = {
  table: 'table',
  column: 'column',
  'primary key': 'primary key',
  constraint: 'constraint',
  index: 'index',
  'foreign key': 'foreign key',
  enum: 'enum',
  trigger: 'trigger',
  function: 'function',
  collation: 'collation',
}

/** A difference in a sentence: what stands in the database, and what should. */
export function describeDifference({ kind, table, name, found, wanted }: Difference): string {
  const subject = describeSubject(kind, table, name)
  const isLong = kind === 'function' || kind === 'trigger'
  if (found === null) return kind === 'table' || isLong ? `${subject} is missing.` : `${subject} is missing: ${shorten(wanted)}.`
  if (wanted === null) {
    if (kind === 'table') return `${subject} is known to no model.`
    return isLong ? `${subject} is not asked for.` : `${subject} is not asked for: ${shorten(found)}.`
  }
  if (isLong) return `${subject} does something else than it should.`
  return `${subject} is ${shorten(found)}, and should be ${shorten(wanted)}.`
}

function describeSubject(kind: ThingKind, table: string, name: string): string {
  if (kind === 'column') return `The column ${table}.${name}`
  if (kind === 'collation') return `The collation of the table ${table}`
  return name === table || name === '' ? `The ${WORDS[kind]} ${table}` : `The ${WORDS[kind]} ${name} of ${table}`
}

const LONGEST = 300

/** In one line. */
function shorten(sql: string | null): string {
  const line = (sql ?? '').replace(/\s+/g, ' ')
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`
}

/** The head of a script that removes or changes what is there, as a comment. */
export function describeHead(differences: readonly Difference[], others: readonly string[]): string {
  const dropped = differences.filter(({ kind, wanted }) => wanted === null && (kind === 'table' || kind === 'column'))
  const lines = [
    ...dropped.map(({ kind, table, name }) => `${describeSubject(kind, table, name)} is dropped, with all that is in it.`),
    ...others.map((other) => `Left as it is: ${other}.`),
  ]
  // A name could end the comment.
  return lines.length === 0 ? '' : `/*\n${lines.map((line) => `  - ${line.replaceAll('*/', '* /')}\n`).join('')}*/\n\n`
}
