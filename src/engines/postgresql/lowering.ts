import type { ColumnLowering, LoweredColumn, Lowering } from '../../contract/lowering.js'

// The canonical schema is PostgreSQL-flavoured: most is kept as it is written.
const keep = (written: string | null, sql: string): LoweredColumn => ({ native: written, sql, because: '' })

const columns: ColumnLowering = {
  text: ({ length }, written) =>
    length === null
      ? { native: written === 'VarChar' ? 'Text' : written, sql: 'TEXT', because: 'a VarChar without a length is text' }
      : {
          native: `VarChar(${length})`,
          sql: `VARCHAR(${length})`,
          because: 'MySQL indexes only text with a length, so every engine gets the same one',
        },
  uuid: (_, written) => keep(written, 'UUID'),
  boolean: (_, written) => keep(written, 'BOOLEAN'),
  int: (_, written) => keep(written, 'INTEGER'),
  smallint: (_, written) => keep(written, 'SMALLINT'),
  bigint: (_, written) => keep(written, 'BIGINT'),
  float: (_, written) => keep(written, 'DOUBLE PRECISION'),
  decimal: ({ precision, scale }, written) => keep(written, `DECIMAL(${precision},${scale})`),
  timestamp: (_, written) => keep(written, 'TIMESTAMP(3)'),
  timestamptz: (_, written) => keep(written, 'TIMESTAMPTZ(3)'),
  json: (_, written) => keep(written, 'JSONB'),
  bytes: (_, written) => keep(written, 'BYTEA'),
  enum: ({ type }, written) => keep(written, `"${type}"`),
  date: (_, written) => keep(written, 'DATE'),
  time: () => ({ native: 'Time(3)', sql: 'TIME(3)', because: 'a JavaScript Date holds milliseconds' }),
  list({ of }, written) {
    const lower = columns[of.kind] as (storage: typeof of, written: string | null) => LoweredColumn
    const element = lower(of, written)
    return { ...element, sql: `${element.sql}[]` }
  },
}

export const lowering: Lowering = {
  datasource: 'postgresql',
  indexesForeignKeys: false,
  namesPrimaryKeys: true,
  namesForeignKeys: true,
  indexTypes: true,
  fulltextIndexes: false,
  columns,
}
