/** A call of a model's method, or raw SQL. */
export interface Request {
  /** Undefined for raw SQL. */
  readonly model: string | undefined
  /** The model's method, or for raw SQL the client's. */
  readonly operation: string
  /** The method as it is called: `user.findMany`. */
  readonly method: string
  /** What the caller gave, the very objects: never to be changed, only to be replaced. */
  readonly args: unknown
  /** Where in the arguments the result begins, for relations asked by a call: `['select', 'sessions']` of `findUnique().sessions()`. */
  readonly path: readonly string[]
  /** True in a transaction of the caller's: a function's, or a list's. */
  readonly inTransaction: boolean
}

/** Sends a query with these arguments; with `'check'` it is made and not sent, so that it fails where Prisma's client refuses them. */
export type Run = (args: unknown, purpose?: 'check') => Promise<unknown>

/** Stands between a method and the database: gives arguments to `run` and returns its result, as they come or others. May throw. */
export type Interceptor = (request: Request, run: Run) => Promise<unknown>

/** What Prisma hands to the method that all others end in. */
interface Params {
  readonly action: string
  readonly args: unknown
  readonly clientMethod: string
  readonly dataPath: readonly string[]
  readonly model: string | undefined
  readonly transaction?: object
}

interface Requesting {
  readonly _requestHandler: object
  _executeRequest: (this: Requesting, params: Params) => Promise<unknown>
}

/**
 * Puts an interceptor before every query of a client: methods of models, relations asked by a call, raw SQL, both
 * forms of `$transaction`, transactions in transactions, and clients that `$extends` makes of it, behind their extensions.
 *
 * Prisma's query extensions would do, but they copy all arguments and add three promises to every query. Prisma's own
 * method is internal; the exact version of Prisma is pinned, and the guard's tests fail where it is not asked.
 */
export function interceptRequests(client: object, intercept: Interceptor): void {
  const requesting = client as Requesting
  const { _executeRequest: request } = requesting
  requesting._executeRequest = function (params) {
    const { action, args, clientMethod, dataPath, model, transaction } = params
    const run: Run = (given, purpose) => {
      const asked = given === args ? params : { ...params, args: given }
      return purpose === 'check' ? request.call(withoutSending(this), asked) : request.call(this, asked)
    }
    const operation = model === undefined ? clientMethod : action
    return intercept({ model, operation, method: clientMethod, args, path: dataPath, inTransaction: transaction !== undefined }, run)
  }
}

function withoutSending(client: Requesting): Requesting {
  return Object.create(client, { _requestHandler: { value: { request: () => undefined } } })
}
