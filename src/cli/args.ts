import { parseArgs } from 'node:util'
import type { CopyOptions } from '../commands/copy-options.js'
import { RefractError } from '../contract/errors.js'
import { schemeOf, showWord } from '../engines/address.js'
import { isProvider, PROVIDERS, type Provider } from '../engines/index.js'

/** Which project; what is left out the configuration says. */
interface Place {
  readonly config: string | undefined
  readonly schema: string | undefined
}

/** Which database, and which history. */
interface MigrationPlace extends Place {
  readonly provider: Provider | undefined
  readonly migrations: string | undefined
}

/** What the command line asks for. */
export type Command = { readonly name: 'help' | 'version' } | CopyCommand | GenerateCommand | InitCommand | MigrateCommand

export interface CopyCommand {
  readonly name: 'copy'
  readonly from: string
  readonly to: string
  readonly json: boolean
  readonly force: boolean
  readonly options: CopyOptions
}

export interface GenerateCommand extends Place {
  readonly name: 'generate'
  readonly check: boolean
  readonly quiet: boolean
  readonly watch: boolean
}

export interface InitCommand {
  readonly name: 'init'
  readonly yes: boolean
  readonly engines: readonly Provider[] | undefined
  readonly extendCore: boolean
}

export interface DiffCommand extends MigrationPlace {
  readonly name: 'migrate diff'
  readonly from: string
  readonly to: string
}

export interface CheckCommand extends MigrationPlace {
  readonly name: 'migrate check'
  readonly replays: readonly string[]
}

export interface DevCommand extends MigrationPlace {
  readonly name: 'migrate dev'
  readonly migration: string
  readonly createOnly: boolean
  readonly acceptDataLoss: boolean
  readonly renames: readonly string[]
  readonly fills: readonly string[]
}

export interface BaselineCommand extends MigrationPlace {
  readonly name: 'migrate baseline'
  readonly json: boolean
  readonly acceptDifferences: boolean
}

export type MigrateCommand =
  | (MigrationPlace & { readonly name: 'migrate deploy' | 'migrate status'; readonly json: boolean })
  | DevCommand
  | BaselineCommand
  | CheckCommand
  | DiffCommand
  | (MigrationPlace & { readonly name: 'migrate reset'; readonly json: boolean; readonly force: boolean })
  | (MigrationPlace & { readonly name: 'migrate resolve'; readonly migration: string; readonly as: 'applied' | 'rolled back' })

export const HELP = `refract: one Prisma schema, any SQL engine, the same answers

Usage
  refract init [--yes] [--engines <list>] [--extend-core]
      Sets a project up, or takes over one that uses Prisma: schema, refract.config.ts, scripts,
      .env.example, docker-compose.yml. Changes nothing that is there without showing it.
      --yes         ask nothing
      --engines     those in use, such as postgresql,sqlite (default: every one)
      --extend-core build on the core model that comes with the package

  refract generate [--check] [--quiet] [--watch]
      Renders the canonical schema for every engine in use, generates a client for each, and the
      typed entry that your program imports.
      --check       write nothing, fail with a diff where a rendered schema is stale
      --quiet       print nothing but errors, not even the notes on what was replaced
      --watch       again whenever the schema changes

  refract migrate dev --name <name> [--create-only] [--accept-data-loss]
                      [--rename <old>=<new>]… [--fill <field>=<value>]…
      Writes one migration for every engine, from the last one to the canonical schema, and applies
      it to the database that the environment names. Needs no database to write them.
      --create-only       apply nothing, so that SQL can be written by hand before; empty where
                          nothing differs
      --accept-data-loss  agree to what may lose rows or values, or fail over them
      --rename            User.name=fullName, or User=Person: what has another name keeps its data
      --fill              User.age=0: what the rows that are there get in a required field

  refract migrate diff [--from <state>] [--to <state>] [--provider <provider>]
      Prints the SQL that leads from one state of the schema to another, for every engine
      or for one.
      A state is empty, schema (default of --to), snapshot (the last one, default of --from),
      or the name of a migration: these need no database. Or database: what stands in the one that
      the environment names, for its own engine alone. What Refract never makes stays.

  refract migrate check [--replay <address>]…
      Proves that the histories of all engines are in step with each other and with the schema.
      Each migration is read; SQLite's are replayed in memory, and PostgreSQL's in PGlite
      where that is installed (Prisma's command line brings it). Exit code 1 where they are not.
      --replay      an empty database to replay the history of its engine in; it is empty afterwards

  refract migrate deploy [--json]
      Applies the pending migrations to the database that the environment names.

  refract migrate status [--json]
      Says which migrations are applied, pending, failed, edited after they were applied, missing,
      or replaced by a baseline; then how the tables differ from what the applied ones made.
      Changes nothing. Exit code 1 unless all are applied and nothing differs.

  refract migrate baseline [--accept-differences] [--json]
      Takes over a database that is there: compares it with the newest snapshot, says how it
      differs, and records the whole history as applied. Changes nothing else. Records of another
      history stay. Where the database differs it asks first.
      --accept-differences  answers yes, and is needed where nobody can be asked

  refract migrate resolve --applied <migration> | --rolled-back <migration>
      Records what was settled by hand after a migration failed; --applied also where what it
      makes was there before.

  refract migrate reset [--force] [--json]
      Empties the database, rows and all, and applies the whole history. Asks first;
      --force answers yes, and is needed in production and where nobody can be asked.

  refract copy --from <place> --to <place> [--append | --replace | --resume]
      Copies all rows of one database into another, of whatever engine, and compares both. The
      target's tables are there before: refract migrate deploy --provider <provider>. The source is
      only read, as it is at one moment.
      A place is a provider, whose address the environment names, an address, or dump:<folder>.
      --append      add to the rows that the target has
      --replace     remove the rows that the target has; asks first, --force answers yes
      --resume      go on with a copy that was interrupted
      --verify-only compare and copy nothing; the first rows that differ are named
      --repair      copy rows again that differ, and remove what the source has not; asks first
                    where no copy has begun, --force answers yes
      --no-verify   do not compare afterwards
      --dry-run     say what would be copied, with counts of rows
      --on-error    stop (default) at a row that the target cannot hold, or report: write such
                    rows to --rejects (default refract-rejects.jsonl) and go on
      --tables, --exclude
                    models, such as User,Session, or tables, as those between two models, which
                    have none (default: all)
      --batch-size  rows that are written at once, from 1 to 100000 (default 5000)
      --json        one JSON object on a line for each event, for programs

  All but init:
      --config      the configuration (default refract.config.ts, where there is one)

  What reads the schema: generate, migrate dev, diff, check, copy:
      --schema      the canonical schema, a file or a folder (default: as the configuration
                    says, else prisma/schema.prisma)

  All of migrate:
      --provider    ${PROVIDERS.join(' | ')}
                    (default: DATABASE_PROVIDER, or the scheme of the address)
      --migrations  a folder with one history for each provider (default: as the configuration
                    says, else prisma/migrations where it has one, else the core model's own)
      --json        one JSON object on a line for each event, for programs

  refract --help, refract --version

Environment
  DATABASE_PROVIDER    ${PROVIDERS.join(' | ')}
  DATABASE_URL         the address; DATABASE_URL_<PROVIDER> wins over it
  NODE_ENV=production  no database is chosen by default; otherwise SQLite in ./refract.db

Exit codes: 0 done, 1 failed or not in step, 2 the command line is wrong.`

/** @throws {RefractError} `REFRACT_USAGE` */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args)
  const verb = positionals.join(' ')
  const { from, to, ...others } = values
  assertNoAddress(verb === 'copy' ? others : values)
  if (values.help || (verb === '' && !values.version)) return { name: 'help' }
  if (values.version) return { name: 'version' }
  switch (verb) {
    case 'copy':
      return readCopy(verb, values)
    case 'generate':
      assertOnly(verb, values, ['config', 'schema', 'check', 'quiet', 'watch'])
      if (values.check && values.watch) throw usageError('--check looks once, --watch does not.')
      return {
        name: 'generate',
        config: values.config,
        schema: values.schema,
        check: values.check ?? false,
        quiet: values.quiet ?? false,
        watch: values.watch ?? false,
      }
    case 'init':
      assertOnly(verb, values, ['yes', 'engines', 'extend-core'])
      return { name: 'init', yes: values.yes ?? false, engines: readEngines(values.engines), extendCore: values['extend-core'] ?? false }
    case 'migrate dev':
      assertOnly(verb, values, [...PLACE, 'schema', 'name', 'create-only', 'accept-data-loss', 'rename', 'fill'])
      return readDev(values)
    case 'migrate diff':
      assertOnly(verb, values, [...PLACE, 'schema', 'from', 'to'])
      return {
        name: verb,
        ...readPlace(values),
        from: values.from ?? 'snapshot',
        to: values.to ?? 'schema',
      }
    case 'migrate check':
      assertOnly(verb, values, ['config', 'schema', 'migrations', 'replay'])
      return { name: verb, ...readPlace(values), replays: values.replay ?? [] }
    case 'migrate deploy':
    case 'migrate status':
      assertOnly(verb, values, [...PLACE, 'json'])
      return { name: verb, ...readPlace(values), json: values.json ?? false }
    case 'migrate baseline':
      assertOnly(verb, values, [...PLACE, 'json', 'accept-differences'])
      return { name: verb, ...readPlace(values), json: values.json ?? false, acceptDifferences: values['accept-differences'] ?? false }
    case 'migrate reset':
      assertOnly(verb, values, [...PLACE, 'json', 'force'])
      return { name: verb, ...readPlace(values), json: values.json ?? false, force: values.force ?? false }
    case 'migrate resolve':
      assertOnly(verb, values, [...PLACE, 'applied', 'rolled-back'])
      return { name: verb, ...readPlace(values), ...readResolution(values) }
    default:
      throw usageError(`There is no command "${showWord(verb)}".`)
  }
}

type Values = ReturnType<typeof parse>['values']

const PLACE = ['config', 'provider', 'migrations']

function readPlace({ config, schema, provider, migrations }: Values): MigrationPlace {
  return { config, schema, provider: readProvider(provider), migrations }
}

function readEngines(text: string | undefined): Provider[] | undefined {
  return text?.split(',').map((name) => readProvider(name.trim(), '--engines') as Provider)
}

function readDev(values: Values): DevCommand {
  if (values.name === undefined) throw usageError('refract migrate dev needs a name for the migration: --name add_tags.')
  return {
    name: 'migrate dev',
    ...readPlace(values),
    migration: values.name,
    createOnly: values['create-only'] ?? false,
    acceptDataLoss: values['accept-data-loss'] ?? false,
    renames: values.rename ?? [],
    fills: values.fill ?? [],
  }
}

const COPY_OPTIONS = ['from', 'to', 'tables', 'exclude', 'batch-size', 'append', 'replace', 'resume', 'verify-only', 'repair', 'no-verify']

function readCopy(verb: 'copy', values: Values): CopyCommand {
  assertOnly(verb, values, [...COPY_OPTIONS, 'config', 'schema', 'on-error', 'rejects', 'dry-run', 'json', 'force'])
  const { from, to, 'on-error': onError, 'batch-size': batchSize } = values
  if (from === undefined || to === undefined) throw usageError('refract copy needs --from <place> and --to <place>.')
  if (onError !== undefined && onError !== 'stop' && onError !== 'report') throw usageError('--on-error is stop or report.')
  if (batchSize !== undefined && !isBatchSize(batchSize)) throw usageError('--batch-size is a whole number from 1 to 100000.')
  if (onError !== undefined && values['verify-only'])
    throw usageError('--verify-only copies nothing, and --on-error is about rows that are copied.')
  if (values.rejects !== undefined && onError !== 'report')
    throw usageError('--rejects names the file of --on-error=report, which is not there.')
  const options: CopyOptions = {
    schema: values.schema,
    config: values.config,
    tables: readNames('--tables', values.tables),
    exclude: readNames('--exclude', values.exclude),
    batchSize: batchSize === undefined ? undefined : Number(batchSize),
    append: values.append,
    replace: values.replace,
    resume: values.resume,
    verify: !values['no-verify'],
    verifyOnly: values['verify-only'],
    repair: values.repair,
    onError,
    rejects: values.rejects,
    dryRun: values['dry-run'],
  }
  return { name: verb, from, to, json: values.json ?? false, force: values.force ?? false, options }
}

function isBatchSize(text: string): boolean {
  return /^\d{1,6}$/.test(text) && Number(text) >= 1 && Number(text) <= 100_000
}

function readNames(option: string, text: string | undefined): string[] | undefined {
  const names = text?.split(',').map((name) => name.trim())
  if (names?.includes('')) throw usageError(`${option} is a list of models with commas between, such as User,Session.`)
  return names
}

function readResolution({ applied, 'rolled-back': rolledBack }: Values) {
  if (applied !== undefined && rolledBack === undefined) return { migration: applied, as: 'applied' } as const
  if (rolledBack !== undefined && applied === undefined) return { migration: rolledBack, as: 'rolled back' } as const
  throw usageError('refract migrate resolve needs one of --applied <migration> and --rolled-back <migration>.')
}

/** An address belongs into the environment: on a command line everybody sees it, and a message would show it. */
function assertNoAddress(values: Record<string, unknown>): void {
  // One letter is a drive.
  const name = Object.keys(values).find((one) => typeof values[one] === 'string' && schemeOf(values[one]).length > 1)
  if (name !== undefined) throw usageError(`--${name} takes no address.`)
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        engines: { type: 'string' },
        'extend-core': { type: 'boolean' },
        yes: { type: 'boolean', short: 'y' },
        watch: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
        schema: { type: 'string' },
        check: { type: 'boolean' },
        quiet: { type: 'boolean' },
        provider: { type: 'string' },
        migrations: { type: 'string' },
        json: { type: 'boolean' },
        force: { type: 'boolean' },
        'accept-differences': { type: 'boolean' },
        name: { type: 'string' },
        'create-only': { type: 'boolean' },
        'accept-data-loss': { type: 'boolean' },
        rename: { type: 'string', multiple: true },
        tables: { type: 'string' },
        exclude: { type: 'string' },
        'batch-size': { type: 'string' },
        append: { type: 'boolean' },
        replace: { type: 'boolean' },
        resume: { type: 'boolean' },
        'verify-only': { type: 'boolean' },
        'no-verify': { type: 'boolean' },
        repair: { type: 'boolean' },
        'on-error': { type: 'string' },
        rejects: { type: 'string' },
        'dry-run': { type: 'boolean' },
        from: { type: 'string' },
        to: { type: 'string' },
        replay: { type: 'string', multiple: true },
        fill: { type: 'string', multiple: true },
        applied: { type: 'string' },
        'rolled-back': { type: 'string' },
      },
    })
  } catch (error) {
    throw usageError((error as Error).message)
  }
}

function assertOnly(verb: string, values: Record<string, unknown>, allowed: readonly string[]): void {
  const foreign = Object.keys(values).find((name) => !allowed.includes(name))
  if (foreign !== undefined) throw usageError(`refract ${verb} has no option --${foreign}.`)
}

function readProvider(text: string | undefined, option = '--provider'): Provider | undefined {
  if (text === undefined || isProvider(text)) return text
  throw usageError(`${option} ${showWord(text)} is not known. Known are: ${PROVIDERS.join(', ')}.`)
}

function usageError(message: string): RefractError {
  return new RefractError('REFRACT_USAGE', message, { hint: 'See: refract --help' })
}
