/**
 * The letters that a server folds depend on the collation: a value has the connection's, and MariaDB's binary ones know
 * few. MySQL's `LOWER` gives nothing for the two letters whose lower case is longer in UTF-8.
 */
export function toFolded(text: string): string {
  const letters = '/*!80017 COLLATE utf8mb4_0900_bin */ /*M!101002 COLLATE utf8mb4_uca1400_nopad_as_cs */'
  return `LOWER(REPLACE(REPLACE(${text} ${letters}, 'Ⱥ', 'ⱥ'), 'Ⱦ', 'ⱦ')) /*M!101002 COLLATE utf8mb4_nopad_bin */`
}
