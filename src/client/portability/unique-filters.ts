import type { FieldFacts, ModelFacts } from '../../contract/facts.js'
import { type Args, isObject, listOf } from './args.js'

/**
 * Prisma sends unique look-ups together, and then looks for the values of their filters in what it has read, as they are. What is
 * asked of Json, or of texts without regard to case, is no such value: within `AND` it keeps a look-up alone.
 */
export function separateFilters(facts: ModelFacts | undefined, args: unknown): unknown {
  if (facts === undefined || !isObject(args) || !isObject(args.where)) return args
  const { where } = args
  const asked = Object.keys(where).filter((name) => comparesOtherwise(facts.fields[name], where[name]))
  if (asked.length === 0) return args
  const kept: Record<string, unknown> = { ...where }
  const moved: Args[] = asked.map((name) => {
    delete kept[name]
    return { [name]: where[name] }
  })
  return { ...args, where: { ...kept, AND: [...listOf(kept.AND), ...moved] } }
}

function comparesOtherwise(field: FieldFacts | undefined, filter: unknown): boolean {
  if (field === undefined || filter === undefined) return false
  return field.storage.kind === 'json' || (isObject(filter) && filter.mode === 'insensitive')
}
