import type { Target } from '../../contract/engine.js'
import { RefractError } from '../../contract/errors.js'
import type { PoolOptions } from '../../contract/options.js'
import { parseServerAddress, readPoolParameters, type ServerAddress } from '../address.js'
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
  readonly tls: TlsMode
  readonly tlsFiles: TlsFiles
  readonly allowPublicKeyRetrieval: boolean
  readonly pool: PoolOptions
}

export function parseUrl(url: string): MysqlTarget {
  const address = parseServerAddress(url, { title: 'MySQL', schemes, port: 3306, parameters: PARAMETERS })
  const { parameters } = address
  return {
    label: address.label,
    address,
    socketPath: parameters.get('socket'),
    tls: readTlsMode(address),
    tlsFiles: {
      // Prisma's addresses call the authority's certificate `sslcert`.
      ca: parameters.get('ssl-ca') ?? parameters.get('sslcert'),
      cert: parameters.get('ssl-cert'),
      key: parameters.get('ssl-key'),
      passphrase: parameters.get('sslpassword'),
    },
    allowPublicKeyRetrieval: parameters.get('allowPublicKeyRetrieval') !== 'false',
    pool: readPoolParameters(address),
  }
}

function readTlsMode(address: ServerAddress): TlsMode {
  const { parameters } = address
  for (const name of ['sslmode', 'ssl-mode', 'sslaccept', 'ssl']) {
    const text = parameters.get(name)
    if (text === undefined) continue
    const mode = TLS_MODES[text.toLowerCase()]
    if (mode !== undefined) return mode
    const hint = 'Known are: DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY.'
    throw new RefractError('REFRACT_URL', `The parameter ${name} of ${address.label} is not known.`, { hint })
  }
  return parameters.has('ssl-ca') || parameters.has('sslcert') ? 'verify-ca' : 'disable'
}
