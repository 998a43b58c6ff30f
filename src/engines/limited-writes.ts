/** A write to a limited number of rows, as Prisma writes it: it chooses their keys in a subquery. */
export interface LimitedWrite {
  readonly before: string
  /** From its SELECT to its last condition. */
  readonly choice: string
  readonly limit: string
  readonly behind: string
}

const NAME = '(?:"(?:[^"]|"")*"|`(?:[^`]|``)*`)'
const COLUMN = `${NAME}\\.${NAME}\\.${NAME}`
const LIMITED = new RegExp(
  [
    `^(?<before>(?:UPDATE|DELETE FROM) .*? WHERE \\((?<key>${COLUMN}(?:, ?${COLUMN})*)\\) IN \\((?:SELECT ${NAME}\\.\\* FROM \\()?)`,
    '(?<choice>SELECT .*)(?<limit> LIMIT (?:\\?|\\$\\d+))',
    `(?<behind>\\)(?: AS ${NAME}\\))?(?: RETURNING .*)?)$`,
  ].join(''),
  's',
)

/** Null for any other statement. The rows are chosen in the order of their keys, as they are read where no order is asked. */
export function readLimitedWrite(sql: string): LimitedWrite | null {
  if (!sql.includes(' LIMIT ') || !/^(?:UPDATE|DELETE) /.test(sql)) return null
  const { before, key, choice, limit, behind } = LIMITED.exec(sql)?.groups ?? {}
  if (before === undefined || choice === undefined || limit === undefined || behind === undefined) return null
  return { before, choice: `${choice} ORDER BY ${key}`, limit, behind }
}
