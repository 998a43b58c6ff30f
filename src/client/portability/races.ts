import { runRetrying } from '../retry.js'
import { isObject } from './args.js'

/** More attempts than any race was seen to need: each time somebody else has written the row meanwhile. */
const AT_ONCE = { attempts: 10, minDelay: 0, maxDelay: 0 }

/** Methods that may make related rows. */
const NESTING: ReadonlySet<string> = new Set(['create', 'update'])

/** Methods that choose the rows before they write them, where they have a limit. */
const LIMITED: ReadonlySet<string> = new Set(['updateMany', 'deleteMany'])

/** True for a write that looks for a row and makes it where there is none: two at once may both make it. */
export function mayRace(operation: string, args: unknown): boolean {
  return operation === 'upsert' || (NESTING.has(operation) && holdsConnectOrCreate(args))
}

/** True for a write of several steps on some engines, so that two at once may wait for one another. */
export function mayDeadlock(operation: string, args: unknown): boolean {
  if (operation === 'updateManyAndReturn') return true
  if (!isObject(args)) return false
  if (LIMITED.has(operation)) return args.limit !== undefined
  return (operation === 'createMany' || operation === 'createManyAndReturn') && args.skipDuplicates === true
}

/** Runs it again when somebody else was there first, as PostgreSQL does in one statement. */
export function runRacing<T>(run: () => Promise<T>, hasLost: (error: unknown) => boolean): Promise<T> {
  return runRetrying(run, AT_ONCE, hasLost)
}

function holdsConnectOrCreate(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsConnectOrCreate)
  if (!isObject(value)) return false
  return Object.entries(value).some(([name, one]) => name === 'connectOrCreate' || name === 'upsert' || holdsConnectOrCreate(one))
}
