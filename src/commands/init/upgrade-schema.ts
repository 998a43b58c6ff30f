import { RefractError } from '../../contract/errors.js'
import { engineOf, PROVIDERS } from '../../engines/index.js'
import { type Block, blocksOf, fieldsOf, type Schema } from '../../schema/ast.js'
import { stringOf } from '../../schema/models.js'
import { parseSchema } from '../../schema/parse.js'

/** What the files of a schema have in common. */
export interface SchemaSettings {
  /** The provider of the datasource, in the words of the project. */
  readonly datasource: string
  /** The name of the datasource, which native types begin with. */
  readonly name: string
}

export interface UpgradedSchema {
  readonly text: string
  /** What was changed, in sentences. */
  readonly changes: readonly string[]
}

/** Settings of a canonical schema's generator. */
const GENERATOR = ['provider', 'output', 'runtime', 'moduleFormat', 'generatedFileExtension', 'importFileExtension', 'compilerBuild']
/** What a datasource has no more. Of its other settings `generate` says what becomes of them. */
const ADDRESSES = ['url', 'directUrl', 'shadowDatabaseUrl']
const CLIENTS = ['prisma-client-js', 'prisma-client']

/** The settings of the file that has the datasource; null where this is not the one. */
export function readSettings(text: string, file: string): SchemaSettings | null {
  const [datasource] = blocksOf(parseSchema(text, file), 'datasource')
  if (datasource === undefined) return null
  const provider = stringOf(settingOf(datasource, 'provider')?.value) ?? ''
  if (PROVIDERS.some((candidate) => engineOf(candidate).adoption.datasources.includes(provider))) {
    return { datasource: provider, name: datasource.name }
  }
  const { line, column } = datasource.position
  throw new RefractError('REFRACT_USAGE', `${file}:${line}:${column}: the provider of this schema is "${provider}".`, {
    hint: `Refract has ${PROVIDERS.map((candidate) => engineOf(candidate).title).join(', ')}.`,
  })
}

/**
 * Makes a canonical schema of one that was written for Prisma 4 to 7: line by line, so that the rest stays as it is.
 *
 * @param output for a generator that has none
 * @throws {SchemaSyntaxError}
 */
export function upgradeSchema(text: string, file: string, settings: SchemaSettings, output: string): UpgradedSchema {
  const edit = new LineEdits(text)
  const schema = parseSchema(text, file)
  upgradeDatasource(schema, edit, settings)
  upgradeGenerators(schema, edit, output)
  upgradeNatives(schema, edit, settings)
  return { text: edit.text, changes: edit.changes }
}

function upgradeDatasource(schema: Schema, edit: LineEdits, { datasource }: SchemaSettings): void {
  const [block] = blocksOf(schema, 'datasource')
  if (block === undefined) return
  if (block.name !== 'db') {
    edit.replace(block.position.line, (line) => line.replace(/datasource\s+\w+/, 'datasource db'), `The datasource is called db.`)
  }
  for (const { name, position } of settingsOf(block)) {
    if (name === 'provider') {
      const why = `A canonical schema is in PostgreSQL's words: provider = "postgresql" in place of "${datasource}".`
      edit.replace(position.line, (line) => line.replace(/=.*/, '= "postgresql"'), why)
    } else if (ADDRESSES.includes(name))
      edit.remove(position.line, `${name} of the datasource is gone: addresses come from the environment at run time.`)
  }
}

function upgradeGenerators(schema: Schema, edit: LineEdits, output: string): void {
  const generators = blocksOf(schema, 'generator')
  const isClient = (block: Block) => CLIENTS.includes(stringOf(settingOf(block, 'provider')?.value) ?? '')
  const client = generators.find(isClient)
  for (const other of generators.filter((block) => block !== client)) {
    edit.comment(other.position.line, `The generator ${other.name} is commented out: a canonical schema has one.`)
  }
  if (client === undefined) return
  const provider = settingOf(client, 'provider')
  const isOld = stringOf(provider?.value) === CLIENTS[0]
  const line = provider?.position.line ?? client.position.line
  const equals = edit.lines[line - 1]?.indexOf('=') ?? 0
  const write = (name: string, value: string) => `${`  ${name}`.padEnd(Math.max(equals, name.length + 3))}= "${value}"`
  const added: string[] = []
  for (const { name, position, value } of settingsOf(client)) {
    if (name === 'output' && isOld) edit.remove(position.line, `The clients go to ${output}, no longer to ${stringOf(value)}.`)
    else if (!GENERATOR.includes(name))
      edit.remove(position.line, `${name} of the generator is gone: Prisma 7 has it no more, or no engine shares it.`)
  }
  if (isOld || settingOf(client, 'output') === undefined) added.push(write('output', output))
  if (settingOf(client, 'compilerBuild') === undefined) added.push(write('compilerBuild', 'small'))
  if (isOld) {
    edit.replace(
      line,
      (old) => old.replace('prisma-client-js', 'prisma-client'),
      'The generator is prisma-client, which writes TypeScript into your project.',
    )
  }
  edit.insert(line, added, `The generator says where the clients go, and takes the compiler that starts sooner.`)
}

function upgradeNatives(schema: Schema, edit: LineEdits, { datasource, name }: SchemaSettings): void {
  const from = PROVIDERS.map(engineOf).find(({ adoption }) => adoption.datasources.includes(datasource))
  const natives = from?.adoption.natives ?? {}
  const pattern = new RegExp(`\\s@${name}\\.(\\w+)(\\([^)]*\\))?`)
  for (const block of blocksOf(schema, 'model')) {
    for (const field of fieldsOf(block)) {
      const attribute = field.attributes.find((candidate) => candidate.name.startsWith(`${name}.`))
      const native = attribute?.name.slice(name.length + 1)
      if (native === undefined) continue
      // Booleans have a type of their own everywhere.
      const other = field.type === 'Boolean' && Object.keys(natives).length > 0 ? null : natives[native]
      if (other === undefined && name === 'db') continue
      const by = other === undefined ? native : other
      const why = `${block.name}.${field.name}: @${name}.${native} becomes ${by === null ? `a plain ${field.type}` : `@db.${by}`}.`
      edit.replace(
        field.position.line,
        (line) =>
          line.replace(pattern, (_, __, args: string | undefined) =>
            by === null ? '' : ` @db.${by}${takesLength(by) ? (args ?? '') : ''}`,
          ),
        why,
      )
    }
  }
}

function takesLength(native: string): boolean {
  return !['SmallInt', 'Integer', 'BigInt'].includes(native)
}

function settingsOf(block: Block) {
  return block.entries.filter((entry) => entry.kind === 'setting')
}

function settingOf(block: Block, name: string) {
  return settingsOf(block).find((entry) => entry.name === name)
}

/** Changes lines by the numbers that they had. */
class LineEdits {
  readonly lines: readonly string[]
  readonly changes: string[] = []
  readonly #edited: (readonly string[])[]

  constructor(text: string) {
    this.lines = text.split('\n')
    this.#edited = this.lines.map((line) => [line])
  }

  get text(): string {
    return this.#edited.flat().join('\n')
  }

  replace(line: number, change: (text: string) => string, why: string): void {
    const old = this.#edited[line - 1] ?? []
    const changed = old.map((text, index) => (index === 0 ? change(text) : text))
    if (changed.join('\n') === old.join('\n')) return
    this.#edited[line - 1] = changed
    this.changes.push(why)
  }

  insert(after: number, lines: readonly string[], why: string): void {
    if (lines.length === 0) return
    this.#edited[after - 1] = [...(this.#edited[after - 1] ?? []), ...lines]
    this.changes.push(why)
  }

  /** A setting with all of its lines. */
  remove(line: number, why: string): void {
    for (let index = line - 1, open = 0; index < this.lines.length; index++) {
      open += countOf(this.lines[index], '[') - countOf(this.lines[index], ']')
      this.#edited[index] = []
      if (open <= 0) break
    }
    this.changes.push(why)
  }

  /** A block with all of its lines. */
  comment(line: number, why: string): void {
    for (let index = line - 1, open = 0; index < this.lines.length; index++) {
      open += countOf(this.lines[index], '{') - countOf(this.lines[index], '}')
      this.#edited[index] = [`// ${this.lines[index] ?? ''}`.trimEnd()]
      if (open <= 0) break
    }
    this.changes.push(why)
  }
}

function countOf(text: string | undefined, sign: string): number {
  return (text ?? '').split(sign).length - 1
}
