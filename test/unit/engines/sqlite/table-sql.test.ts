import { expect, it } from 'vitest'
import { normalizeSql, parseTableSql } from '../../../../src/engines/sqlite/table-sql.js'

it('reads a table whoever wrote it: quotes of each kind, comments, commas in texts and parentheses', () => {
  const sql = `create table if not exists [My Table] (
    id integer primary key, -- a comment, with (
    "a ""name""" text default 'it''s, (so)' /* and , this */ not null,
    \`check it\` DECIMAL(10, 2) check (x in (1, 2)),
    [constraint] int, CONSTRAINT "two, of them" FOREIGN KEY (id) REFERENCES "b" ("id") ON DELETE CASCADE,
    primary key (id)
  ) STRICT, without rowid`
  expect(parseTableSql(sql)).toEqual({
    columns: [
      { name: 'id', definition: 'integer primary key' },
      { name: 'a "name"', definition: "text default 'it''s, (so)' not null" },
      { name: 'check it', definition: 'DECIMAL(10, 2) check (x in (1, 2))' },
      { name: 'constraint', definition: 'int' },
    ],
    constraints: ['CONSTRAINT "two, of them" FOREIGN KEY (id) REFERENCES "b" ("id") ON DELETE CASCADE', 'primary key (id)'],
    options: 'STRICT, without rowid',
  })
})

it('reads a column that ALTER TABLE has put behind the others', () => {
  const { columns, constraints } = parseTableSql(
    'CREATE TABLE "t" (\n    "a" TEXT, "b" INTEGER DEFAULT 1,\n    CONSTRAINT "k" UNIQUE ("a")\n)',
  )
  expect(columns.map(({ name }) => name)).toEqual(['a', 'b'])
  expect(constraints).toEqual(['CONSTRAINT "k" UNIQUE ("a")'])
})

it.each([
  ['"a" TEXT  NOT NULL', '[A] text not\nnull', true],
  ["DEFAULT 'x'", "default 'x'", true],
  ["DEFAULT 'x'", "DEFAULT 'X'", false],
  ["DEFAULT 'a  b'", "DEFAULT 'a b'", false],
  ['CHECK (a>1)', 'CHECK ( a > 1 ) -- so', true],
])('takes %s and %s for one: %s', (one, other, same) => {
  expect(normalizeSql(one) === normalizeSql(other)).toBe(same)
})
