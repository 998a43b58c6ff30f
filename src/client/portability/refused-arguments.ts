import type { Run } from '../intercept.js'
import { isObject } from './args.js'

/** What Prisma's compiler says of an argument: where it stands in the query, if it is one thing alone. */
interface Refusal {
  readonly errors?: readonly Refusal[]
  /** Relations, behind the name of the query. */
  readonly selectionPath?: readonly string[]
  readonly argumentPath?: readonly string[]
}

interface Failure {
  readonly args: unknown
  readonly error: Error & { readonly meta?: Refusal }
}

interface Handler {
  /** Throws the error that a caller is told, with the arguments where it is about them. */
  handleRequestError(failure: Failure): never
}

/** An error that a request has met with what became of a caller's arguments: told by these. */
export type TellByArguments = (error: unknown, args: unknown, given: unknown, run: Run) => Promise<unknown>

/**
 * Lets a client's errors show the caller's own arguments where Prisma refuses what became of them.
 *
 * Prisma's handler of requests is internal; the exact version of Prisma is pinned, and a case reads the errors.
 */
export function keepRefusals(client: object): TellByArguments {
  const { _requestHandler: handler } = client as { _requestHandler: Handler }
  const handle = handler.handleRequestError.bind(handler)
  const failures = new WeakMap<object, Failure>()
  handler.handleRequestError = (failure) => {
    try {
      return handle(failure)
    } catch (error) {
      failures.set(error as object, failure)
      throw error
    }
  }
  const retell = async (failure: Failure, args: unknown) =>
    handle({ ...failure, args, error: Object.create(failure.error, { meta: { value: align(failure.error.meta, args) } }) })

  return async (error, args, given, run) => {
    if (given === args || (error as Error | null)?.name !== 'PrismaClientValidationError') return error
    const failure = failures.get(error as Error)
    // Without one it was refused before it was sent.
    const retold = failure === undefined ? run(args, 'check') : retell(failure, args)
    return retold.then(
      () => error,
      (told) => told,
    )
  }
}

/** What the compiler says, of the places in the caller's own arguments. */
function align(refusal: Refusal | undefined, args: unknown): Refusal | undefined {
  const { errors, selectionPath, argumentPath } = refusal ?? {}
  if (errors !== undefined) return { ...refusal, errors: errors.map((one) => align(one, args) as Refusal) }
  if (selectionPath === undefined || argumentPath === undefined) return refusal
  return { ...refusal, argumentPath: alignPath(argumentPath, findSelection(selectionPath.slice(1), args)) }
}

function findSelection(path: readonly string[], args: unknown): unknown {
  return path.reduce((found, name) => {
    const { select, include } = isObject(found) ? found : {}
    return (isObject(select) ? select : isObject(include) ? include : {})[name]
  }, args)
}

/** Lists of one, and `AND`, are all that is put around what a caller gives. */
function alignPath(path: readonly string[], args: unknown): readonly string[] {
  let found = args
  return path.filter((name) => {
    const held = typeof found === 'object' && found !== null && name in found
    if (!held && (name === 'AND' || /^\d+$/.test(name))) return false
    found = held ? (found as Record<string, unknown>)[name] : undefined
    return true
  })
}
