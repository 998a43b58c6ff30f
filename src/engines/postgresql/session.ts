/**
 * Start-up options of every connection, so that the pool never hands out one without them.
 *
 * UTC: the pg adapter sends times without a zone and drops the zone when reading, so in any other
 * zone a `timestamptz` would be stored wrong, in silence (row 39 of the reference).
 */
export const startupOptions = '-c TimeZone=UTC'
