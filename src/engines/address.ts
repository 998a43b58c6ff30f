import { RefractError } from '../contract/errors.js'
import type { PoolOptions } from '../contract/options.js'

/** What an address says behind its question mark. */
export interface AddressParameters {
  readonly parameters: ReadonlyMap<string, string>
  /** The address without credentials and parameters, for messages. */
  readonly label: string
}

/** The address of a database on a server, read. Values are decoded. */
export interface ServerAddress extends AddressParameters {
  readonly host: string
  readonly port: number
  readonly user: string | undefined
  readonly password: string | undefined
  readonly database: string
}

export interface AddressRules {
  readonly title: string
  readonly schemes: readonly string[]
  readonly port: number
  /** Parameters that mean something; any other is an error, since a misspelt `sslmode` must not pass in silence. */
  readonly parameters: readonly string[]
}

/** The part before the colon, in lower case; empty where there is none. */
export function schemeOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*(?=:)/i.exec(url.trim())?.[0].toLowerCase() ?? ''
}

/** A word or a number as it was given; anything else is not shown, since it might be an address with a password in it. */
export function showWord(given: unknown): string {
  const text = String(given)
  return typeof given === 'number' || /^[\w -]{0,30}$/.test(text) ? text : '…'
}

const ENCODE_HINT =
  'Characters such as @ : / ? # % in a user name or password must be percent-encoded: @ is %40, : is %3A, / is %2F, ? is %3F, # is %23, % is %25.'

/**
 * Reads the address of a server. No message holds a password: an address that cannot be read
 * is shown by its scheme alone, since then nothing tells which part of it is secret.
 *
 * @throws {RefractError} `REFRACT_URL`
 */
export function parseServerAddress(text: string, rules: AddressRules): ServerAddress {
  const scheme = schemeOf(text)
  const fail = (reason: string, hint: string = ENCODE_HINT): never => {
    throw new RefractError('REFRACT_URL', `The ${rules.title} address ${scheme}://… ${reason}`, { hint })
  }
  const url = parseUrl(text) ?? fail('cannot be read')
  const parameters = new Map(url.searchParams)
  // An @ here means that the password held a / ? or # and the address was cut in the wrong place: any part may be secret.
  const misread = url.hash !== '' || url.pathname.includes('@') || url.search.includes('@')
  if (misread) fail('cannot be read')
  const unknown = [...parameters.keys()].filter((name) => !rules.parameters.includes(name))
  if (unknown.length > 0) {
    // Behind a password in the parameters a name may be the rest of it, cut at an &.
    const names = parameters.has('password') ? '' : `: ${unknown.join(', ')}`
    fail(`has unknown parameters${names}`, `Known are: ${rules.parameters.join(', ')}.`)
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1') || 'localhost'
  if (host.includes(',')) fail('names several hosts', 'Name one host, or a proxy in front of them.')
  const database = decode(url.pathname.replace(/^\//, ''))
  if (database === '') fail('names no database', `Write ${rules.schemes[0]}://user:password@host:${rules.port}/database.`)
  const port = url.port === '' ? rules.port : Number(url.port)
  return {
    host: decode(host),
    port,
    user: decode(url.username) || parameters.get('user'),
    password: decode(url.password) || parameters.get('password'),
    database,
    parameters,
    label: `${rules.schemes[0]}://${url.hostname || 'localhost'}:${port}/${database}`,
  }
}

function parseUrl(text: string): URL | null {
  try {
    // URL refuses user@/database, which means the local server.
    return new URL(text.trim().replace(/^([^:]+:\/\/[^/?#]*@)\//, '$1localhost/'))
  } catch {
    return null
  }
}

/** A lone % was not encoded, and stands for itself; the URL has encoded what is beside it. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded
    }
  })
}

/**
 * A parameter that is a whole number, or undefined where it is absent.
 *
 * @throws {RefractError} `REFRACT_URL`
 */
export function numberParameter(address: AddressParameters, name: string, options: { negative?: boolean } = {}): number | undefined {
  const text = address.parameters.get(name)
  if (text === undefined) return undefined
  if ((options.negative ? /^-?\d+$/ : /^\d+$/).test(text)) return Number(text)
  throw new RefractError('REFRACT_URL', `The parameter ${name} of ${address.label} is not a whole number.`)
}

/**
 * What a parameter's word stands for, or undefined where the parameter is absent.
 *
 * @throws {RefractError} `REFRACT_URL`
 */
export function choiceParameter<T>(address: AddressParameters, name: string, choices: Readonly<Record<string, T>>): T | undefined {
  const text = address.parameters.get(name)?.toLowerCase()
  if (text === undefined) return undefined
  if (Object.hasOwn(choices, text)) return choices[text]
  const hint = `Known are: ${Object.keys(choices).join(', ')}.`
  throw new RefractError('REFRACT_URL', `The parameter ${name} of ${address.label} is not known.`, { hint })
}

/** The pool's settings in the names of Prisma's own addresses; times are in seconds there. */
export function readPoolParameters(address: AddressParameters): PoolOptions {
  const max = numberParameter(address, 'connection_limit')
  const seconds = numberParameter(address, 'pool_timeout') ?? numberParameter(address, 'connect_timeout')
  return {
    ...(max === undefined ? {} : { max }),
    ...(seconds === undefined ? {} : { acquireTimeout: seconds * 1000 }),
  }
}
