import type { LoweredColumn, Lowering } from '../../contract/lowering.js'
import { quoteText } from './quote.js'

const plain = (sql: string, because: string): LoweredColumn => ({ native: null, sql, because })

/** Null where nobody has written a list, as on PostgreSQL. */
const JSON_FIELD = { type: 'Json', modifier: '?' } as const

export const lowering: Lowering = {
  datasource: 'mysql',
  indexesForeignKeys: true,
  namesPrimaryKeys: false,
  namesForeignKeys: true,
  indexTypes: false,
  fulltextIndexes: true,
  columns: {
    text: ({ length }) =>
      length === null
        ? { native: 'LongText', sql: 'LONGTEXT', because: "MySQL's plain String ends at 191 characters and its TEXT at 64 KB" }
        : { native: `VarChar(${length})`, sql: `VARCHAR(${length})`, because: 'MySQL indexes only text with a length' },
    uuid: () => ({ native: 'Char(36)', sql: 'CHAR(36)', because: 'MySQL has no uuid type' }),
    boolean: () => plain('BOOLEAN', 'it is what Boolean already is'),
    int: () => plain('INTEGER', 'it is what Int already is'),
    smallint: () => ({ native: 'SmallInt', sql: 'SMALLINT', because: '' }),
    bigint: () => plain('BIGINT', 'it is what BigInt already is'),
    float: () => plain('DOUBLE', 'its 64-bit number is called so'),
    decimal: ({ precision, scale }) => ({ native: `Decimal(${precision}, ${scale})`, sql: `DECIMAL(${precision}, ${scale})`, because: '' }),
    timestamp: () => plain('DATETIME(3)', "MySQL's TIMESTAMP ends in 2038 and shifts with the session's zone"),
    timestamptz: () => ({ native: 'DateTime(3)', sql: 'DATETIME(3)', because: 'MySQL has no type with a zone; every session is in UTC' }),
    json: () => plain('JSON', 'MySQL has one Json type'),
    bytes: () => plain('LONGBLOB', 'MySQL calls it so'),
    date: () => ({ native: 'Date', sql: 'DATE', because: '' }),
    time: () => ({ native: 'Time(3)', sql: 'TIME(3)', because: 'a JavaScript Date holds milliseconds' }),
    list: () => ({ ...plain('JSON', 'MySQL has no lists; the portable client reads and writes one all the same'), field: JSON_FIELD }),
    // Quotes are doubled and backslashes escaped, as in every MySQL string.
    enum: ({ values }) => plain(`ENUM(${values.map(quoteText).join(', ')})`, ''),
  },
}
