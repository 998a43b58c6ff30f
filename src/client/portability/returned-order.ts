import type { Facts, FieldFacts, ModelFacts } from '../../contract/facts.js'
import { type Args, isObject } from './args.js'

/** The option `omit` of a client. */
export type GlobalOmit = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>

type Run = (args: unknown) => Promise<unknown>

/**
 * Gives the rows that `updateManyAndReturn` returns in the order of their keys: each engine has an order of its own, which
 * changes from one moment to the next.
 */
export async function runInOrder(facts: Facts, omit: GlobalOmit, model: string, args: unknown, run: Run): Promise<unknown> {
  const own = facts[model]
  const added = own && isObject(args) ? own.id.filter((name) => !isSelected(args, omit[toProperty(model)], name)) : []
  const rows = await run(added.length === 0 ? args : addKeys(args as Args, added))
  if (own === undefined || !Array.isArray(rows)) return rows
  rows.sort((a, b) => compareRows(own, a, b))
  for (const row of rows) for (const name of added) delete row[name]
  return rows
}

function isSelected({ select, omit }: Args, globally: Args | undefined, name: string): boolean {
  // Prisma refuses to select nothing.
  if (isObject(select)) return select[name] === true || !Object.values(select).some(Boolean)
  return ((isObject(omit) ? omit[name] : undefined) ?? globally?.[name] ?? false) === false
}

function addKeys(args: Args, names: readonly string[]): Args {
  const all = (value: boolean) => Object.fromEntries(names.map((name) => [name, value]))
  return isObject(args.select)
    ? { ...args, select: { ...args.select, ...all(true) } }
    : { ...args, omit: { ...(args.omit as Args), ...all(false) } }
}

/** A model's name as a client's property. */
function toProperty(model: string): string {
  return model.charAt(0).toLowerCase() + model.slice(1)
}

function compareRows({ id, fields }: ModelFacts, a: Args, b: Args): number {
  for (const name of id) {
    const order = compareKeys(fields[name], a[name], b[name])
    if (order !== 0) return order
  }
  return 0
}

function compareKeys(field: FieldFacts | undefined, a: unknown, b: unknown): number {
  if (field?.storage.kind === 'text') return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)))
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0
}
