import { createBanCases } from '../bans.js'
import type { CaseGroup } from '../case.js'
import { zooBans } from './bans.js'
import { bytes } from './bytes.js'
import { calendars } from './calendars.js'
import { dates } from './dates.js'
import { decimals } from './decimals.js'
import { duplicates } from './duplicates.js'
import { emptyUpdates } from './empty-updates.js'
import { entries } from './entries.js'
import { errors } from './errors.js'
import { ids } from './ids.js'
import { invalid } from './invalid.js'
import { jsonRandom } from './json-random.js'
import { jsonValues } from './json-values.js'
import { limited } from './limited.js'
import { limits } from './limits.js'
import { listFilters } from './list-filters.js'
import { lists } from './lists.js'
import { numbers } from './numbers.js'
import type { ZooClient } from './open.js'
import { reserved } from './reserved.js'
import { returning } from './returning.js'
import { scalars } from './scalars.js'
import { shapes } from './shapes.js'
import { sizes } from './sizes.js'
import { trees } from './trees.js'

/** The cases of the type-zoo. */
export const zooCases: readonly CaseGroup<ZooClient>[] = [
  scalars,
  bytes,
  reserved,
  dates,
  ids,
  invalid,
  sizes,
  jsonRandom,
  jsonValues,
  numbers,
  decimals,
  shapes,
  trees,
  returning,
  duplicates,
  limits,
  limited,
  lists,
  listFilters,
  calendars,
  entries,
  emptyUpdates,
  { name: 'the portable client', cases: createBanCases(zooBans) },
  errors,
]

/** Removes every row, children first. */
export async function clearZoo(db: ZooClient): Promise<void> {
  await db.scalar.deleteMany()
  await db.bundle.deleteMany()
  await db.wood.deleteMany()
  await db.branch.deleteMany()
  await db.calendar.deleteMany()
  await db.defaulted.deleteMany()
  await db.order.deleteMany()
  await db.ticket.deleteMany()
  await db.entry.deleteMany()
  await db.seat.deleteMany()
  await db.node.deleteMany()
  await db.article.deleteMany()
  await db.tag.deleteMany()
  await db.traveller.deleteMany()
}
