/** What stands above the portable client's type. */
export const CLIENT_COMMENT = '/** A database behind any engine: what every engine can do, with the answers of PostgreSQL. */'

/** Types that the portable client's namespace has beyond Prisma's. */
export const namespaceTypes = (providers: readonly string[]) => `
/** One statement for each engine, in its dialect. A portable client runs that of the engine behind it. */
export type SqlPerEngine = {
${providers.map((provider) => `  ${provider}: Sql`).join('\n')}
}

/** Checks arguments against a type and keeps what exactly was given, which Prisma's former generator had as well. */
export const validator = runtime.Public.validator

/** How a transaction is run. */
export type TransactionOptions = {
  /** Milliseconds to wait for it to begin. Default 2,000, on SQLite 30,000. */
  maxWait?: number
  /** Milliseconds until it is rolled back. Default 5,000. */
  timeout?: number
  /** The one level that every engine has. Default: as much as READ COMMITTED, on SQLite more. */
  isolationLevel?: TransactionIsolationLevel
  /** How often it runs again after a conflict with another transaction (P2034), and when. Default: never. Without effect within another transaction, all of which would have to run again. */
  retry?: {
    /** How often it runs at most, the first time included. Default 10. */
    attempts?: number
    /** Milliseconds to wait at most before the second attempt; doubled before each further one. Default 20. */
    minDelay?: number
    /** Milliseconds to wait at most before any attempt. Default 1,000. */
    maxDelay?: number
  }
}

/** \`$transaction\` of a client made by \`$extends\`, whose \`tx\` has the extensions too. */
export type ExtendedTransaction = {
  <P extends PrismaPromise<any>[]>(queries: [...P], options?: TransactionOptions): runtime.Types.Utils.JsPromise<runtime.Types.Utils.UnwrapTuple<P>>
  <C, R>(this: C, run: (tx: Omit<C, runtime.ITXClientDenyList>) => runtime.Types.Utils.JsPromise<R>, options?: TransactionOptions): runtime.Types.Utils.JsPromise<R>
}

/** What a client made by \`$extends\` has of the portable client in place of Prisma's own. */
export type PortableArgs = runtime.Types.Extensions.InternalArgs<{}, {}, {}, {
  $executeRaw: PortableClient['$executeRaw']
  $queryRaw: PortableClient['$queryRaw']
  $transaction: ExtendedTransaction
}>
`

/** Raw SQL as query extensions see it. */
export const RAW_OPERATIONS = `
      $executeRaw: {
        args: [queries: SqlPerEngine],
        result: any
      }
      $queryRaw: {
        args: [queries: SqlPerEngine],
        result: any
      }
    }`

const example = (providers: readonly string[]) => providers.map((provider) => `   *   ${provider}: Prisma.sql\`…\`,\n`).join('')

/** Raw SQL of the portable client. */
export const rawMethods = (providers: readonly string[]) => `
  /**
   * Runs a statement that you give in each engine's dialect, and returns the number of rows it affected. The parameters
   * in a template are sent apart from the statement.
   *
   * @example
   * const count = await db.$executeRaw({
${example(providers)}   * })
   *
   * @throws {RefractError} \`REFRACT_NOT_PORTABLE\` where an engine's statement is missing, or one is not made by \`Prisma.sql\`
   */
  $executeRaw(queries: Prisma.SqlPerEngine): Prisma.PrismaPromise<number>;

  /**
   * Runs a query that you give in each engine's dialect, and returns its rows. Their values are the engine's own: a
   * boolean of MySQL is 0 or 1, a sum is a bigint here and a Decimal there. Cast in SQL what has to be alike.
   *
   * @typeParam T the rows as you know them, unchecked
   * @example
   * const rows = await db.$queryRaw<{ id: string }[]>({
${example(providers)}   * })
   *
   * @throws {RefractError} \`REFRACT_NOT_PORTABLE\` where an engine's query is missing, or one is not made by \`Prisma.sql\`
   */
  $queryRaw<T = unknown>(queries: Prisma.SqlPerEngine): Prisma.PrismaPromise<T>;
`
