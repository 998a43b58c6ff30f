import type { Engine, Target } from '../contract/engine.js'

/** Where a client's database is. */
export interface ClientLocation {
  readonly engine: Engine
  readonly target: Target
  /** Whether its models are the core's, whose migrations come with the package. */
  readonly isCore: boolean
}

/** Of a client; those that `$extends` makes of it inherit it. */
const NAME = '_refractLocation'

export function setLocation(client: object, location: ClientLocation): void {
  Object.defineProperty(client, NAME, { value: location })
}

/** Undefined for what is no client of Refract's. */
export function locationOf(client: object): ClientLocation | undefined {
  return (client as { [NAME]?: ClientLocation })[NAME]
}
