import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Engine } from '../contract/engine.js'
import { RefractError } from '../contract/errors.js'
import { schemeOf, showWord } from '../engines/address.js'

/** Where a database is: which engine, and its address. */
export interface Location {
  readonly engine: Engine
  readonly url: string
}

/** What the caller has decided already; the environment fills in the rest. */
export interface LocationOptions {
  readonly provider?: string | undefined
  readonly url?: string | undefined
  /** What to do where the provider is none of the engines. */
  readonly hint?: string
}

/** True where `NODE_ENV` is `production`. */
export function isProduction(): boolean {
  return process.env.NODE_ENV === 'production'
}

/** The environment for a process that Refract starts. */
export function inheritEnvironment(): Record<string, string | undefined> {
  return process.env
}

type Environment = Readonly<Record<string, string | undefined>>

/** An address and where it came from, for messages. */
interface Candidate {
  readonly url: string
  readonly source: string
  /** The engine it is named for, or undefined for `DATABASE_URL`. */
  readonly owner: Engine | undefined
}

/**
 * Decides on engine and address from the options and the environment:
 *
 * 1. the engine: the option `provider`, else `DATABASE_PROVIDER`, else the scheme of the address;
 * 2. the address: the option `url`, else `DATABASE_URL_<PROVIDER>`, else `DATABASE_URL`;
 * 3. neither, outside production: the first engine that needs no server, beside the nearest package.json.
 *
 * @param engines the engines to choose from
 * @throws {RefractError} `REFRACT_ENVIRONMENT` with every problem found, none of them with a password in it
 */
export function readLocation(engines: readonly Engine[], options: LocationOptions = {}): Location {
  const env = readEnvironment(engines)
  const problems: string[] = []
  const named = readEngine(engines, options, env, problems)
  const candidates = collectCandidates(engines, options, env)
  const chosen = chooseCandidate(engines, candidates, named, options, env, problems)
  const engine = named ?? chosen?.owner ?? (chosen && engineOfScheme(engines, chosen, problems))
  for (const candidate of candidates) {
    // DATABASE_URL is not used where an address of the engine's own wins over it.
    const hidden = candidate.owner === undefined && chosen !== undefined && chosen !== candidate
    if (!hidden) checkCandidate(engines, candidate, engine, problems)
  }
  const isUnknown = named === undefined && (options.provider ?? env.DATABASE_PROVIDER) !== undefined
  if (problems.length > 0) fail(problems, isUnknown ? options.hint : undefined)
  return engine !== undefined && chosen !== undefined ? { engine, url: chosen.url } : defaultLocation(engines, engine)
}

const urlVariable = (engine: Engine) => `DATABASE_URL_${engine.provider.toUpperCase()}`

function readEnvironment(engines: readonly Engine[]): Environment {
  const names = ['DATABASE_PROVIDER', 'DATABASE_URL', ...engines.map(urlVariable)]
  // An empty variable is one that is not set: `DATABASE_URL=` in a file means that nobody filled it in.
  return Object.fromEntries(names.map((name) => [name, process.env[name]?.trim() || undefined]))
}

function readEngine(engines: readonly Engine[], options: LocationOptions, env: Environment, problems: string[]): Engine | undefined {
  const fromOption = options.provider !== undefined
  const provider = fromOption ? options.provider : env.DATABASE_PROVIDER
  if (provider === undefined) return undefined
  const engine = engines.find((candidate) => candidate.provider === provider)
  if (engine === undefined) {
    const source = fromOption ? 'The option provider' : 'DATABASE_PROVIDER'
    problems.push(`${source} is "${showWord(provider)}". Known providers: ${engines.map((known) => known.provider).join(', ')}.`)
  }
  return engine
}

/** Every address that is in play for the caller, so that all problems are told at once. */
function collectCandidates(engines: readonly Engine[], options: LocationOptions, env: Environment): Candidate[] {
  if (options.url !== undefined) return [{ url: options.url, source: 'The option url', owner: undefined }]
  const candidate = (source: string, owner: Engine | undefined): Candidate[] => {
    const url = env[source]
    return url === undefined ? [] : [{ url, source, owner }]
  }
  const own = engines.filter(({ provider }) => options.provider === undefined || options.provider === provider)
  return [...own.flatMap((engine) => candidate(urlVariable(engine), engine)), ...candidate('DATABASE_URL', undefined)]
}

function chooseCandidate(
  engines: readonly Engine[],
  candidates: readonly Candidate[],
  engine: Engine | undefined,
  options: LocationOptions,
  env: Environment,
  problems: string[],
): Candidate | undefined {
  const common = candidates.find(({ owner }) => owner === undefined)
  // DATABASE_URL decides on the engine where nothing names one; an address of that engine's own still wins over it.
  const wanted = engine ?? (env.DATABASE_PROVIDER === undefined && common !== undefined ? findEngine(engines, common.url) : undefined)
  if (wanted !== undefined) return candidates.find(({ owner }) => owner === wanted) ?? common
  // A provider that is not known has been reported; no other is chosen in its place.
  if (common !== undefined || options.provider !== undefined || env.DATABASE_PROVIDER !== undefined) return common
  if (candidates.length > 1) {
    const sources = candidates.map(({ source }) => source).join(' and ')
    problems.push(`${sources} are set and nothing says which to use: set DATABASE_PROVIDER.`)
  }
  return candidates[0]
}

function checkCandidate(
  engines: readonly Engine[],
  { url, source, owner }: Candidate,
  engine: Engine | undefined,
  problems: string[],
): void {
  const expected = owner ?? engine
  if (expected === undefined) return
  const actual = findEngine(engines, url)
  if (actual !== expected) {
    const form = schemeOf(url) === '' ? ':memory:' : `${schemeOf(url)}:`
    const found = actual === undefined ? describeScheme(url) : `an address of ${actual.title} (${form})`
    const forms = expected.schemes.join(': or ')
    problems.push(`${source} is ${found}, but the provider is ${expected.provider}, whose addresses begin with ${forms}:.`)
    return
  }
  try {
    expected.parseUrl(url)
  } catch (error) {
    problems.push(`${source}: ${(error as Error).message}`)
  }
}

function engineOfScheme(engines: readonly Engine[], { url, source }: Candidate, problems: string[]): Engine | undefined {
  const engine = findEngine(engines, url)
  if (engine === undefined) {
    const known = engines.flatMap(({ schemes }) => schemes).join(':, ')
    problems.push(`${source} is ${describeScheme(url)}. Known are ${known}: and :memory:.`)
  }
  return engine
}

/** The engine that an address belongs to by its scheme. */
function findEngine(engines: readonly Engine[], url: string): Engine | undefined {
  if (url.trim() === ':memory:') return engines.find(({ capabilities }) => capabilities.inMemory)
  return engines.find(({ schemes }) => schemes.includes(schemeOf(url)))
}

function describeScheme(url: string): string {
  // Without // the part before the first colon may be a user's name.
  const scheme = /^[^:]+:\/\//.test(url.trim()) ? schemeOf(url) : ''
  return scheme === '' ? 'an address without a scheme' : `an address with the scheme ${scheme}:`
}

function defaultLocation(engines: readonly Engine[], engine: Engine | undefined): Location {
  const folder = packageFolder()
  const wanted = engine === undefined ? engines : [engine]
  const local = wanted.flatMap((candidate) => {
    const url = candidate.defaultUrl(folder)
    return url === null ? [] : [{ engine: candidate, url }]
  })[0]
  if (local !== undefined && !isProduction()) return local
  const variables = engine === undefined ? 'DATABASE_URL' : `${urlVariable(engine)} or DATABASE_URL`
  const reason =
    local === undefined ? `${wanted.map(({ title }) => title).join(', ')} needs a server` : 'in production no database is chosen by default'
  return fail([`No address is given: set ${variables}, or pass the option url (${reason}).`])
}

function fail(problems: readonly string[], hint?: string): never {
  const list = problems.map((problem) => `  - ${problem}`).join('\n')
  const message = problems.length === 1 ? (problems[0] ?? '') : `The database settings have ${problems.length} problems:\n${list}`
  throw new RefractError('REFRACT_ENVIRONMENT', message, hint === undefined ? {} : { hint })
}

/** The folder of the nearest package.json above the working folder, or that folder itself. */
function packageFolder(): string {
  const start = process.cwd()
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) return start
  }
}
