/**
 * Start-up parameters of every connection, so that the pool never hands out one without them.
 *
 * UTC: the pg adapter sends times without a zone and drops the zone when reading, so in any other
 * zone a `timestamptz` would be stored wrong, in silence (row 39 of the reference). A parameter of its
 * own and not an `options=-c …`, because PgBouncer keeps the zone for each client and refuses `options`.
 */
export const startupParameters: Readonly<Record<string, string>> = { TimeZone: 'UTC' }

/** True for a zone, as the server reports it, that is UTC under any of its names. */
export function isUtc(zone: string): boolean {
  return /^(Etc\/)?(UTC|UCT|GMT|Universal|Zulu|Greenwich)$/i.test(zone)
}

/**
 * Milliseconds that a statement waits for a lock where the address says nothing: as long as a transaction may take, and as
 * long as on MySQL. Without a limit it would wait until the other side ends, and hold its connection meanwhile.
 */
export const LOCK_TIMEOUT = 5_000
