import { RefractError } from '../contract/errors.js'

const LONGEST = 200

/**
 * `20261123071500_add_tags`: the time in UTC, later than that of all migrations that are there, and what the migration does.
 *
 * @throws {RefractError} `REFRACT_USAGE` for a name without a letter or digit
 */
export function nameMigration(words: string, others: readonly string[], now = new Date()): string {
  const name = words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LONGEST)
  if (name === '')
    throw new RefractError('REFRACT_USAGE', 'The migration needs a name of letters and digits.', { hint: 'Write --name add_tags.' })
  const last = others.map(readTime).reduce((latest, time) => Math.max(latest, time), 0)
  const time = new Date(Math.max(now.getTime(), last + 1_000))
  return `${time.toISOString().slice(0, 19).replace(/\D/g, '')}_${name}`
}

function readTime(name: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_/.exec(name) ?? []
  return year === undefined ? 0 : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}
