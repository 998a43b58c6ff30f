import type { PortableClient } from '../client/portable.js'
import type { Capabilities } from '../contract/capabilities.js'
import { engineOf, type Provider } from '../engines/index.js'
import { createClient } from '../index.js'
import { createCapabilityCases } from './capabilities.js'
import { clearCore, coreCases } from './core/index.js'
import { DIVERGENCES, type Divergence } from './divergences.js'
import { type Runner, registerCases } from './register.js'
import { clearZoo, zooCases } from './zoo/index.js'
import { openZoo, type ZooClient } from './zoo/open.js'

/** The two functions that every test runner has. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown
  it(name: string, body: () => Promise<void>): unknown
}

/** A server to be tried, and how clients of it are opened. */
export interface ConformanceSubject {
  /** In the names of the tests. */
  readonly name: string
  /** What the engine says of itself. Each is tried on the server before anything else. */
  readonly capabilities: Capabilities
  /** Cases that are known to fail on this server, and why. They run all the same: one that passes fails the suite. Default none. */
  readonly divergences?: readonly Divergence[]
  /** The addresses of two databases, in the form of a URL. Every row in them is removed. */
  readonly databases: { readonly core: string; readonly zoo: string }
  /** Opens a portable client of the core model. Called many times; each is disconnected. */
  openCore(url: string): PortableClient
  /** Opens a portable client of the type-zoo, on a database of its own. */
  openZoo(url: string): ZooClient
  /** Opens the engine's own client of the core model, on which the capabilities are tried. */
  openExact(): { $disconnect(): Promise<void> }
}

/**
 * A server of one of Refract's own engines, with the divergences declared for it, by the addresses of two databases that
 * `prepareDatabases` has made the tables of.
 */
export function createSubject({ provider, core, zoo }: { provider: Provider; core: string; zoo: string }): ConformanceSubject {
  const { capabilities, title } = engineOf(provider)
  return {
    name: title,
    capabilities,
    divergences: DIVERGENCES[provider],
    databases: { core, zoo },
    openCore: (url) => createClient({ provider, url }),
    openZoo: (url) => openZoo(provider, url),
    // Which of the three it is does not matter here.
    openExact: () => createClient(provider as 'postgresql', { url: core }),
  }
}

/**
 * Registers every case with a test runner: that of `node:test`, Vitest, Jest, Mocha or any other that has the two functions.
 *
 * @example
 * const databases = { provider: 'sqlite', core: 'file:./core.db', zoo: 'file:./zoo.db' } as const
 * await prepareDatabases(databases)
 * registerConformance({ describe, it }, createSubject(databases))
 */
export function registerConformance(runner: TestRunner, subject: ConformanceSubject): void {
  const { name, capabilities, divergences = [], databases, openExact } = subject
  const described = { capabilities, divergences }
  const core = { ...described, clear: clearCore, url: () => databases.core, open: (url = databases.core) => subject.openCore(url) }
  const zoo = { ...described, clear: clearZoo, url: () => databases.zoo, open: (url = databases.zoo) => subject.openZoo(url) }
  const named: Runner = {
    describe: (title, body) => void runner.describe(title, body),
    it: (title, body, { verdict }) => void runner.it(verdict === 'run' ? title : `${title} (${verdict})`, body),
  }
  runner.describe(`${name}, capabilities`, () => {
    for (const trial of createCapabilityCases(capabilities)) {
      runner.it(trial.name, async () => {
        const db = openExact()
        try {
          await trial.run(db)
        } finally {
          await db.$disconnect()
        }
      })
    }
  })
  runner.describe(`${name}, core model`, () => registerCases(named, core, coreCases))
  runner.describe(`${name}, type-zoo`, () => registerCases(named, zoo, zooCases))
}
