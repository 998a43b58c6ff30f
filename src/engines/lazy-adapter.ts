import type { DriverAdapterError, SqlDriverAdapter, SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'

/**
 * An adapter factory that costs nothing until Prisma connects: the driver is imported in `connect`,
 * so that creating a client is synchronous and choosing one engine loads no other engine's driver.
 *
 * @param flavour the provider in Prisma's own spelling
 */
export function createLazyAdapter(
  flavour: SqlDriverAdapterFactory['provider'],
  connect: () => Promise<SqlDriverAdapter>,
): SqlDriverAdapterFactory {
  return {
    provider: flavour,
    adapterName: 'refract-db',
    connect: () =>
      connect().catch(async (error: unknown) => {
        throw await toKnownError(error)
      }),
  }
}

/** Code and words by the kind of a connection's failure, as Prisma gives them for a query. */
const FAILURES: Readonly<Record<string, readonly [string, (cause: Record<string, unknown>) => string]>> = {
  AuthenticationFailed: [
    'P1000',
    ({ user }) => `Authentication failed against the database server, the provided database credentials for \`${user}\` are not valid`,
  ],
  DatabaseNotReachable: ['P1001', ({ host, port }) => `Can't reach database server at \`${host}:${port}\``],
  DatabaseDoesNotExist: ['P1003', ({ db }) => `Database \`${db}\` does not exist`],
  DatabaseAccessDenied: ['P1010', ({ db }) => `User was denied access on the database \`${db}\``],
  TlsConnectionError: ['P1011', ({ reason }) => `Error opening a TLS connection: ${reason}`],
}

/** Prisma translates an adapter's errors when a query fails, but not when connecting does. */
async function toKnownError(error: unknown): Promise<unknown> {
  const { cause } = error as Partial<DriverAdapterError>
  const failure = cause === undefined ? undefined : FAILURES[cause.kind]
  if (failure === undefined) return error
  const [code, describe] = failure
  const { PrismaClientKnownRequestError } = await import('@prisma/client/runtime/client')
  const message = describe({ ...cause })
  return new PrismaClientKnownRequestError(message, { code, clientVersion: '', meta: { driverAdapterError: error } })
}
