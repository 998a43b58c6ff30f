/**
 * What we use of the driver's connection. `connect.ts` alone knows the package itself.
 */
export interface DriverConnection {
  readonly info: { readonly threadId: number | null; readonly status: number } | null
  /** By the text protocol: for statements without parameters. */
  query(request: DriverRequest): Promise<unknown>
  prepare(request: DriverRequest): Promise<DriverStatement>
  /** The driver closes the connection where no answer comes in time. */
  ping(timeout: number): Promise<void>
  isValid(): boolean
  end(): Promise<void>
  destroy(): void
  on(event: 'error' | 'end', listener: (error?: unknown) => void): unknown
  off(event: 'error' | 'end', listener: (error?: unknown) => void): unknown
}

export interface DriverRequest {
  readonly sql: string
  readonly [option: string]: unknown
}

export interface DriverStatement {
  execute(values: readonly unknown[], options: DriverRequest): Promise<unknown>
  close(): void
}

/** What the driver and the server say of a failure. Numbers from 45,001 are the driver's own. */
export interface DriverError {
  readonly errno?: number
  readonly code?: string
  readonly message?: string
  readonly sqlMessage?: string | null
  readonly sqlState?: string | null
}

export function numberOf(error: unknown): number {
  return (error as DriverError | null)?.errno ?? 0
}
