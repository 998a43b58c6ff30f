import type { CopyKey, CopySource, CopyTable, CopyTarget } from '../contract/copy.js'
import { RefractError } from '../contract/errors.js'
import { describeDifference, digestRows, findDifferences, readByKeys, readDigest, type Side } from './compare-rows.js'
import { describeRow, keyOf, show } from './convert.js'
import { copyTable } from './copy-table.js'
import { Digest } from './digest.js'
import { DigestReader } from './digest-reader.js'
import type { OnEvent } from './events.js'
import { Job, type JobHead } from './job.js'
import type { Place } from './place.js'
import { Rejects } from './rejects.js'
import { repairTable } from './repair.js'

export interface CopyRequest {
  readonly from: Place
  readonly to: Place
  /** In the order in which they are copied. */
  readonly tables: readonly CopyTable[]
  /** The tables of the schema that are not copied. */
  readonly others: readonly CopyTable[]
  /** Tells the source and the schema apart from others. */
  readonly origin: string
  /** What is done: everything, or a part of it. */
  readonly task: 'copy' | 'verify' | 'repair' | 'plan'
  /** What is in the target: nothing, what stays, what goes, or what an interrupted copy has left. */
  readonly onto: 'empty' | 'append' | 'replace' | 'resume'
  readonly verify: boolean
  /** After a copy that is not equal. */
  readonly repair: boolean
  readonly batchSize: number
  /** The file for rows that cannot be copied; null where the first one ends the copy. */
  readonly rejects: string | null
  readonly signal?: AbortSignal | undefined
  readonly onEvent: OnEvent
}

export interface CopyReport {
  /** False where it was stopped before its end. */
  readonly complete: boolean
  /** Rows that were copied, in this process or before it was interrupted. */
  readonly rows: number
  readonly tables: readonly TableReport[]
  /** Rows that could not be copied and are in the file of rejected rows. */
  readonly rejected: number
  /** That file; null where the first such row ends the copy. */
  readonly rejects: string | null
  /** Rows that a repair brought, and took away. */
  readonly repaired: number
}

export interface TableReport {
  readonly model: string
  /** Rows of the source. */
  readonly rows: number
  /** Null where nobody looked. */
  readonly equal: boolean | null
  /** The first rows that differ, in words. */
  readonly differences: readonly string[]
}

/** Rows that are named of a table whose sides differ. */
const NAMED = 20

/**
 * Copies rows from one place to another, and compares both.
 *
 * @throws {RefractError} `REFRACT_COPY`, `REFRACT_CONNECTION`
 */
export async function copyRows(request: CopyRequest): Promise<CopyReport> {
  try {
    return await openAndRun(request)
  } catch (error) {
    if (error instanceof RefractError) throw error
    // A driver's own message may hold the statement, and with it rows.
    const { sqlMessage, message } = error as { sqlMessage?: string | null; message: string }
    const hint =
      request.task === 'copy' ? 'What was copied stays. Go on with the same command and --resume.' : 'Nothing is half done: run it again.'
    throw new RefractError('REFRACT_COPY', `${STOPPED[request.task]}: ${sqlMessage ?? message}`, { hint, cause: error })
  }
}

const STOPPED: Readonly<Record<CopyRequest['task'], string>> = {
  copy: 'The copy stopped',
  plan: 'The rows could not be counted',
  repair: 'The repair stopped',
  verify: 'The comparison stopped',
}

async function openAndRun(request: CopyRequest): Promise<CopyReport> {
  const source = await request.from.openSource()
  try {
    await source.beginSnapshot()
    // A comparison changes nothing, and needs no right to.
    const target = request.task === 'verify' ? await request.to.openSource() : await request.to.openTarget()
    try {
      return await new Run(request, source, target as CopyTarget).run()
    } finally {
      await target.end()
    }
  } finally {
    await source.end()
  }
}

class Run {
  readonly #counts = new Map<CopyTable, number>()
  readonly #digests = new Map<CopyTable, Digest>()
  readonly #rejects: Rejects | null
  readonly #reader: DigestReader
  /** Whether a table of the target is read while the next one is copied: not where rows may still be taken away, or were there before. */
  readonly #readsEarly: boolean
  #repaired = 0
  #job = new Job(new Map())

  constructor(
    private readonly request: CopyRequest,
    private readonly source: CopySource,
    private readonly target: CopyTarget,
  ) {
    this.#rejects = request.rejects === null ? null : new Rejects(request.rejects)
    const { to, tables, task, verify, onto } = request
    this.#reader = new DigestReader(to, tables)
    this.#readsEarly = task === 'copy' && target.isReadMeanwhile && verify && request.rejects === null && onto !== 'append'
  }

  async run(): Promise<CopyReport> {
    const { task, tables, repair, verify, to } = this.request
    try {
      for (const table of tables) this.#counts.set(table, await this.source.countRows(table))
      if (task !== 'verify') this.#job = new Job(await this.target.readNotes())
      if (task === 'plan' || task === 'copy') await this.#assertTarget()
      this.#tellPlan()
      if (task === 'plan') return this.#report(true, [])
      if (task === 'verify') return this.#report(true, await this.#verify())
      if ((task === 'repair' || repair) && !to.canChange) throw refuse('A dump is not repaired.', 'Write it anew: --replace.')
      if (task === 'repair') return await this.#repair()
      if (!(await this.#copy())) return this.#report(false, [])
      let results = verify ? await this.#verify() : []
      if (repair && results.some(({ equal }) => equal === false)) return await this.#repair(results)
      if (results.every(({ equal }) => equal !== false)) await this.target.removeNotes()
      if (!verify) results = tables.map((table) => ({ model: table.model, rows: this.#rowsOf(table), equal: null, differences: [] }))
      return this.#report(true, results)
    } finally {
      await this.#reader.end()
      await this.#rejects?.close()
    }
  }

  async #assertTarget(): Promise<void> {
    const { onto, tables, origin, others, to } = this.request
    const { head } = this.#job
    if (onto === 'resume') {
      if (head === null) throw refuse('There is no interrupted copy in the target.', 'Leave out --resume.')
      const names = tables.map(({ name }) => name)
      if (head.origin !== origin || names.length !== head.tables.length || names.some((name) => !head.tables.includes(name))) {
        throw refuse(
          'The interrupted copy in the target was of another source, schema or choice of tables.',
          'Give the same --from, --tables and --exclude, or begin anew with --replace.',
        )
      }
      return
    }
    if (head !== null && onto !== 'replace') {
      throw refuse('The target holds an interrupted copy.', 'Go on with it: --resume. Or begin anew: --replace.')
    }
    if (!to.canChange && onto === 'append') throw refuse('Nothing can be added to a dump.', 'Write it anew: --replace.')
    if (onto === 'replace') return this.#assertFree(others)
    if (onto === 'append') return
    for (const table of tables) {
      const rows = await this.target.countRows(table)
      if (rows === 0) continue
      throw refuse(
        `The target is not empty: ${table.model} has ${rows} rows.`,
        'Keep them and add to them: --append. Or remove the rows of all tables that are copied: --replace.',
      )
    }
  }

  /** Rows that are to go must not be those that others, which stay, point to. */
  async #assertFree(others: readonly CopyTable[]): Promise<void> {
    const replaced = new Set(this.request.tables.map(({ name }) => name))
    for (const table of others) {
      const parent = table.foreignKeys.find((key) => replaced.has(key.table))
      if (parent === undefined || (await this.target.countRows(table)) === 0) continue
      throw refuse(
        `Rows of ${table.model}, which is not copied, may point to rows of ${parent.table}, which would be removed.`,
        `Copy ${table.model} too, or empty it before.`,
      )
    }
  }

  #tellPlan(): void {
    const { tables, from, to, onEvent } = this.request
    const planned = tables.map((table) => ({
      model: table.model,
      table: table.name,
      rows: this.#rowsOf(table),
      copied: this.request.onto === 'resume' ? this.#job.stateOf(table).rows : 0,
    }))
    onEvent({ event: 'plan', from: from.label, to: to.label, tables: planned })
  }

  /** @returns false where it was stopped */
  async #copy(): Promise<boolean> {
    const { tables, signal, onEvent, from, to, batchSize } = this.request
    await this.#begin()
    for (const table of tables) {
      const { rows, done } = this.#job.stateOf(table)
      const total = this.#rowsOf(table)
      onEvent({ event: 'begin', phase: 'copy', model: table.model, rows, total })
      const parts = { source: this.source, target: this.target, from, to, job: this.#job, rejects: this.#rejects }
      const digest = done ? null : await copyTable({ table, ...parts, batchSize, signal, onEvent })
      if (signal?.aborted) return false
      if (digest !== null) this.#digests.set(table, digest)
      this.target.completeTable?.(table)
      if (this.#readsEarly) this.#reader.begin(table)
      onEvent({ event: 'end', phase: 'copy', model: table.model, rows: this.#job.stateOf(table).rows })
    }
    await this.#close()
    return true
  }

  async #begin(): Promise<void> {
    const { onto, tables, origin } = this.request
    const target = this.target
    if (onto !== 'resume' && this.#job.notEmpty) {
      // What stands in the target is not of this copy.
      await this.target.beginWriting(tables, false)
      await this.target.finish(tables)
      await this.target.removeNotes()
      this.#job = new Job(new Map())
    }
    await target.beginWriting(tables, onto === 'empty' || onto === 'replace')
    let head = onto === 'resume' ? this.#job.head : null
    if (head === null) {
      const before = onto === 'append' ? await this.#readBefore() : {}
      head = { origin, tables: tables.map(({ name }) => name), cleared: onto !== 'replace', before }
      await this.#job.setHead(target, head)
    }
    if (!head.cleared) {
      await target.clear(tables)
      await this.#job.setHead(target, { ...head, cleared: true })
    }
    await this.#rejects?.goOn(Math.max(0, ...tables.map((table) => this.#job.stateOf(table).rejects)))
  }

  async #readBefore(): Promise<JobHead['before']> {
    const before: Record<string, ReturnType<Digest['save']>> = {}
    for (const table of this.request.tables) before[table.name] = (await readDigest(this.#targetSide, table)).save()
    return before
  }

  /** What is left when all rows are there: rows whose foreign keys point to nothing, counters, what was taken away for the time. */
  async #close(): Promise<void> {
    const { tables } = this.request
    while (await this.#settleOrphans()) {
      // A row that goes may have been pointed to.
    }
    for (const table of tables) {
      for (const column of table.columns.filter(({ autoincrement }) => autoincrement)) {
        const counter = await this.source.readCounter(table, column)
        if (counter !== null) await this.target.setCounter(table, column, counter)
      }
    }
    await this.target.finish(tables)
  }

  /** @returns whether rows were taken away */
  async #settleOrphans(): Promise<boolean> {
    let found = false
    for (const table of this.request.tables) {
      for (const foreignKey of table.foreignKeys) {
        const keys = await this.target.findOrphans(table, foreignKey, 500)
        if (keys.length === 0) continue
        found = true
        await this.#rejectOrphans(table, foreignKey.columns, foreignKey.table, keys)
      }
    }
    return found
  }

  async #rejectOrphans(table: CopyTable, columns: readonly string[], parent: string, keys: readonly CopyKey[]): Promise<void> {
    const fields = columns.map((name) => table.columns.find((column) => column.name === name)?.field ?? name).join(', ')
    const reason = `points to a row of ${parent} that is not there`
    if (this.#rejects === null) {
      throw refuse(
        `Rows point to rows that are not there, and the copy is not done: ${describeRow(table, keys[0] ?? [])}: ${fields} ${reason}.`,
        'Correct the source, or copy the tables that these rows point to as well. --on-error=report takes such rows out and writes them to a file.',
      )
    }
    const rows = await readByKeys(this.#targetSide, table, keys)
    for (const row of rows) await this.#rejects.add({ table, key: keyOf(table, row), field: fields, reason, row })
    await this.#rejects.sync()
    const state = { ...this.#job.stateOf(table), rejects: this.#rejects.length }
    await this.#job.setState(table, state, (note) => this.target.writeNote(note))
    await this.target.deleteRows(table, keys)
    for (const row of rows) this.#digests.get(table)?.remove(row)
    const { onEvent } = this.request
    for (const key of keys) onEvent({ event: 'rejected', model: table.model, key: key.map(show).join(', '), reason: `${fields} ${reason}` })
  }

  async #verify(): Promise<TableReport[]> {
    const results: TableReport[] = []
    for (const table of this.request.tables) results.push(await this.#verifyTable(table))
    return results
  }

  async #verifyTable(table: CopyTable): Promise<TableReport> {
    const { onEvent } = this.request
    const { model } = table
    const rows = this.#rowsOf(table)
    onEvent({ event: 'begin', phase: 'verify', model, rows: 0, total: rows })
    // What an earlier process has copied was in another snapshot.
    const known = this.#digests.get(table)
    // Both sides at once, where both have to be read.
    if (known === undefined && !this.#reader.has(table)) this.#reader.begin(table)
    let wanted = known ?? (await readDigest(this.#sourceSide, table))
    const onProgress = (rows: number, bytes: number) => onEvent({ event: 'progress', phase: 'verify', model, rows, bytes })
    const before = this.#job.head?.before[table.name]
    const added = (all: Digest) => (before === undefined ? all : all.minus(new Digest(table, before)))
    let found = added((await this.#reader.take(table, onProgress)) ?? (await readDigest(this.#targetSide, table, onProgress)))
    if (!wanted.equals(found) && [this.source, this.target].some((side) => side.readDigest !== undefined)) {
      // A server's own texts are not always the canonical ones, which decide.
      if (known === undefined) wanted = await digestRows(this.#sourceSide, table)
      found = added(await digestRows(this.#targetSide, table, onProgress))
    }
    onEvent({ event: 'end', phase: 'verify', model, rows: found.rows })
    if (wanted.equals(found)) return { model, rows, equal: true, differences: [] }
    const differences = await this.#nameDifferences(table, before !== undefined)
    const counts = `${wanted.rows} rows in the source, ${found.rows} in the target`
    const fields = wanted.differsIn(found).join(', ')
    return {
      model,
      rows,
      equal: false,
      differences: differences.length > 0 ? differences : [`${counts}; the checksums of ${fields} differ`],
    }
  }

  async #nameDifferences(table: CopyTable, keepsExtra: boolean): Promise<string[]> {
    const [source, target] = [this.#sourceSide, this.#targetSide]
    const named: string[] = []
    for await (const group of findDifferences(source, target, table)) {
      for (const one of group) {
        if (keepsExtra && one.kind === 'extra') continue
        const difference = await describeDifference(source, target, table, one)
        named.push(`${describeRow(table, one.key)} ${difference}`)
        this.request.onEvent({ event: 'difference', model: table.model, key: one.key.map(show).join(', '), difference })
        if (named.length >= NAMED) return named
      }
    }
    return named
  }

  async #repair(known?: readonly TableReport[]): Promise<CopyReport> {
    const { tables, onEvent } = this.request
    await this.target.beginWriting(tables, false)
    this.#digests.clear()
    const before = this.#job.head?.before ?? {}
    for (const table of tables) {
      if (known?.find(({ model }) => model === table.model)?.equal === true) continue
      onEvent({ event: 'begin', phase: 'repair', model: table.model, rows: 0, total: this.#rowsOf(table) })
      const sides = { source: this.#sourceSide, target: { ...this.#targetSide, source: this.target } }
      const { brought, removed } = await repairTable({
        table,
        ...sides,
        job: this.#job,
        keepsExtra: before[table.name] !== undefined,
        onEvent,
      })
      this.#repaired += brought + removed
      onEvent({ event: 'end', phase: 'repair', model: table.model, rows: brought })
    }
    await this.#close()
    const results = await this.#verify()
    if (results.every(({ equal }) => equal !== false)) await this.target.removeNotes()
    return this.#report(true, results)
  }

  #report(complete: boolean, tables: readonly TableReport[]): CopyReport {
    const rows = this.request.tables.reduce((sum, table) => sum + this.#job.stateOf(table).rows, 0)
    return { complete, rows, tables, rejected: this.#rejects?.count ?? 0, rejects: this.request.rejects, repaired: this.#repaired }
  }

  #rowsOf(table: CopyTable): number {
    return this.#counts.get(table) ?? 0
  }

  get #sourceSide(): Side {
    const rejects = this.#rejects
    const side = { place: this.request.from, source: this.source }
    return rejects === null ? side : { ...side, isLeftOut: (table, key) => rejects.has(table, key) }
  }

  get #targetSide(): Side {
    return { place: this.request.to, source: this.target }
  }
}

function refuse(message: string, hint: string): RefractError {
  return new RefractError('REFRACT_COPY', message, { hint })
}
