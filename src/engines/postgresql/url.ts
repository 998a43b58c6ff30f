import type { Target } from '../../contract/engine.js'
import { RefractError } from '../../contract/errors.js'
import type { PoolOptions } from '../../contract/options.js'
import { numberParameter, parseServerAddress, readPoolParameters, type ServerAddress } from '../address.js'
import type { TlsFiles, TlsMode } from '../tls.js'

export const schemes = ['postgresql', 'postgres'] as const

/** Parameters of libpq (https://www.postgresql.org/docs/current/libpq-connect.html) and of Prisma's own addresses. */
const PARAMETERS = [
  'schema',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslpassword',
  'application_name',
  'statement_timeout',
  'lock_timeout',
  'connect_timeout',
  'connection_limit',
  'pool_timeout',
  'options',
  'host',
  'user',
  'password',
  'pgbouncer',
  'channel_binding',
]

/** libpq's names. `allow` may encrypt, which is what `prefer` tries first. */
const TLS_MODES: Readonly<Record<string, TlsMode>> = {
  disable: 'disable',
  allow: 'prefer',
  prefer: 'prefer',
  require: 'require',
  'verify-ca': 'verify-ca',
  'verify-full': 'verify-full',
}

export interface PostgresqlTarget extends Target {
  readonly address: ServerAddress
  /** A folder holds the server's socket. */
  readonly host: string
  readonly schema: string
  readonly tls: TlsMode
  readonly tlsFiles: TlsFiles
  readonly applicationName: string
  readonly statementTimeout: number | undefined
  /** Milliseconds that a statement waits for a lock; 0 for as long as the server says. Undefined where the address says nothing. */
  readonly lockTimeout: number | undefined
  /** The caller's own start-up options: `-c name=value`. */
  readonly options: string | undefined
  readonly channelBinding: boolean
  /** Whether a pooler hands each transaction to another connection; undefined where that is to be found out. */
  readonly pooled: boolean | undefined
  readonly pool: PoolOptions
}

export function parseUrl(url: string): PostgresqlTarget {
  const address = parseServerAddress(url, { title: 'PostgreSQL', schemes, port: 5432, parameters: PARAMETERS })
  const { parameters } = address
  const host = parameters.get('host') ?? address.host
  const schema = parameters.get('schema') ?? 'public'
  return {
    label: address.label,
    part: JSON.stringify([host, schema]),
    address,
    host,
    schema,
    tls: readTlsMode(address, host),
    tlsFiles: {
      ca: parameters.get('sslrootcert'),
      cert: parameters.get('sslcert'),
      key: parameters.get('sslkey'),
      passphrase: parameters.get('sslpassword'),
    },
    applicationName: parameters.get('application_name') ?? 'refract',
    statementTimeout: numberParameter(address, 'statement_timeout'),
    lockTimeout: numberParameter(address, 'lock_timeout'),
    options: parameters.get('options'),
    channelBinding: (parameters.get('channel_binding') ?? 'disable') !== 'disable',
    pooled: readPooled(address),
    pool: readPoolParameters(address),
  }
}

function readPooled({ parameters, label }: ServerAddress): boolean | undefined {
  const text = parameters.get('pgbouncer')
  if (text === undefined) return undefined
  if (text === 'true' || text === 'false') return text === 'true'
  throw new RefractError('REFRACT_URL', `The parameter pgbouncer of ${label} is neither true nor false.`)
}

/** As libpq: TLS where the server has it, which needs no certificate; none on a socket, which never leaves the machine. */
function readTlsMode(address: ServerAddress, host: string): TlsMode {
  const text = address.parameters.get('sslmode') ?? 'prefer'
  const mode = TLS_MODES[text]
  if (mode === undefined) {
    const hint = `Known are: ${Object.keys(TLS_MODES).join(', ')}.`
    throw new RefractError('REFRACT_URL', `The parameter sslmode of ${address.label} is not known.`, { hint })
  }
  if (host.startsWith('/')) return 'disable'
  // libpq: a root certificate makes `require` check against it.
  return mode === 'require' && address.parameters.has('sslrootcert') ? 'verify-ca' : mode
}
