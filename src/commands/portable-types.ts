import { BANS, type Bans } from '../contract/bans.js'
import { RefractError } from '../contract/errors.js'
import type { Facts, ModelFacts } from '../contract/facts.js'
import { CLIENT_COMMENT, namespaceTypes, RAW_OPERATIONS, rawMethods } from './portable-additions.js'

/** Paths of a generated client that the portable client has too; the others carry what runs, or are for browsers. */
export const PORTABLE_FILE = /^(client|commonInputTypes|enums|models|models\/\w+|internal\/(class|prismaNamespace))\.[cm]?ts$/

/**
 * Makes the portable client's types from a file of the reference engine's generated client. What a portable client lacks is
 * declared as `?: never`: TypeScript 6 and 7 let an unknown key pass beside a known one, but not a known one of that type.
 *
 * @param path the file's path in the client's folder
 * @param providers the engines in use, for each of which raw SQL is given
 * @throws {RefractError} `REFRACT_GENERATE` where Prisma does not write what is expected: its version is pinned
 */
export function derivePortableTypes(path: string, text: string, facts: Facts, providers: readonly string[]): string {
  const module = path.replace(/\.[cm]?ts$/, '')
  const [, model = ''] = /^models\/(\w+)$/.exec(module) ?? []
  const edits = EDITS[module] ?? []
  return banKeys(narrowLists(edits.reduce((derived, edit) => edit(derived, path, providers), text)), model, facts[model])
}

type Edit = (text: string, path: string, providers: readonly string[]) => string

const EXTENDS = '$extends: runtime.Types.Extensions.ExtendsHook<"extends", Prisma.TypeMapCb<OmitOpts>, Prisma.PortableArgs>'

const EDITS: Readonly<Record<string, readonly Edit[]>> = {
  client: [
    // Node's modules, by which a client that is made finds its own folder.
    replace(/import \* as process[\s\S]*?import \* as runtime/, 'import type * as runtime'),
    replace('import * as $Class', 'import type * as $Class'),
    // The type alone: how a client is made is the business of createClient.
    replace(/\/\*\*\n \* ## Prisma Client[\s\S]*?export const PrismaClient = .*\n/, ''),
    replace(/^export type PrismaClient</m, `${CLIENT_COMMENT}\nexport type PortableClient<`),
    replace('$Class.PrismaClient<', '$Class.PortableClient<'),
  ],
  // Lists of values in another field, which no engine but PostgreSQL compares with.
  commonInputTypes: [narrowJson, replace(/ \| Prisma\.List\w+FieldRefInput<\$PrismaModel>/g, '')],
  'internal/prismaNamespace': [
    replace('{ type PrismaClient }', '{ type PortableClient }'),
    replace('DefaultPrismaClient = PrismaClient', 'DefaultPrismaClient = PortableClient'),
    replace(/(TransactionIsolationLevel = runtime\.makeStrictEnum\(\{)[^}]*\}/, "$1\n  Serializable: 'Serializable'\n}"),
    replace(/(?<= {2}other: \{\n {4}payload: any\n {4}operations: \{)\n[\s\S]*?\n {4}\}/, () => RAW_OPERATIONS),
    replace(/\n\/\*\*\n \* Reference to a field of type '\w+\[\]'\n \*\/\n.*\n/g, '\n'),
    replace('TypeMapCb, runtime.Types.Extensions.DefaultArgs>', 'TypeMapCb, PortableArgs>'),
    replace(/$/, namespaceTypes),
  ],
  'internal/class': [
    replace(/import \* as runtime/, 'import type * as runtime'),
    replace(/\nconst config: [\s\S]*\nexport interface PrismaClient</, `\n${CLIENT_COMMENT}\nexport interface PortableClient<`),
    replace(/\nexport function getPrismaClientClass[\s\S]*$/, ''),
    replace(/\n\/\*\*\s+\* Executes a prepared raw[\s\S]*?\$queryRawUnsafe<.*\n/, rawMethods),
    replace('=> void): PrismaClient;', '=> void): PortableClient<LogOpts, OmitOpts, ExtArgs>;'),
    replace(/\{ maxWait\?.*?TransactionIsolationLevel \}/g, 'Prisma.TransactionOptions'),
    replace(/\$extends: .*\n.*\n.*>>/, () => EXTENDS),
    replace('Omit<PrismaClient, ', 'Omit<PortableClient<LogOpts, OmitOpts, ExtArgs>, '),
  ],
}

function replace(found: RegExp | string, by: string | ((providers: readonly string[]) => string)): Edit {
  return (text, path, providers) => {
    const replaced = typeof by === 'string' ? text.replace(found, by) : text.replace(found, () => by(providers))
    if (replaced !== text) return replaced
    throw new RefractError('REFRACT_GENERATE', `Prisma wrote a ${path} without ${found}, which the portable client's types are made from.`)
  }
}

const { args, orderBy, filters, ordered, extremes }: Bans = BANS

/** The keys to ban in a type, by its name without the model's at the beginning. */
const BANNED: readonly (readonly [RegExp, (model: ModelFacts | undefined) => readonly string[]])[] = [
  [/^(Nested)?String(Nullable)?(WithAggregates)?Filter$/, () => keysOf(filters.text)],
  [/^(Nested)?Uuid(Nullable)?(WithAggregates)?Filter$/, () => keysOf(filters.uuid)],
  [/^(Nested)?(Uuid|Bool|Bytes)(Nullable)?WithAggregatesFilter$/, () => ['_min', '_max']],
  [/^OrderByWith(Relation|Aggregation)\w*Input$/, (model) => [...keysOf(orderBy), ...fieldsOf(model, ordered)]],
  [/^(Min|Max)(AggregateInputType|OrderByAggregateInput)$/, (model) => fieldsOf(model, extremes)],
  [/^(Select|Include)(Create|Update)ManyAndReturn$/, referringOf],
  [/Args$/, () => keysOf(args)],
]

const keysOf = (keys: object = {}) => Object.keys(keys)

function fieldsOf(model: ModelFacts | undefined, kinds: object): readonly string[] {
  const fields = Object.entries(model?.fields ?? {})
  return fields.filter(([, { storage }]) => storage.kind in kinds).map(([name]) => name)
}

/** Json is compared with values alone, and ordered with numbers and texts alone. */
function narrowJson(text: string): string {
  return text.replace(/^export type (?:Nested)?Json(?:Nullable)?(?:WithAggregates)?FilterBase<.*> = \{\n(?:.*\n)*?\}/gm, (type) =>
    type
      .replace(/ \| Prisma\.(?:Json|String)FieldRefInput<\$PrismaModel>/g, '')
      .replace(/^( {2}[lg]te?\?: )runtime\.InputJsonValue$/gm, '$1number | string'),
  )
}

/** Lists are compared with values alone. Their filters stand in the file of the first model that has one. */
function narrowLists(text: string): string {
  return text.replace(/^export type \w+NullableListFilter<.*> = \{\n(?:.*\n)*?\}/gm, (type) =>
    type.replace(/ \| Prisma\.\w+FieldRefInput<\$PrismaModel>/g, ''),
  )
}

/** The relations whose key the other model holds, and their number. */
function referringOf(model: ModelFacts | undefined): readonly string[] {
  const relations = Object.entries(model?.relations ?? {})
  return ['_count', ...relations.filter(([, { foreignKey }]) => foreignKey === undefined).map(([name]) => name)]
}

function banKeys(text: string, model: string, facts: ModelFacts | undefined): string {
  return text.replace(
    /^export type ([\w$]+)(?:<.*>)? = (?:runtime\.Types\.Extensions\.GetSelect<)?\{\n(?:.*\n)*?\}/gm,
    (type: string, name: string) => {
      const role = name.startsWith(model) ? name.slice(model.length) : name
      const keys = BANNED.flatMap(([names, ban]) => (names.test(role) ? ban(facts) : []))
      if (keys.length === 0) return type
      const kept = type.replace(new RegExp(`^ {2}(${keys.join('|')})\\?: .*\\n`, 'gm'), '')
      return kept.replace(/\n\}$/, `\n${keys.map((key) => `  ${key}?: never\n`).join('')}}`)
    },
  )
}
