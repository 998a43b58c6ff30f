import type { Target } from '../../contract/engine.js'
import { RefractError } from '../../contract/errors.js'
import type { PoolOptions } from '../../contract/options.js'
import { choiceParameter, numberParameter, parseServerAddress, readPoolParameters, type ServerAddress } from '../address.js'
import type { TlsFiles, TlsMode } from '../tls.js'

export const schemes = ['mysql', 'mariadb'] as const

/** MySQL's own words (https://dev.mysql.com/doc/refman/8.4/en/connection-options.html), and those of Prisma's addresses. */
const PARAMETERS = [
  'sslmode',
  'ssl-mode',
  'ssl',
  'sslaccept',
  'ssl-ca',
  'ssl-cert',
  'ssl-key',
  'sslcert',
  'sslpassword',
  'connect_timeout',
  'innodb_lock_wait_timeout',
  'connection_limit',
  'pool_timeout',
  'socket',
  'user',
  'password',
  'allowPublicKeyRetrieval',
]

const TLS_MODES: Readonly<Record<string, TlsMode>> = {
  disabled: 'disable',
  disable: 'disable',
  false: 'disable',
  preferred: 'prefer',
  prefer: 'prefer',
  required: 'require',
  require: 'require',
  accept_invalid_certs: 'require',
  verify_ca: 'verify-ca',
  'verify-ca': 'verify-ca',
  verify_identity: 'verify-full',
  'verify-full': 'verify-full',
  strict: 'verify-full',
  true: 'verify-full',
}

export interface MysqlTarget extends Target {
  readonly address: ServerAddress
  /** The path of the server's socket, used instead of host and port. */
  readonly socketPath: string | undefined
  /** Nobody can stand between: by a socket, or on this machine. */
  readonly isLocal: boolean
  /**
   * Undefined where the address says nothing: `prefer`, as MySQL's own clients do, but on this machine none unless
   * the server wants it, since it would cost each query a tenth of its time for nothing.
   */
  readonly tls: TlsMode | undefined
  readonly tlsFiles: TlsFiles
  /**
   * Whether, without TLS, the password may be encrypted with a key that the server sends and nobody vouches for:
   * who stands between could send his own.
   */
  readonly allowPublicKeyRetrieval: boolean
  /** Milliseconds, where the address says them. */
  readonly connectTimeout: number | undefined
  /** Seconds that a statement waits for a lock, where the address says them. */
  readonly lockWaitTimeout: number | undefined
  readonly pool: PoolOptions
}

export function parseUrl(url: string): MysqlTarget {
  const address = parseServerAddress(url, { title: 'MySQL', schemes, port: 3306, parameters: PARAMETERS })
  const { parameters } = address
  const socketPath = parameters.get('socket')
  const isLocal = socketPath !== undefined || /^(localhost|127(\.\d+){3}|::1)$/i.test(address.host)
  const connectTimeout = numberParameter(address, 'connect_timeout')
  return {
    label: address.label,
    part: socketPath,
    address,
    socketPath,
    isLocal,
    tls: readTlsMode(address),
    tlsFiles: {
      // Prisma's addresses call the authority's certificate `sslcert`.
      ca: parameters.get('ssl-ca') ?? parameters.get('sslcert'),
      cert: parameters.get('ssl-cert'),
      key: parameters.get('ssl-key'),
      passphrase: parameters.get('sslpassword'),
    },
    allowPublicKeyRetrieval: choiceParameter(address, 'allowPublicKeyRetrieval', { true: true, false: false }) ?? isLocal,
    connectTimeout: connectTimeout === undefined ? undefined : connectTimeout * 1000,
    lockWaitTimeout: numberParameter(address, 'innodb_lock_wait_timeout'),
    pool: readPoolParameters(address),
  }
}

function readTlsMode(address: ServerAddress): TlsMode | undefined {
  const { parameters } = address
  for (const name of ['sslmode', 'ssl-mode', 'sslaccept', 'ssl']) {
    const text = parameters.get(name)
    if (text === undefined) continue
    const mode = TLS_MODES[text.toLowerCase()]
    if (mode !== undefined) return mode
    const hint = 'Known are: DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY.'
    throw new RefractError('REFRACT_URL', `The parameter ${name} of ${address.label} is not known.`, { hint })
  }
  return parameters.has('ssl-ca') || parameters.has('sslcert') ? 'verify-ca' : undefined
}
