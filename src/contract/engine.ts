import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import type { Adoption } from './adoption.js'
import type { Capabilities } from './capabilities.js'
import type { CreateComposer } from './composition.js'
import type { CopySource, CopyTarget, CopyValues } from './copy.js'
import type { Lowering } from './lowering.js'
import type { MigrationAccess, MigrationConnection } from './migration.js'
import type { MigrationRequest } from './migration-plan.js'
import type { PoolOptions, PoolSettings } from './options.js'
import type { Table, WrittenType } from './tables.js'
import type { PackList } from './value-list.js'

/** An address that a room has read; only that room knows what is in it. */
export interface Target {
  /** The address without credentials, for messages. */
  readonly label: string
  /** What tells it apart from others of the same label, as a schema or a socket does; never shown. */
  readonly part?: string | undefined
}

/**
 * Everything that differs for one provider: what its room's door exports. A fourth engine is one
 * more value of this type, a line on the board and a test twin.
 *
 * `T` is what the room makes of an address; outside the room it is only handed back.
 */
export interface Engine<T extends Target = Target> {
  /** The key a user picks. */
  readonly provider: string
  /** The engine's name in sentences. */
  readonly title: string
  /** Schemes of addresses that belong to this engine, without colon. The first is the usual one. */
  readonly schemes: readonly string[]
  readonly capabilities: Capabilities
  /** How a project begins with the engine, or comes from it. */
  readonly adoption: Adoption
  readonly lowering: Lowering
  /** Pool settings where the caller gives none. */
  readonly pool: PoolSettings
  /** Milliseconds that Prisma waits for a transaction to begin where the caller says nothing. */
  readonly transactionMaxWait: number

  /**
   * The address used when none is given outside production, or null where a server is needed.
   *
   * @param folder the folder of the nearest package.json
   */
  defaultUrl(folder: string): string | null

  /**
   * Reads an address.
   *
   * @throws {RefractError} `REFRACT_URL`, without credentials in it
   */
  parseUrl(url: string): T

  /**
   * Checks pool options against what the engine can do and fills in the defaults.
   *
   * @throws {RefractError} `REFRACT_OPTIONS`
   */
  resolvePool(options: PoolOptions | undefined, target: T): PoolSettings

  /** Prisma's adapter for an address. The driver is loaded when Prisma first connects. */
  createAdapter(target: T, pool: PoolSettings): SqlDriverAdapterFactory

  /** Makes what gives a portable client the queries that Prisma does not have on this engine. */
  readonly createComposer: CreateComposer

  /** Values that one statement takes as arguments. */
  readonly maxBindValues: number

  /** Puts a list that is longer than that into a statement nevertheless. */
  readonly packList: PackList

  /** One plain connection, for migrations. */
  connectForMigrations(target: T, access: MigrationAccess): Promise<MigrationConnection>

  /** A connection to an empty database that is gone when it ends; null where none is at hand. */
  openScratch(): Promise<MigrationConnection | null>

  /** The engine's values in the form that all engines share. */
  readonly copyValues: CopyValues

  /**
   * One connection that rows are copied from. It changes nothing in the database, nor in how its file is kept.
   *
   * @throws {RefractError} `REFRACT_CONNECTION`
   */
  openCopySource(target: T): Promise<CopySource>

  /** One connection that rows are copied to. @throws {RefractError} `REFRACT_CONNECTION` */
  openCopyTarget(target: T): Promise<CopyTarget>

  /** The SQL that makes all tables in an empty database. */
  createTables(schema: SchemaTables): Promise<string>

  /** How its SQL writes a text between quotes. */
  readonly textLiteral: RegExp

  /** The SQL that leads from one schema to another and keeps the rows; empty where nothing is to be done. */
  planMigration(request: MigrationRequest): Promise<string>
}

/** The tables of one schema in the forms that an engine may start from. */
export interface SchemaTables {
  /** As the canonical schema asks for them. */
  readonly tables: readonly Table[]
  /** As the schema rendered for the engine writes them. */
  readonly written: readonly Table<WrittenType>[]
  /** What Prisma's own schema engine writes for the rendered schema. */
  readonly emitted: () => Promise<string>
}
