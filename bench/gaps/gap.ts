import type { Provider } from '../../src/engines/index.js'
import type { ExactClients, ExactOptions, PortableClient } from '../../src/index.js'

/** A gap that the portable client fills on an engine, beside the engine's native way to the same end. */
export interface Gap {
  readonly name: string
  readonly provider: Provider
  /** What the native way is, in a few words. */
  readonly native: string
  /** Fills the tables. Those of the benchmark are there already. */
  prepare?(db: PortableClient): Promise<void>
  run(db: PortableClient): Promise<unknown>
  runNatively(exact: ExactClient): Promise<unknown>
}

/** Any engine's own client, in what a native way needs of it. */
export type ExactClient = Pick<
  ExactClients<ExactOptions['mysql']>['mysql'],
  '$queryRawUnsafe' | '$executeRawUnsafe' | '$transaction' | '$disconnect'
> & {
  // biome-ignore lint/suspicious/noExplicitAny: a model's methods differ from engine to engine
  readonly [model: string]: any
}
