import assert from 'node:assert/strict'
import type { PortableClient } from '../../client/portable.js'
import { SchemaRefusedError } from '../../contract/errors.js'
import { PROVIDERS } from '../../engines/index.js'
import { readCanonical } from '../../schema/canonical.js'
import { assertPortable } from '../../schema/lower.js'
import type { Case, CaseGroup } from '../case.js'
import type { RowNumber } from '../rows.js'

const HEAD = `generator client {
  provider = "prisma-client"
  output   = "./out"
}

datasource db {
  provider = "postgresql"
}
`
const ID = 'id Int @id @default(autoincrement())'
const LONG = 'x'.repeat(64)

/** What a schema is refused for, and what the refusal says. */
const REFUSED: readonly (readonly [RowNumber, string, string, RegExp])[] = [
  ['43', 'a time of day with a zone', `model M {\n  ${ID}\n  a DateTime @db.Timetz(3)\n}`, /@db\.Timetz/],
  ['46', 'a decimal of more than 15 digits', `model M {\n  ${ID}\n  a Decimal @db.Decimal(16, 2)\n}`, /15/],
  [
    'W14',
    'onDelete: SetDefault',
    `model P {\n  ${ID}\n  ms M[]\n}\n\nmodel M {\n  ${ID}\n  p Int @default(1)\n  parent P @relation(fields: [p], references: [id], onDelete: SetDefault)\n}`,
    /SetDefault/,
  ],
  ['W23', 'a default that only a database can make', `model M {\n  ${ID}\n  a String @default(dbgenerated("md5('a')"))\n}`, /dbgenerated/],
  ['B.9:identifier', 'a name of more than 63 bytes', `model M {\n  ${ID}\n  ${LONG} Int\n}`, /63/],
  ['B.9:map', '@@map of more than 63 bytes', `model M {\n  ${ID}\n  @@map("${LONG}")\n}`, /63/],
  ['B.9:tables', 'tables whose names differ in case alone', `model Ab {\n  ${ID}\n}\n\nmodel AB {\n  ${ID}\n}`, /case/],
  ['B.9:columns', 'columns whose names differ in case alone', `model M {\n  ${ID}\n  ab Int\n  aB Int\n}`, /case/],
  [
    'B.9:index-name',
    'an index name used twice',
    `model M {\n  ${ID}\n  a Int\n  @@index([a], map: "i")\n}\n\nmodel N {\n  ${ID}\n  a Int\n  @@index([a], map: "i")\n}`,
    /"?i"?/,
  ],
  [
    'B.9:index-length',
    'an index over a text of more than 768 characters',
    `model M {\n  ${ID}\n  a String @db.VarChar(769)\n  @@index([a])\n}`,
    /a/,
  ],
  ['B.9:index-unbounded', 'an index over Json', `model M {\n  ${ID}\n  a Json\n  @@index([a])\n}`, /Json/],
]

/** What the canonical schema is refused for, and why. */
function readRefusal(text: string): string {
  try {
    assertPortable(readCanonical(`${HEAD}\n${text}\n`, 'schema.prisma').models, PROVIDERS)
    return 'accepted'
  } catch (error) {
    if (error instanceof SchemaRefusedError) return error.message
    throw error
  }
}

/** What a schema cannot have is refused before there is a table. */
export const schemas: CaseGroup<PortableClient> = {
  name: 'schemas',
  cases: [
    ...REFUSED.map(
      ([row, what, text, reason]): Case<PortableClient> => ({
        name: `refused, with its place: ${what}`,
        rows: [row],
        async run() {
          const refusal = readRefusal(text)
          assert.match(refusal, /^schema\.prisma:\d+:\d+: [\w.+]+: refused for /)
          assert.match(refusal, reason)
        },
      }),
    ),
    {
      name: 'a key of several long texts is accepted: they share its room',
      rows: ['B.9:key-length'],
      async run() {
        assert.equal(
          readRefusal('model M {\n  a String\n  b String\n  c String\n  d String\n  e String\n  @@id([a, b, c, d, e])\n}'),
          'accepted',
        )
      },
    },
    {
      name: 'a hundred texts in one model are accepted',
      rows: ['B.9:row-size'],
      async run() {
        const fields = Array.from({ length: 100 }, (_, index) => `  a${index} String`)
        assert.equal(readRefusal(`model M {\n  ${ID}\n${fields.join('\n')}\n}`), 'accepted')
      },
    },
  ],
}
