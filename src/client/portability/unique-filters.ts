import type { ModelFacts } from '../../contract/facts.js'
import { type Args, isObject, listOf } from './args.js'

/**
 * Prisma sends unique look-ups together, and then looks for the values of their filters in what it has read. What is asked of
 * Json is no such value: within `AND` it keeps a look-up alone.
 */
export function separateJson(facts: ModelFacts | undefined, args: unknown): unknown {
  if (facts === undefined || !isObject(args) || !isObject(args.where)) return args
  const { where } = args
  const asked = Object.keys(where).filter((name) => facts.fields[name]?.storage.kind === 'json' && where[name] !== undefined)
  if (asked.length === 0) return args
  const kept: Record<string, unknown> = { ...where }
  const moved: Args[] = asked.map((name) => {
    delete kept[name]
    return { [name]: where[name] }
  })
  return { ...args, where: { ...kept, AND: [...listOf(kept.AND), ...moved] } }
}
