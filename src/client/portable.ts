import type { Prisma, PrismaClient as SqliteClient } from '../generated/sqlite/client.js'
import type { LogLevel } from './options.js'

/** Methods that not every engine has. A later version supplies them itself. */
type EngineOnly = 'createManyAndReturn' | 'updateManyAndReturn'

/** A model's methods, in the part that every engine has. */
type PortableDelegate<D> = Omit<D, EngineOnly>

type Models<C> = { readonly [K in keyof C as K extends string ? (K extends `$${string}` ? never : K) : never]: PortableDelegate<C[K]> }

interface TransactionOptions {
  /** Milliseconds to wait for the transaction to begin. Default 2,000, on SQLite 30,000. */
  maxWait?: number
  /** Milliseconds until a transaction is rolled back. Default 5,000. */
  timeout?: number
  /** The one level that every engine has. */
  isolationLevel?: 'Serializable'
}

type Results<P extends Prisma.PrismaPromise<unknown>[]> = { [I in keyof P]: Awaited<P[I]> }

interface Transactions<C> {
  /**
   * Runs queries in one transaction: all of them or none.
   *
   * @example
   * const [user, count] = await db.$transaction([db.user.create({ data }), db.user.count()])
   */
  $transaction<P extends Prisma.PrismaPromise<unknown>[]>(queries: [...P], options?: TransactionOptions): Promise<Results<P>>
  /** Runs a function in a transaction, which is rolled back when the function throws. Use `tx` for every query in it. */
  $transaction<R>(run: (tx: PortableTransactionOf<C>) => Promise<R>, options?: TransactionOptions): Promise<R>
}

/** What a transaction of a portable client can do: all but connecting and listening. */
export type PortableTransactionOf<C> = Models<C> & Transactions<C>

/**
 * What every engine can do, derived from a generated SQLite client, the narrowest of the three: its models
 * without what one engine lacks, without raw SQL, and with transactions.
 */
export type Portable<C, Events extends LogLevel = never> = PortableTransactionOf<C> & {
  /** Connects now; otherwise the first query does. */
  $connect(): Promise<void>
  /** Closes all connections. Await your queries and transactions first: what still runs may fail. */
  $disconnect(): Promise<void>
  /** Listens to the events that the option `log` asks for. */
  $on<E extends Events>(event: E, listener: (event: E extends 'query' ? Prisma.QueryEvent : Prisma.LogEvent) => void): unknown
}

/** A database behind any engine: the client of `createClient()` and `createClient({ provider })`. */
export type PortableClient<
  Events extends LogLevel = never,
  OmitOptions extends { [M in keyof Prisma.GlobalOmitConfig]?: Prisma.GlobalOmitConfig[M] } | undefined =
    | Prisma.GlobalOmitConfig
    | undefined,
> = Portable<SqliteClient<never, OmitOptions>, Events>

/**
 * The `tx` of `$transaction`. A function that takes one takes a {@link PortableClient} as well.
 *
 * @example
 * const rename = (db: PortableTransaction, id: string, name: string) => db.user.update({ where: { id }, data: { name } })
 * await rename(db, id, 'Ada')
 * await db.$transaction((tx) => rename(tx, id, 'Ada'))
 */
export type PortableTransaction = PortableTransactionOf<SqliteClient>
