import type { DriverAdapterError } from '@prisma/driver-adapter-utils'
import type { PoolSettings } from '../contract/options.js'

type Cause = Readonly<Record<string, unknown>>

/** Code and words by the kind of a failure, as Prisma gives them for a query. */
const FAILURES: Readonly<Record<string, readonly [string, (cause: Cause) => string]>> = {
  AuthenticationFailed: [
    'P1000',
    ({ user }) => `Authentication failed against the database server, the provided database credentials for \`${user}\` are not valid`,
  ],
  DatabaseNotReachable: ['P1001', ({ host, port }) => `Can't reach database server at \`${host}:${port}\``],
  DatabaseDoesNotExist: ['P1003', ({ db }) => `Database \`${db}\` does not exist`],
  SocketTimeout: ['P1008', () => 'Operation has timed out'],
  DatabaseAccessDenied: [
    'P1010',
    // The reason, such as a certificate that is asked for, is in the server's own words alone.
    ({ db, originalMessage }) =>
      `User was denied access on the database${db === undefined ? '' : ` \`${db}\``}${originalMessage === undefined ? '' : `: ${originalMessage}`}`,
  ],
  TlsConnectionError: ['P1011', ({ reason }) => `Error opening a TLS connection: ${reason}`],
  ConnectionClosed: ['P1017', () => 'Server has closed the connection'],
  UniqueConstraintViolation: ['P2002', ({ constraint }) => `Unique constraint failed on the ${nameConstraint(constraint)}`],
  ForeignKeyConstraintViolation: ['P2003', ({ constraint }) => `Foreign key constraint violated on the ${nameConstraint(constraint)}`],
  RestrictViolation: ['P2003', ({ constraint }) => `Foreign key constraint violated on the ${nameConstraint(constraint)}`],
  TransactionWriteConflict: ['P2034', () => 'Transaction failed due to a write conflict or a deadlock. Please retry your transaction'],
  TooManyConnections: ['P2037', ({ cause }) => `Too many database connections opened: ${cause}`],
}

/** Kinds that Prisma itself turns into an error with a code when a query fails, besides those above. */
const OTHER_CODES: Readonly<Record<string, string>> = {
  LengthMismatch: 'P2000',
  InvalidInputValue: 'P2007',
  NullConstraintViolation: 'P2011',
  ValueOutOfRange: 'P2020',
  TableDoesNotExist: 'P2021',
  ColumnNotFound: 'P2022',
}

/** Prisma's code for a kind of an adapter's failure; undefined where it has none. */
export function codeOfKind(kind: string | undefined): string | undefined {
  return kind === undefined ? undefined : (FAILURES[kind]?.[0] ?? OTHER_CODES[kind])
}

/** Prisma's error for one of an adapter's; any other error as it is. */
export async function toKnownError(error: unknown): Promise<unknown> {
  const { cause } = error as Partial<DriverAdapterError>
  const failure = cause === undefined ? undefined : FAILURES[cause.kind]
  if (failure === undefined) return error
  const [code, describe] = failure
  const { PrismaClientKnownRequestError } = await import('@prisma/client/runtime/client')
  const message = describe({ ...cause })
  const table = (cause as Cause | undefined)?.table
  const meta = { ...(table === undefined ? {} : { table }), driverAdapterError: error }
  return new PrismaClientKnownRequestError(message, { code, clientVersion: '', meta })
}

function nameConstraint(constraint: unknown): string {
  const { fields, index } = (constraint ?? {}) as { fields?: readonly string[]; index?: string }
  if (fields !== undefined) return `fields: (${fields.map((field) => `\`${field}\``).join(', ')})`
  return index === undefined ? '(not available)' : `constraint: \`${index}\``
}

/** Prisma has a code for it, P2024, but no kind that an adapter could name. */
export async function toPoolTimeout(cause: unknown, { max, acquireTimeout }: PoolSettings): Promise<Error> {
  const { PrismaClientKnownRequestError } = await import('@prisma/client/runtime/client')
  const limits = `${acquireTimeout} ms (pool.acquireTimeout) with at most ${max} open (pool.max)`
  const message = `Timed out fetching a new connection from the connection pool: all were busy for ${limits}`
  return new PrismaClientKnownRequestError(message, {
    code: 'P2024',
    clientVersion: '',
    meta: { connection_limit: max, timeout: acquireTimeout, cause },
  })
}
