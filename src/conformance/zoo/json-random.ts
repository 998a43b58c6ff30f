import assert from 'node:assert/strict'
import type { JsonCondition, JsonValue } from '../../contract/json-filters.js'
import { satisfies } from '../../engines/jsonb.js'
import type { Case, CaseGroup } from '../case.js'
import type { ZooClient } from './open.js'
import { BASE, createRandom } from './samples.js'

const KEYS = ['a', 'b', '0', '1', '-1', 'é', 'a.b', 'a"b', '\\', '', ' ', '$', '%', '😀', 'A']
/** MariaDB finds no key that begins with a minus. */
const PARTS = KEYS.filter((key) => key !== '-1')
const SCALARS: readonly JsonValue[] = [
  ...[null, true, false, 0, 1, -1, 2.5, 1e21, 1e-7, 9_007_199_254_740_991, 12_345_678_901_234_570_000, 5e-324, 1.7e308],
  ...['', ' ', 'a', 'a ', 'A', 'b%', '"', '\\', 'é', 'e\u0301', 'É', 'Ω', '\uFFFD', '😀', 'null', '1', 'a\nb'],
]

type Pick = <T>(list: readonly T[]) => T

function createDocument(pick: Pick, depth: number): JsonValue {
  const kind = depth === 0 ? 'scalar' : pick(['scalar', 'array', 'object'])
  if (kind === 'scalar') return pick(SCALARS)
  const members = Array.from({ length: pick([0, 1, 2, 3]) }, () => createDocument(pick, depth - 1))
  return kind === 'array' ? members : Object.fromEntries(members.map((member) => [pick(KEYS), member]))
}

/** Values at all places of a document, so that filters find something. */
function listValues(document: JsonValue, path: readonly string[] = []): { path: readonly string[]; value: JsonValue }[] {
  const members = typeof document === 'object' && document !== null ? Object.entries(document) : []
  return [{ path, value: document }, ...members.flatMap(([key, member]) => listValues(member, [...path, key]))]
}

function createCondition(pick: Pick, documents: readonly JsonValue[]): JsonCondition {
  const places = listValues(pick(documents)).filter(({ path }) => !path.includes('-1'))
  const place = pick(places)
  const path = pick([place.path, place.path, [...place.path, pick(PARTS)], [pick(PARTS), pick(PARTS)]])
  const value = pick([place.value, pick(SCALARS), pick(places).value])
  const size = typeof value === 'number' || typeof value === 'string' ? value : 1
  return pick<JsonCondition>([
    { path, word: 'equals', value },
    { path, word: 'not', value },
    { path, word: pick(['lt', 'lte', 'gt', 'gte']), value: size },
    { path, word: pick(['string_contains', 'string_starts_with', 'string_ends_with']), value: typeof value === 'string' ? value : 'a' },
    { path, word: 'string_contains', value: typeof value === 'string' ? value : 'E', insensitive: true },
    { path, word: 'array_contains', value },
    { path, word: 'array_contains', value: [value] },
    { path, word: pick(['array_starts_with', 'array_ends_with']), value },
  ])
}

function createCase(seed: number, { documents: amount, filters }: { documents: number; filters: number }): Case<ZooClient> {
  return {
    name: `${filters} filters of Json find the same among ${amount} documents as jsonb does (seed ${seed})`,
    rows: ['J4', 'J5', 'J6', 'J7', 'J8', 'J9'],
    async run({ db }) {
      const random = createRandom(seed)
      const pick: Pick = (list) => list[Math.floor(random() * list.length)] as (typeof list)[number]
      const documents = Array.from({ length: amount }, () => createDocument(pick, 3))
      await db.scalar.createMany({ data: documents.map((json, int) => ({ ...BASE, int, json: json === null ? [null] : json })) })
      const stored = documents.map((json) => (json === null ? [null] : json))
      for (let index = 0; index < filters; index += 1) {
        const conditions = [createCondition(pick, documents)]
        const [{ path, word, value, insensitive }] = conditions as [JsonCondition]
        const negated = pick([false, false, true])
        const filter = { json: { path: [...path], [word]: value, mode: insensitive ? 'insensitive' : 'default' } } as object
        const found = await db.scalar.findMany({
          where: negated ? { NOT: filter } : filter,
          select: { int: true },
          orderBy: { int: 'asc' },
        })
        const expected = stored.flatMap((document, int) =>
          satisfies(document, conditions, (text) => text.toLowerCase()) === !negated ? [int] : [],
        )
        assert.deepEqual(
          found.map(({ int }) => int),
          expected,
          `${negated ? 'not ' : ''}${JSON.stringify(conditions)}`,
        )
      }
    },
  }
}

export const jsonRandom: CaseGroup<ZooClient> = {
  name: 'json: random documents and filters',
  cases: [1, 2, 3].map((seed) => createCase(seed, { documents: 60, filters: 80 })),
}
