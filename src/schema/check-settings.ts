import { type Block, blocksOf } from './ast.js'
import type { Models, Refusal } from './models.js'
import { renderExpression } from './render.js'

type SettingsKind = 'generator' | 'datasource'

const PROVIDER: Readonly<Record<SettingsKind, string>> = { generator: 'prisma-client', datasource: 'postgresql' }

const SETTINGS: Readonly<Record<SettingsKind, readonly string[]>> = {
  generator: ['provider', 'output', 'runtime', 'moduleFormat', 'generatedFileExtension', 'importFileExtension', 'compilerBuild'],
  datasource: ['provider'],
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
    } else if (!SETTINGS[kind].includes(name)) {
      const remedy = name === 'url' ? 'Remove it: addresses come from DATABASE_URL at run time' : 'Remove it'
      refuse(`${name} has no meaning that every engine shares`, remedy)
    }
  }
  return refusals
}
