/**
 * What every new connection runs first, so that MySQL answers as PostgreSQL does whatever the
 * server's own settings are (table D.1 of the reference, each measured).
 */
export const sessionStatements: readonly string[] = [
  // Instants are stored and read in UTC.
  "SET time_zone = '+00:00'",
  // PostgreSQL's default: a second read in a transaction sees what others committed meanwhile.
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  // Without it MySQL cuts texts, clamps numbers and turns x/0 into null, without an error.
  "SET SESSION sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
  // Long texts are sorted by more than their first 1,024 bytes; larger values make sorts fail.
  'SET SESSION max_sort_length = 65535',
  // _avg of integers has 16 digits, not 4.
  'SET SESSION div_precision_increment = 17',
]
