import type { OnEvent } from '../copy/events.js'

export interface CopyOptions {
  /** The canonical schema. Default: as the configuration says, else prisma/schema.prisma, else the core model that comes with the package. */
  readonly schema?: string | undefined
  /** The configuration. Default: refract.config.ts, where there is one. */
  readonly config?: string | undefined
  /** Models to copy, the others not, or names of tables, which join tables alone have. Default: all. */
  readonly tables?: readonly string[] | undefined
  /** Models or tables to leave out. Default: none. */
  readonly exclude?: readonly string[] | undefined
  /** Rows of a batch, which is written whole or not at all: 1 to 100,000. Fewer where they have 4 MB. Default: 5,000. */
  readonly batchSize?: number | undefined
  /** Adds to the rows of a target that has some. Default: it is refused. */
  readonly append?: boolean | undefined
  /** Removes all rows of the tables from the target before. Default: it is refused where it has some. */
  readonly replace?: boolean | undefined
  /**
   * Asked before rows are removed from the target: `all` of these models by `replace`, or the `extra` ones that the source has not, by a
   * repair of what no copy has begun. Default: agreed.
   */
  readonly agreeToRemove?: ((which: 'all' | 'extra', database: string, models: readonly string[]) => Promise<boolean>) | undefined
  /** Goes on with a copy that was interrupted. */
  readonly resume?: boolean | undefined
  /** Compares both sides after the copy. Default: true. */
  readonly verify?: boolean | undefined
  /** Compares both sides, and changes neither. */
  readonly verifyOnly?: boolean | undefined
  /**
   * Makes rows of the target that differ those of the source, and removes those that the source has not: after a copy, where the source
   * changed between an interruption and its resumption; alone, of any target. Until it has run to its end rows that differed may be missing.
   */
  readonly repair?: boolean | undefined
  /** What becomes of a row that cannot be copied: `stop` ends the copy, `report` writes it to {@link rejects}. Default: `stop`. */
  readonly onError?: 'stop' | 'report' | undefined
  /** The file for such rows. Default: refract-rejects.jsonl. */
  readonly rejects?: string | undefined
  /** Says what would be copied, and changes nothing. */
  readonly dryRun?: boolean | undefined
  /** Stops at the edge of a batch. */
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: OnEvent | undefined
  /** Told what of the two databases differs from the schema and does not stand in the way. */
  readonly onWarning?: ((warning: string) => void) | undefined
}
