import type { LoweredColumn, Lowering } from '../../contract/lowering.js'

// SQLite keeps any value in any column; ddl.ts adds the checks that hold it to the type.
const plain = (sql: string, because: string): LoweredColumn => ({ native: null, sql, because })

/** Null where nobody has written a list, as on PostgreSQL. */
const JSON_FIELD = { type: 'Json', modifier: '?' } as const

export const lowering: Lowering = {
  datasource: 'sqlite',
  indexesForeignKeys: false,
  namesPrimaryKeys: false,
  namesForeignKeys: false,
  indexTypes: false,
  fulltextIndexes: false,
  columns: {
    text: ({ length }) =>
      plain('TEXT', length === null ? 'SQLite has one text type' : `SQLite ignores lengths; a check holds it to ${length} characters`),
    uuid: () => plain('TEXT', 'SQLite has no uuid type'),
    boolean: () => plain('BOOLEAN', 'it is what Boolean already is'),
    int: () => plain('INTEGER', 'SQLite has no 32-bit type; a check holds the range'),
    smallint: () => plain('INTEGER', 'SQLite has no 16-bit type; a check holds the range'),
    bigint: () => plain('BIGINT', 'a check holds it to integers'),
    float: () => plain('REAL', 'SQLite calls its 64-bit number so'),
    decimal: ({ precision, scale }) =>
      plain(
        'DECIMAL',
        `SQLite keeps a double; a check holds it to ${precision - scale} digits before the point, a trigger rounds to ${scale} after it`,
      ),
    timestamp: () => plain('DATETIME', 'SQLite keeps ISO 8601 text in UTC'),
    timestamptz: () => plain('DATETIME', 'SQLite keeps ISO 8601 text in UTC'),
    date: () => plain('DATETIME', 'SQLite has no dates; a check holds it to midnight'),
    time: () => plain('DATETIME', 'SQLite has no times of day; a check holds it to the first day of 1970'),
    list: () => ({ ...plain('JSONB', 'SQLite has no lists; the portable client reads and writes one all the same'), field: JSON_FIELD }),
    json: () => plain('JSONB', 'SQLite keeps text; a check holds it to valid JSON'),
    bytes: () => plain('BLOB', 'SQLite calls it so'),
    enum: () => plain('TEXT', 'SQLite has no enums; a check holds the values'),
  },
}
