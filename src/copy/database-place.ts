import type { Engine, Target } from '../contract/engine.js'
import { RefractError } from '../contract/errors.js'
import type { Place } from './place.js'

/** A database, by what its engine has read of an address. */
export function createDatabasePlace(engine: Engine, target: Target): Place {
  const { label, part = '' } = target
  const openSource = () => open(label, () => engine.openCopySource(target))
  return {
    label,
    identity: `${label} ${part}`,
    address: { provider: engine.provider, target },
    values: engine.copyValues,
    canChange: true,
    openSource,
    openTarget: () => open(label, () => engine.openCopyTarget(target)),
    openWritten: openSource,
  }
}

async function open<T>(label: string, connect: () => Promise<T>): Promise<T> {
  try {
    return await connect()
  } catch (error) {
    if (error instanceof RefractError) throw error
    throw new RefractError('REFRACT_CONNECTION', `Cannot connect to ${label}: ${(error as Error).message}`, { cause: error })
  }
}
