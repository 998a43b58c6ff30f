import { parseArgs } from 'node:util'
import { RefractError } from '../contract/errors.js'
import { schemeOf, showWord } from '../engines/address.js'
import { isProvider, PROVIDERS, type Provider } from '../engines/index.js'

/** Which database, and which history. */
interface Place {
  readonly provider: Provider | undefined
  readonly migrations: string | undefined
}

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help' | 'version' }
  | { readonly name: 'generate'; readonly schema: string; readonly check: boolean; readonly quiet: boolean }
  | MigrateCommand

export interface DiffCommand extends Place {
  readonly name: 'migrate diff'
  readonly schema: string
  readonly from: string
  readonly to: string
}

export interface CheckCommand extends Place {
  readonly name: 'migrate check'
  readonly schema: string
  readonly replays: readonly string[]
}

export interface DevCommand extends Place {
  readonly name: 'migrate dev'
  readonly schema: string
  readonly migration: string
  readonly createOnly: boolean
  readonly acceptDataLoss: boolean
  readonly renames: readonly string[]
  readonly fills: readonly string[]
}

export interface BaselineCommand extends Place {
  readonly name: 'migrate baseline'
  readonly json: boolean
  readonly acceptDifferences: boolean
}

export type MigrateCommand =
  | (Place & { readonly name: 'migrate deploy' | 'migrate status'; readonly json: boolean })
  | DevCommand
  | BaselineCommand
  | CheckCommand
  | DiffCommand
  | (Place & { readonly name: 'migrate reset'; readonly json: boolean; readonly force: boolean })
  | (Place & { readonly name: 'migrate resolve'; readonly migration: string; readonly as: 'applied' | 'rolled back' })

export const HELP = `refract: one Prisma schema, any SQL engine, the same answers

Usage
  refract generate [--schema <path>] [--check] [--quiet]
      Renders the canonical schema for ${PROVIDERS.join(', ')} and generates a client for each.
      --schema      the canonical schema (default prisma/schema.prisma)
      --check       write nothing, fail with a diff where a rendered schema is stale
      --quiet       print nothing but errors, not even the notes on what was replaced

  refract migrate dev --name <name> [--create-only] [--accept-data-loss]
                      [--rename <old>=<new>]… [--fill <field>=<value>]…
      Writes one migration for every engine, from the last one to the canonical schema, and applies
      it to the database that the environment names. Needs no database to write them.
      --create-only       apply nothing, so that SQL can be written by hand before; empty where
                          nothing differs
      --accept-data-loss  agree to what may lose rows or values, or fail over them
      --rename            User.name=fullName, or User=Person: what has another name keeps its data
      --fill              User.age=0: what the rows that are there get in a required field
      --schema            the canonical schema (default prisma/schema.prisma)

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

  All of migrate:
      --provider    ${PROVIDERS.join(' | ')}
                    (default: DATABASE_PROVIDER, or the scheme of the address)
      --migrations  a folder with one history for each provider (default prisma/migrations
                    where it has one, else the core model's own)
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
  assertNoAddress(values)
  const verb = positionals.join(' ')
  if (values.help || (verb === '' && !values.version)) return { name: 'help' }
  if (values.version) return { name: 'version' }
  switch (verb) {
    case 'generate':
      assertOnly(verb, values, ['schema', 'check', 'quiet'])
      return {
        name: 'generate',
        schema: values.schema ?? SCHEMA,
        check: values.check ?? false,
        quiet: values.quiet ?? false,
      }
    case 'migrate dev':
      assertOnly(verb, values, [...PLACE, 'schema', 'name', 'create-only', 'accept-data-loss', 'rename', 'fill'])
      return readDev(values)
    case 'migrate diff':
      assertOnly(verb, values, [...PLACE, 'schema', 'from', 'to'])
      return {
        name: verb,
        ...readPlace(values),
        schema: values.schema ?? SCHEMA,
        from: values.from ?? 'snapshot',
        to: values.to ?? 'schema',
      }
    case 'migrate check':
      assertOnly(verb, values, ['migrations', 'schema', 'replay'])
      return { name: verb, ...readPlace(values), schema: values.schema ?? SCHEMA, replays: values.replay ?? [] }
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

const SCHEMA = 'prisma/schema.prisma'
const PLACE = ['provider', 'migrations']

function readPlace({ provider, migrations }: Values): Place {
  return { provider: readProvider(provider), migrations }
}

function readDev(values: Values): DevCommand {
  if (values.name === undefined) throw usageError('refract migrate dev needs a name for the migration: --name add_tags.')
  return {
    name: 'migrate dev',
    ...readPlace(values),
    schema: values.schema ?? SCHEMA,
    migration: values.name,
    createOnly: values['create-only'] ?? false,
    acceptDataLoss: values['accept-data-loss'] ?? false,
    renames: values.rename ?? [],
    fills: values.fill ?? [],
  }
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

function readProvider(text: string | undefined): Provider | undefined {
  if (text === undefined || isProvider(text)) return text
  throw usageError(`--provider ${showWord(text)} is not known. Known are: ${PROVIDERS.join(', ')}.`)
}

function usageError(message: string): RefractError {
  return new RefractError('REFRACT_USAGE', message, { hint: 'See: refract --help' })
}
