import { readFileSync } from 'node:fs'
import { RefractError } from '../contract/errors.js'

/** How much a server must prove, in the words of libpq and of MySQL's own clients. */
export type TlsMode = 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full'

export interface TlsFiles {
  readonly ca?: string | undefined
  readonly cert?: string | undefined
  readonly key?: string | undefined
  readonly passphrase?: string | undefined
}

/** The part of Node's TLS options that both drivers take. */
export interface TlsOptions {
  readonly rejectUnauthorized: boolean
  readonly checkServerIdentity?: () => undefined
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  readonly passphrase?: string
}

/** TLS options for a driver: `require` encrypts, `verify-ca` also checks the certificate, `verify-full` the host's name too. */
export function createTlsOptions(mode: Exclude<TlsMode, 'disable'>, files: TlsFiles): TlsOptions {
  const verifies = mode === 'verify-ca' || mode === 'verify-full'
  return {
    rejectUnauthorized: verifies,
    ...(mode === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
    ...(files.ca === undefined ? {} : { ca: readTlsFile(files.ca) }),
    ...(files.cert === undefined ? {} : { cert: readTlsFile(files.cert) }),
    ...(files.key === undefined ? {} : { key: readTlsFile(files.key) }),
    ...(files.passphrase === undefined ? {} : { passphrase: files.passphrase }),
  }
}

function readTlsFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new RefractError('REFRACT_URL', `The TLS file ${path} that the address names cannot be read.`, { cause })
  }
}
