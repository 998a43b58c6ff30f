/** A promise that a server does not keep. Its case runs there all the same and must fail: one that passes comes off the list. */
export interface Divergence {
  /** The case's name. */
  readonly case: string
  readonly reason: string
}

/** Where a server's answers still differ from the reference, by the server's name. MariaDB is the second server of `mysql`. */
export const DIVERGENCES = {
  postgresql: [],
  mysql: [],
  mariadb: [
    { case: '20 MB of text come back as they were given', reason: 'max_allowed_packet is 16 MB unless the server is set up otherwise' },
  ],
  sqlite: [],
} as const satisfies Record<string, readonly Divergence[]>

export type ServerName = keyof typeof DIVERGENCES

/** At most as many as this over all engines; what MariaDB cannot do does not count. */
export const MOST_DIVERGENCES = 10
