import type { CopyTable } from '../../contract/copy.js'
import type { Client } from './connect.js'
import type { CopyHelper } from './copy-helper.js'
import { tableName } from './copy-read.js'
import { explainPuttingBack, explainTakingAway, NOT_PERMITTED } from './copy-refusals.js'
import { raiseMemory } from './memory.js'
import { quote } from './quote.js'

/** The note of what is to be put back. */
const PUT_BACK = 'put back'

/** What making an index may take; the server's default of 64 MB makes it go to the disk. */
const INDEX_MEMORY = '128MB'

/** What puts something back. */
interface Away {
  /** The table whose rows it waits for; null where it waits for those of all tables. */
  readonly table: string | null
  readonly statement: string
}

/**
 * Foreign keys, triggers and indexes while rows come in. Who may sets the role of a replica, in which neither is asked and which ends
 * with each transaction. Anybody else's tables lose them for as long as the copy takes, as those without rows lose their
 * indexes: what puts them back is noted in the transaction that takes them away.
 */
export class Suspension {
  #isReplica = false
  #away: readonly Away[] = []

  constructor(
    private readonly client: Client,
    private readonly helper: CopyHelper,
    private readonly schema: string,
    private readonly notes: string,
  ) {}

  /** For the beginning of each transaction. Its rows and its note reach the disk together, or neither does. */
  get settings(): readonly string[] {
    return ['SET LOCAL synchronous_commit = off', ...(this.#isReplica ? ['SET LOCAL session_replication_role = replica'] : [])]
  }

  async begin(tables: readonly CopyTable[], isFresh: boolean): Promise<void> {
    this.#isReplica = await this.#mayBeReplica()
    const changes = [...(this.#isReplica ? [] : await this.#findChecks(tables)), ...(isFresh ? await this.#findIndexes(tables) : [])]
    if (changes.length > 0) await this.#takeAway(changes)
  }

  /** Whether a trigger is asked all the same while rows come in: one for replicas. Who may not be one takes those away that would be. */
  async leavesTriggers(tables: readonly CopyTable[]): Promise<boolean> {
    if (!(await this.#mayBeReplica())) return false
    const { rows } = await this.client.query(
      `SELECT 1 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND c.relname = ANY ($2) AND NOT t.tgisinternal AND t.tgenabled IN ('R', 'A') LIMIT 1`,
      [this.schema, tables.map(({ name }) => name)],
    )
    return rows.length > 0
  }

  /** Removes all notes but that of what is to be put back. */
  async forgetOthers(): Promise<void> {
    await this.client.query(`DELETE FROM ${this.notes} WHERE name <> $1`, [PUT_BACK])
  }

  /** Puts back what waits for the rows of this table alone, while others are filled. {@link end} waits for it, and does what failed. */
  putBack({ name }: CopyTable): void {
    if (!this.#away.some(({ table }) => table === name)) return
    this.helper.begin((client) => this.#putBack(client, ({ table }) => table === name))
  }

  /** Puts back what {@link begin} took away, in this process or one before it. */
  async end(): Promise<void> {
    await this.helper.settle()
    await this.#putBack(this.client, () => true)
  }

  async #putBack(client: Client, isReady: (away: Away) => boolean): Promise<void> {
    await client.query('BEGIN')
    try {
      // A process that was killed may still have a statement under way: its row is locked until then.
      const away = await this.#readAway(client, 'FOR UPDATE')
      await this.#writeAway(
        client,
        away.filter((one) => !isReady(one)),
      )
      const statements = away.filter(isReady).map(({ statement }) => statement)
      await client.query([raiseMemory('maintenance_work_mem', INDEX_MEMORY, 'transaction'), ...statements, 'COMMIT'].join(';\n'))
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined)
      throw explainPuttingBack(error)
    }
  }

  async #readAway(client: Client, lock: '' | 'FOR UPDATE'): Promise<readonly Away[]> {
    const { rows } = await client.query<{ value: string }>(`SELECT value FROM ${this.notes} WHERE name = $1 ${lock}`, [PUT_BACK])
    return JSON.parse(rows[0]?.value ?? '[]') as Away[]
  }

  async #writeAway(client: Client, away: readonly Away[]): Promise<void> {
    if (away.length === 0) await client.query(`DELETE FROM ${this.notes} WHERE name = $1`, [PUT_BACK])
    else {
      const upsert = `INSERT INTO ${this.notes} VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`
      await client.query(upsert, [PUT_BACK, JSON.stringify(away)])
    }
  }

  async #mayBeReplica(): Promise<boolean> {
    try {
      await this.client.query('BEGIN; SET LOCAL session_replication_role = replica')
      return true
    } catch (error) {
      if ((error as { code?: string }).code !== NOT_PERMITTED) throw error
      return false
    } finally {
      await this.client.query('ROLLBACK')
    }
  }

  /** Triggers, and foreign keys: of these tables, and those of others to them, of any schema, whose rows a deleted one would take along. */
  async #findChecks(tables: readonly CopyTable[]): Promise<Change[]> {
    const { rows } = await this.client.query<{
      schema: string
      name: string
      trigger: string | null
      key: string | null
      definition: string
    }>(
      `SELECT n.nspname AS schema, c.relname AS name, t.tgname AS trigger, NULL AS key,
              CASE t.tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END AS definition
         FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = $1 AND c.relname = ANY ($2) AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
       UNION ALL
       SELECT n.nspname, c.relname, NULL, k.conname, pg_get_constraintdef(k.oid)
         FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
           JOIN pg_class p ON p.oid = k.confrelid JOIN pg_namespace m ON m.oid = p.relnamespace
         WHERE k.contype = 'f' AND k.conparentid = 0
           AND ((n.nspname = $1 AND c.relname = ANY ($2)) OR (m.nspname = $1 AND p.relname = ANY ($2)))`,
      [this.schema, tables.map(({ name }) => name)],
    )
    return rows.map(({ schema, name, trigger, key, definition }) => {
      const alter = (change: string) => `ALTER TABLE ${tableName(schema, { name })} ${change}`
      if (trigger === null)
        return {
          away: alter(`DROP CONSTRAINT ${quote(key ?? '')}`),
          back: { table: null, statement: alter(`ADD CONSTRAINT ${quote(key ?? '')} ${definition}`) },
        }
      return {
        away: alter(`DISABLE TRIGGER ${quote(trigger)}`),
        back: { table: null, statement: alter(`${definition} TRIGGER ${quote(trigger)}`) },
      }
    })
  }

  /** Indexes that hold rows to nothing: made from all rows at once they take half the time. */
  async #findIndexes(tables: readonly CopyTable[]): Promise<Change[]> {
    const { rows } = await this.client.query<{ name: string; table: string; definition: string }>(
      `SELECT i.relname AS name, c.relname AS table, pg_get_indexdef(x.indexrelid) AS definition
       FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND c.relname = ANY ($2) AND NOT x.indisunique AND x.indisvalid
         AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid)`,
      [this.schema, tables.map(({ name }) => name)],
    )
    return rows.map(({ name, table, definition }) => ({
      away: `DROP INDEX ${tableName(this.schema, { name })}`,
      back: { table, statement: definition },
    }))
  }

  async #takeAway(changes: readonly Change[]): Promise<void> {
    await this.client.query('BEGIN')
    try {
      // After an interruption some are gone already.
      const before = await this.#readAway(this.client, 'FOR UPDATE')
      const added = changes.map(({ back }) => back).filter(({ statement }) => !before.some((one) => one.statement === statement))
      await this.#writeAway(this.client, [...added, ...before])
      await this.client.query(changes.map(({ away }) => away).join(';\n'))
      await this.client.query('COMMIT')
      this.#away = added
    } catch (error) {
      await this.client.query('ROLLBACK').catch(() => undefined)
      throw explainTakingAway(error)
    }
  }
}

/** What takes something away, and what puts it back. */
interface Change {
  readonly away: string
  readonly back: Away
}
