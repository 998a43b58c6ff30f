import type { Compose, Composition, PlanNode, ProtocolQuery } from '../contract/composition.js'

/** What Prisma hands from its client to its engine. */
interface Engine {
  request(query: ProtocolQuery, options: RequestOptions): Promise<unknown>
  requestBatch(queries: readonly ProtocolQuery[], options: { transaction?: object | undefined }): Promise<unknown[]>
  tracingHelper: { runInChildSpan(span: Span, run: () => unknown): unknown }
}

interface RequestOptions {
  readonly interactiveTransaction?: object
}

type Span = string | { readonly name: string }

/** A query by itself waits and runs as long as it needs, as all of Prisma's do; a timer takes no more milliseconds. */
const ALONE = { kind: 'batch', options: { maxWait: 2 ** 31 - 1, timeout: 2 ** 31 - 1 } }

/** What the compiler makes of a list of queries. */
interface Compiled {
  readonly type: string
  readonly plans: readonly PlanNode[]
}

/**
 * Gives a client queries that Prisma's compiler does not know on its engine: others are compiled in their place,
 * together, and their plans become one. So a query of several statements is one to Prisma, with one result: in either
 * form of `$transaction`, behind extensions and in the log.
 *
 * @param connected called when there is a compiler, before it compiles
 *
 * Prisma's engine is internal; the exact version of Prisma is pinned, and every case of such a query fails where it changes.
 */
export function composeQueries(client: object, compose: Compose, connected: () => void): void {
  const { _engine: engine } = client as { _engine: Engine }
  const { request, requestBatch, tracingHelper } = engine
  let compiling: readonly Composition[] | undefined

  /** Prisma writes a list of queries as text where it looks for its plan, just before it compiles them: then they are ours. */
  const createMark = (parts: readonly Composition[]) => ({
    toJSON() {
      compiling = parts
      queueMicrotask(() => {
        compiling = undefined
      })
      // Plans are kept by this text: it must differ from that of the same queries of a user's.
      return parts.map(({ key }) => key)
    },
  })

  engine.requestBatch = function (queries, options) {
    const composed = queries.map(compose)
    if (composed.every((one) => one === null)) return requestBatch.call(this, queries, options)
    const parts = queries.map((query, index) => composed[index] ?? keepQuery(query))
    const [first, ...rest] = parts.flatMap((part) => part.queries)
    const marked = { ...first, composition: createMark(parts) } as unknown as ProtocolQuery
    return requestBatch.call(this, [marked, ...rest], options)
  }

  const requestComposed = async (query: ProtocolQuery, options: RequestOptions) => {
    const { interactiveTransaction: info } = options
    const transaction = info === undefined ? ALONE : { kind: 'itx', options: info }
    const [result] = await engine.requestBatch([query], { ...options, transaction })
    if (result instanceof Error) throw result
    return result
  }

  engine.request = function (query, options) {
    return compose(query) === null ? request.call(this, query, options) : requestComposed(query, options)
  }

  engine.tracingHelper = Object.assign(Object.create(tracingHelper), {
    runInChildSpan(span: Span, run: () => unknown) {
      if (span === 'connect') return tracingHelper.runInChildSpan(span, () => announce(run(), connected))
      const parts = typeof span === 'object' && span.name === 'compile' ? compiling : undefined
      return tracingHelper.runInChildSpan(span, parts === undefined ? run : () => merge(parts, run() as Compiled))
    },
  })
}

function keepQuery(query: ProtocolQuery): Composition {
  return { key: '', queries: [query], merge: ([plan]) => plan as PlanNode }
}

function merge(parts: readonly Composition[], { type, plans }: Compiled): Compiled {
  if (type !== 'multi') throw new Error(`Prisma's compiler gives ${type} for queries of several kinds.`)
  let taken = 0
  return {
    type,
    plans: parts.map((part) => {
      const own = plans.slice(taken, taken + part.queries.length)
      taken += own.length
      return part.merge(own)
    }),
  }
}

async function announce(connecting: unknown, connected: () => void): Promise<unknown> {
  const engine = await connecting
  connected()
  return engine
}
