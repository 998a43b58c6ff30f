import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { RefractError } from '../contract/errors.js'
import { showWord } from '../engines/address.js'
import { isProvider, PROVIDERS } from '../engines/index.js'
import { defineConfig, type RefractConfig } from './define-config.js'

/** The names that a configuration may have; the first is that of `refract init`. */
const NAMES = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((ending) => `refract.config.${ending}`)

/** The configuration of a folder, or null where it has none. */
export function findConfig(folder: string): string | null {
  const name = NAMES.find((candidate) => existsSync(join(folder, candidate)))
  return name === undefined ? null : join(folder, name)
}

/**
 * Reads a configuration: TypeScript too, on every Node.
 *
 * @throws {RefractError} `REFRACT_CONFIG`
 */
export async function readConfig(path: string): Promise<RefractConfig> {
  const { createJiti } = await import('jiti')
  // Nothing is kept between two runs: it would be a folder in node_modules.
  const jiti = createJiti(resolve(path), { fsCache: false, moduleCache: false, virtualModules: { 'refract-db/config': { defineConfig } } })
  const config = await jiti.import(resolve(path), { default: true }).catch((cause: unknown) => {
    throw new RefractError('REFRACT_CONFIG', `${path} cannot be read: ${(cause as Error).message}`, { cause })
  })
  assertConfig(path, config)
  return config
}

const KINDS: Readonly<Record<keyof RefractConfig, 'text' | 'engines' | 'switch'>> = {
  schema: 'text',
  engines: 'engines',
  output: 'text',
  migrations: 'text',
  extendCore: 'switch',
  conventions: 'switch',
}

function assertConfig(path: string, config: unknown): asserts config is RefractConfig {
  const refuse = (problem: string, hint = 'See: RefractConfig of refract-db/config.'): never => {
    throw new RefractError('REFRACT_CONFIG', `${path}: ${problem}.`, { hint })
  }
  if (typeof config !== 'object' || config === null)
    return refuse('it exports no configuration', 'Write: export default defineConfig({ … })')
  for (const [name, value] of Object.entries(config)) {
    const kind = (KINDS as Readonly<Record<string, string>>)[name]
    if (value === undefined) continue
    if (kind === undefined) refuse(`there is no option ${showWord(name)}`, `Known are: ${Object.keys(KINDS).join(', ')}.`)
    if (kind === 'text' && (typeof value !== 'string' || value === '')) refuse(`${name} must be a path`)
    if (kind === 'switch' && typeof value !== 'boolean') refuse(`${name} must be true or false`)
    if (kind === 'engines') assertEngines(value, refuse)
  }
}

function assertEngines(value: unknown, refuse: (problem: string, hint?: string) => never): void {
  const known = `Known are: ${PROVIDERS.join(', ')}.`
  if (!Array.isArray(value) || value.length === 0) refuse('engines must be a list with an engine in it', known)
  const unknown = value.find((engine) => !isProvider(engine))
  if (unknown !== undefined) refuse(`there is no engine ${showWord(unknown)}`, known)
  if (new Set(value).size < value.length) refuse('an engine stands twice in engines')
}
