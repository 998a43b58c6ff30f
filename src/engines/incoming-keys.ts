import type { CopyTable } from '../contract/copy.js'
import { RefractError } from '../contract/errors.js'

/*
 * Foreign keys of tables that are not copied to those that are: no row may go that they point to.
 */

type Quote = (name: string) => string

/** A table as SQL has it and as people read it; its plain name where it is of the place that is copied. */
export interface NamedTable {
  readonly sql: string
  readonly label: string
  readonly own: string | null
}

/** A foreign key of a table that is not copied to one that is. */
export interface IncomingKey {
  readonly child: NamedTable
  readonly parent: NamedTable
  /** Is true of a `child` that points to something. */
  readonly given: string
  /** Is true of a `child` and the `parent` that it points to. */
  readonly same: string
}

/** A pair of columns of an incoming key. */
export interface IncomingPair {
  readonly child: NamedTable
  readonly name: string
  readonly parent: NamedTable
  readonly column: string
  readonly reference: string
}

/** Keys from their pairs of columns. */
export function readIncomingKeys(pairs: readonly IncomingPair[], quote: Quote): IncomingKey[] {
  const keys = new Map<string, IncomingKey>()
  for (const { child, name, parent, column, reference } of pairs) {
    const id = JSON.stringify([child.sql, name])
    const before = keys.get(id)
    const and = (condition: string | undefined, more: string) => (condition === undefined ? more : `${condition} AND ${more}`)
    keys.set(id, {
      child,
      parent,
      given: and(before?.given, `child.${quote(column)} IS NOT NULL`),
      // Whose collation is asked is the first one's.
      same: and(before?.same, `parent.${quote(reference)} = child.${quote(column)}`),
    })
  }
  return [...keys.values()]
}

/** A row where the key has one that points to another, of all or of some. */
export function selectPointing({ child, parent, same }: IncomingKey, condition?: string): string {
  const parents = condition === undefined ? parent.sql : `(SELECT * FROM ${parent.sql} WHERE ${condition})`
  return `SELECT 1 FROM ${child.sql} child JOIN ${parents} parent ON ${same} LIMIT 1`
}

/** A row where the key has one that points to nothing. */
function selectLeft({ child, parent, given, same }: IncomingKey): string {
  return `SELECT 1 FROM ${child.sql} child WHERE ${given} AND NOT EXISTS (SELECT 1 FROM ${parent.sql} parent WHERE ${same}) LIMIT 1`
}

/** @throws {RefractError} `REFRACT_COPY` where a row that stays points to one of those that are all to go */
export async function assertNotPointedTo(keys: readonly IncomingKey[], hasRows: HasRows): Promise<void> {
  for (const key of keys) {
    if (await hasRows(selectPointing(key))) throw refuseRemoval(key, `Empty ${key.child.label} before. Nothing was changed.`)
  }
}

type HasRows = (sql: string) => boolean | Promise<boolean>

function refuseRemoval({ child, parent }: IncomingKey, hint: string): RefractError {
  const message = `Rows of ${child.label}, which is not copied, point to rows of ${parent.label}, which would be removed.`
  return new RefractError('REFRACT_COPY', message, { hint })
}

/**
 * Foreign keys of tables that are not copied, while single rows go. A row that others point to may come back, as one that differs
 * does: the transaction in which it goes stays open until all that is pointed to is there, or nothing of it has happened.
 */
export class IncomingKeys {
  readonly #owed = new Set<IncomingKey>()
  readonly #asked = new Set<string>()

  constructor(readonly all: readonly IncomingKey[]) {}

  /** Whether a transaction is open until {@link settle}. */
  get isOpen(): boolean {
    return this.#owed.size > 0
  }

  /** Keys whose rows may point to what goes of a table now, of which nothing is known yet. */
  pointingTo({ name }: CopyTable): readonly IncomingKey[] {
    return this.all.filter((key) => key.parent.own === name && !this.#owed.has(key))
  }

  /** A row goes that others of this key point to. */
  owe(key: IncomingKey): void {
    this.#owed.add(key)
  }

  /** Who looks for a table's orphans himself says what is wrong with them. */
  leaveToCaller({ name }: CopyTable): void {
    this.#asked.add(name)
  }

  /**
   * Ends an open transaction, be it by taking back what is in it.
   *
   * @throws {RefractError} `REFRACT_COPY` where rows would be left that point to nothing
   */
  async settle(hasRows: HasRows, end: (statement: 'COMMIT' | 'ROLLBACK') => unknown): Promise<void> {
    if (!this.isOpen) return
    const refusal = await this.#findLeft(hasRows)
    this.close()
    await end(refusal === null ? 'COMMIT' : 'ROLLBACK')
    if (refusal !== null) throw refusal
  }

  async #findLeft(hasRows: HasRows): Promise<RefractError | null> {
    for (const key of this.#owed) {
      if (this.#asked.has(key.child.own ?? '') || !(await hasRows(selectLeft(key)))) continue
      return refuseRemoval(
        key,
        `The source has not what they point to: remove or correct those rows of ${key.child.label}, and run the repair again. ` +
          'Until it has run to its end, rows that differed may be missing from the target.',
      )
    }
    return null
  }

  /** The transaction has ended. */
  close(): void {
    this.#owed.clear()
  }
}
