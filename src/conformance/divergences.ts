/** A promise that a server does not keep. Its case runs there all the same and must fail: one that passes comes off the list. */
export interface Divergence {
  /** The case's name. */
  readonly case: string
  readonly reason: string
}

const LONG_ORDER: Divergence = {
  case: 'texts of 300,000 characters that differ at their end are ordered, grouped and told apart by it',
  reason: 'max_sort_length ends at 65,535 bytes; MySQL says so (P2039), MariaDB orders by the beginning',
}

const LETTERS: Divergence = {
  case: 'letters that have had a lower case since 2018 are folded',
  reason: 'the tables of its collations are those of Unicode 9, of 2016',
}

/** Where a server's answers still differ from the reference, by the server's name. MariaDB is the second server of `mysql`. */
export const DIVERGENCES = {
  postgresql: [],
  mysql: [LONG_ORDER, LETTERS],
  mariadb: [
    LONG_ORDER,
    {
      case: 'texts of 65,000 characters that differ at their end are ordered, grouped and told apart by it',
      reason: 'it sorts by the first 65,535 bytes of the weights, which are longer than the text',
    },
    { case: 'a key that begins with a hyphen is found by its path', reason: 'its paths know no such key, in quotes neither' },
    { case: '20 MB of text come back as they were given', reason: 'max_allowed_packet is 16 MB unless the server is set up otherwise' },
  ],
  sqlite: [
    {
      case: 'an insert that failed takes its id with it',
      reason: 'the count is part of the transaction and goes back with it, which no setting changes: never rely on gaps',
    },
  ],
} satisfies Record<string, readonly Divergence[]>

export type ServerName = keyof typeof DIVERGENCES

/** At most as many as this over all engines; what MariaDB cannot do does not count. */
export const MOST_DIVERGENCES = 10
