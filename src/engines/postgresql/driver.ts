/**
 * What we use of pg's client, its undocumented parts included: all of them are named here.
 * `connect.ts` alone knows the package itself.
 */
export interface DriverClient {
  readonly connection: DriverConnection
  /** The process of the server, as told at the start. A pooler tells a number of its own. */
  readonly processID: number | null
  // biome-ignore lint/suspicious/noExplicitAny: rows are what the query makes them
  query(config: DriverQuery | string, ...more: unknown[]): Promise<any>
  /** `I` outside a transaction, as of the last query that ended. */
  getTransactionStatus(): 'I' | 'T' | 'E' | null
  getStartupConf(): Record<string, string>
}

export interface DriverQuery {
  readonly text: string
  readonly values?: readonly unknown[]
  readonly name?: string
}

export interface DriverConnection {
  readonly stream: NodeJS.ReadWriteStream
  /** Names that this connection has prepared, with their texts. */
  readonly parsedStatements: Record<string, string>
  close(message: { type: 'S'; name: string }): void
  connect(port: number, host: string): void
  attachListeners(stream: NodeJS.ReadWriteStream): void
  on(event: 'parameterStatus', listener: (message: { parameterName: string; parameterValue: string }) => void): void
  emit(event: 'sslconnect'): void
}

// biome-ignore lint/suspicious/noExplicitAny: the base of a mixin takes any arguments (TS2545)
export type DriverClientClass = new (...args: any[]) => DriverClient

/** The code and the words of a server's error. */
export interface ServerError {
  readonly code: string
  readonly message: string
}

/** An error that the server itself sent: the driver's own have no severity. */
export function isServerError(error: unknown): error is ServerError {
  const { code, severity } = (error ?? {}) as { code?: unknown; severity?: unknown }
  return typeof code === 'string' && typeof severity === 'string'
}
