import { type Block, blocksOf, type Expression } from './ast.js'
import { type Models, type Refusal, stringOf } from './models.js'
import { REFUSED_FEATURES } from './preview-features.js'
import { renderExpression } from './render.js'

type SettingsKind = 'generator' | 'datasource'

const PROVIDER: Readonly<Record<SettingsKind, string>> = { generator: 'prisma-client', datasource: 'postgresql' }

const SETTINGS: Readonly<Record<SettingsKind, readonly string[]>> = {
  generator: ['provider', 'output', 'runtime', 'moduleFormat', 'generatedFileExtension', 'importFileExtension', 'compilerBuild'],
  datasource: ['provider'],
}

const ADDRESS = 'Remove it: addresses come from DATABASE_URL at run time'

/** Why a setting is refused, where there is more to say than that engines differ, and what to do instead. */
const SETTING_REFUSALS: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  url: ['Prisma 7 has no url in a schema', ADDRESS],
  directUrl: ['Prisma 7 has no directUrl in a schema', ADDRESS],
  shadowDatabaseUrl: ['migrations need no shadow database', 'Remove it'],
  extensions: ['extensions belong to PostgreSQL alone', 'Write it for PostgreSQL alone: // @refract postgresql: extensions = […]'],
  schemas: ['MySQL and SQLite have no schemas within a database', 'Remove it, and tell tables of one name apart with @@map'],
}

function refuseFeatures(value: Expression): (readonly [reason: string, remedy: string])[] {
  if (value.kind !== 'array') return [[`previewFeatures is ${renderExpression(value)}, and no list`, 'Remove it']]
  return value.items.map((item) => {
    const [reason, remedy] = REFUSED_FEATURES[stringOf(item) ?? ''] ?? ['Prisma 7 does not know it', 'Remove it']
    return [`the preview feature ${renderExpression(item)}: ${reason}`, remedy]
  })
}

/** One generator and one datasource, each with settings that a rendered schema can carry. */
export function checkSettings(models: Models): Refusal[] {
  return (['generator', 'datasource'] as const).flatMap((kind) => {
    const blocks = blocksOf(models.schema, kind)
    return [...checkCount(kind, blocks), ...blocks.slice(0, 1).flatMap((block) => checkBlock(kind, block))]
  })
}

function checkCount(kind: SettingsKind, blocks: readonly Block[]): Refusal[] {
  const [first, ...others] = blocks
  if (first === undefined) {
    const position = { line: 1, column: 1 }
    return [{ position, subject: kind, reason: `the schema has no ${kind}`, remedy: `Add one with provider = "${PROVIDER[kind]}"` }]
  }
  return others.map(({ name, position }) => ({
    position,
    subject: `${kind} ${name}`,
    reason: `a canonical schema has one ${kind}, and ${first.name} is there already`,
    remedy: kind === 'generator' ? 'Move it to a schema of its own' : 'Remove it',
  }))
}

function checkBlock(kind: SettingsKind, block: Block): Refusal[] {
  const subject = `${kind} ${block.name}`
  const { position } = block
  const refusals: Refusal[] = []
  const settings = block.entries.filter((entry) => entry.kind === 'setting')
  if (kind === 'datasource' && block.name !== 'db') {
    // Prisma takes the prefix of native types from it.
    refusals.push({ position, subject, reason: 'native types are read as @db.…, after a datasource called db', remedy: 'Call it db' })
  }
  for (const required of kind === 'generator' ? ['provider', 'output'] : ['provider']) {
    if (settings.some(({ name }) => name === required)) continue
    const example = required === 'output' ? '"../src/generated"' : `"${PROVIDER[kind]}"`
    refusals.push({ position, subject, reason: `it has no ${required}`, remedy: `Write ${required} = ${example}` })
  }
  for (const { name, value, position } of settings) {
    const written = renderExpression(value)
    const refuse = (reason: string, remedy: string) => refusals.push({ position, subject, reason, remedy })
    if (name === 'provider' && (value.kind !== 'string' || value.value !== PROVIDER[kind])) {
      const reason = `the provider of a canonical schema's ${kind} is "${PROVIDER[kind]}", not ${written}`
      refuse(reason, `Write provider = "${PROVIDER[kind]}"`)
    } else if (name === 'output' && value.kind !== 'string') {
      refuse(`the output is ${written}, and each engine needs a folder of its own below it`, 'Write the folder in quotes')
    } else if (kind === 'generator' && name === 'previewFeatures') {
      for (const [reason, remedy] of refuseFeatures(value)) refuse(reason, remedy)
    } else if (!SETTINGS[kind].includes(name)) {
      const [reason, remedy] = SETTING_REFUSALS[name] ?? [`${name} has no meaning that every engine shares`, 'Remove it']
      refuse(reason, remedy)
    }
  }
  return refusals
}
