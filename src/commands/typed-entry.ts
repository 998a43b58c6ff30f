import { engineOf, type Provider } from '../engines/index.js'

/** What the entry is written from. */
export interface TypedEntry {
  /** The engines in use. */
  readonly providers: readonly Provider[]
  /** The names of models and enums. */
  readonly models: readonly string[]
  readonly enums: readonly string[]
  /** How the clients import their files: '.js', '.ts' or nothing. */
  readonly extension: string
  /** Where the factory is imported from. */
  readonly factory: string
  /** Whether the models are the core's. */
  readonly isCore: boolean
  /** Tells the schema apart from others in one process. */
  readonly key: string
}

/** What the entry passes on of the package. A model of the same name takes its place. */
const TYPES = [
  'AppliedMigration',
  'ClientOptions',
  'CopyEvent',
  'CopyOptions',
  'CopyReport',
  'DeployReport',
  'FieldViolation',
  'ForeignKeyViolation',
  'LogDefinition',
  'LogLevel',
  'MigrateOptions',
  'PoolOptions',
  'PortableClientOptions',
  'RefractErrorCode',
  'RetryOptions',
]
const VALUES = [
  'copy',
  'isConnectionError',
  'isForeignKeyViolation',
  'isNotFound',
  'isNullViolation',
  'isOutOfRange',
  'isTimeout',
  'isUniqueViolation',
  'isValueTooLong',
  'isWriteConflict',
  'migrate',
  'RefractError',
]
const TRANSACTION = `/**
 * The \`tx\` of \`$transaction\`. A function that takes one takes a {@link PortableClient} as well.
 *
 * @example
 * const count = (db: PortableTransaction) => db.$queryRaw(statements)
 * await db.$transaction((tx) => count(tx))
 */
export type PortableTransaction = $Prisma.TransactionClient

`

/** Names of the entry that a model cannot have in it. */
const KEPT = ['createClient', 'prisma', 'Prisma', 'PortableClient']

/**
 * Writes the module that a program imports: `createClient`, `prisma`, and the types of one schema. It is all that is
 * bound to the models; what it does is in the factory.
 */
export function renderTypedEntry(entry: TypedEntry): string {
  const { providers, extension, factory, key } = entry
  const taken = new Set([...entry.models, ...entry.enums])
  const models = entry.models.filter((name) => !KEPT.includes(name))
  const declare = (name: string) => `${taken.has(name) ? '' : 'export '}`
  const unless = (name: string, text: string) => (taken.has(name) ? '' : text)
  const keys = providers.map((provider) => `'${provider}'`).join(' | ')
  const free = (names: readonly string[]) => names.filter((name) => !taken.has(name))
  const each = (write: (provider: Provider, name: string) => string, separator = '\n') =>
    providers.map((provider) => write(provider, className(provider))).join(separator)
  const [first] = providers
  return `/* Written by \`refract generate\`. Do not edit. */
/* eslint-disable */
// biome-ignore-all lint: generated file
import {
  type AssertLiteral as $AssertLiteral,
  type ClientOptions as $ClientOptions,
  createFactory as $createFactory,
  createLazyClient as $createLazyClient,
  type EventsOf as $EventsOf,
  type OmitOf as $OmitOf,
  type PortableClientOptions as $PortableClientOptions,
${each((provider) => `  ${provider} as $${provider},`)}
} from '${factory}'
import { facts as $facts } from './facts${extension}'
import { type PortableClient as $PortableClient, Prisma as $Prisma } from './portable/client${extension}'
${each(
  (provider, name) => `import { type Prisma as $${name}Prisma, PrismaClient as $${name}Client } from './${provider}/client${extension}'`,
)}

${unless('Provider', `/** The key of an engine in use. */\nexport type Provider = ${keys}\n\n`)}/** The options of each engine's own client. */
${declare('ExactOptions')}interface ExactOptions {
${each((provider, name) => `  ${provider}: $ClientOptions<$${name}Prisma.GlobalOmitConfig, $${name}Prisma.TransactionIsolationLevel>`)}
}

/** Each engine's own client, made with options of the type \`O\`. */
${declare('ExactClients')}interface ExactClients<O> {
${each((provider, name) => `  ${provider}: $${name}Client<$EventsOf<O>, $OmitOf<O, $${name}Prisma.PrismaClientOptions['omit']>>`)}
}

/** The options of a portable client. */
${declare('PortableOptions')}interface PortableOptions extends $PortableClientOptions<$Prisma.GlobalOmitConfig, $Prisma.TransactionIsolationLevel> {
  /** The engine. Default: \`DATABASE_PROVIDER\`, else the scheme of the address, else SQLite outside production. */
  provider?: ${keys}
}

${unless('PortableTransaction', TRANSACTION)}const $create = /* @__PURE__ */ $createFactory({
  engines: [${each((provider) => `$${provider}`, ', ')}],
  clients: { ${each((provider, name) => `${provider}: $${name}Client`, ', ')} },
  facts: $facts,
  prisma: $Prisma,${entry.isCore ? '\n  isCore: true,' : ''}
})

/**
 * Makes a client for a database. Synchronous: the driver is loaded and connected with the first query.
 *
 * Without a positional provider the engine is chosen at run time, from the options and the environment,
 * and the client is a {@link PortableClient}: what every engine can do. With one it is that engine's
 * own, exact client, with everything the engine has.
 *
 * @example
 * const db = createClient()                       // whatever the environment names
 * const any = createClient({ provider })          // a provider known at run time
 * const exact = createClient('${first}')${' '.repeat(Math.max(1, 12 - (first?.length ?? 0)))}      // ${first === undefined ? '' : engineOf(first).title}'s own client
 *
 * @throws {RefractError} \`REFRACT_ENVIRONMENT\`, \`REFRACT_URL\` or \`REFRACT_OPTIONS\`
 */
export function createClient<const P extends keyof ExactOptions, const O extends ExactOptions[P] = ExactOptions[P]>(
  provider: P & $AssertLiteral<P>,
  options?: O,
): ExactClients<O>[P]
export function createClient<const O extends PortableOptions = PortableOptions>(
  options?: O,
): $PortableClient<$EventsOf<O>, $OmitOf<O, $Prisma.PrismaClientOptions['omit']>>
export function createClient(first?: string | PortableOptions, second?: object): unknown {
  return $create(first, second)
}

/**
 * The client that the environment names, made when it is first used. Importing it reads no environment and
 * loads no driver. Outside production it is kept across hot reloads, so that they do not exhaust the
 * server's connections.
 *
 * @example
 * import { prisma } from '…/generated'
 * const count = await prisma.${example(models)}.count()
 */
export const prisma: $PortableClient = /* @__PURE__ */ $createLazyClient('${key}', () => createClient())

${list('export type', free(TYPES), factory)}
${list('export', free(VALUES), factory)}
export * from './portable/enums${extension}'
${list('export type', ['PortableClient', ...models], `./portable/client${extension}`)}
export { $Prisma as Prisma }
`
}

function list(keyword: string, names: readonly string[], from: string): string {
  return `${keyword} {\n${names.map((name) => `  ${name},\n`).join('')}} from '${from}'`
}

/** `postgresql` as part of a type's name. */
function className(provider: Provider): string {
  return provider.charAt(0).toUpperCase() + provider.slice(1)
}

/** The client's property of a model, as Prisma names it. */
function example([model = 'user']: readonly string[]): string {
  return model.charAt(0).toLowerCase() + model.slice(1)
}
