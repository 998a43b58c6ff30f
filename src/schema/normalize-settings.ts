import { type Block, type BlockEntry, blocksOf, type Schema, type Setting } from './ast.js'
import type { Tell } from './common-note.js'
import { stringOf } from './models.js'
import { DROPPED_FEATURES } from './preview-features.js'
import { renderExpression } from './render.js'

/** Settings of a generator that say nothing any more, and why. */
const IDLE_SETTINGS: Readonly<Record<string, string>> = {
  binaryTargets: 'Prisma 7 has no engine binaries',
  engineType: 'Prisma 7 has one kind of engine',
}

/** Ways to guard relations. */
const RELATION_MODES: Readonly<Record<string, string>> = {
  foreignKeys: "it is Prisma's default",
  prisma: 'every engine has foreign keys, with an index for each',
}

/** Leaves out what a rendered schema does without; what is left of a list of features is refused by name. */
export function dropIdleSetting(block: Block, entry: BlockEntry, tell: Tell): BlockEntry[] {
  if (entry.kind !== 'setting') return [entry]
  const drop = (value: string, because: string) => tell(`${block.kind} ${block.name}`, `${entry.name} = ${value}`, 'nothing', because)
  if (block.kind === 'generator' && entry.name === 'previewFeatures') return dropFeatures(entry, drop)
  const because = block.kind === 'generator' ? IDLE_SETTINGS[entry.name] : explainDatasource(entry)
  if (because === undefined) return [entry]
  drop(renderExpression(entry.value), because)
  return []
}

function dropFeatures(entry: Setting, drop: (value: string, because: string) => void): Setting[] {
  if (entry.value.kind !== 'array') return [entry]
  const items = entry.value.items.filter((item) => {
    const because = DROPPED_FEATURES[stringOf(item) ?? '']
    if (because !== undefined) drop(`[${renderExpression(item)}]`, because)
    return because === undefined
  })
  return items.length === 0 ? [] : [{ ...entry, value: { ...entry.value, items } }]
}

/** Why a setting of the datasource may go, if it may. */
function explainDatasource(entry: Setting): string | undefined {
  if (entry.name === 'relationMode' || entry.name === 'referentialIntegrity') return RELATION_MODES[stringOf(entry.value) ?? '']
  if (entry.name !== 'schemas' || namesOf(entry).length !== 1) return undefined
  return 'there is one schema alone, with no @@schema to tell; the address says which'
}

/** The one schema that all models are in; null where there are several, or none is named. */
export function readOnlySchema(schema: Schema): string | null {
  const settings = blocksOf(schema, 'datasource').flatMap(({ entries }) => entries)
  const names = settings.flatMap((entry) => (entry.kind === 'setting' && entry.name === 'schemas' ? namesOf(entry) : []))
  return names.length === 1 ? (names[0] ?? null) : null
}

function namesOf({ value }: Setting): string[] {
  return value.kind === 'array' ? value.items.flatMap((item) => stringOf(item) ?? []) : []
}
