import { randomUUID } from 'node:crypto'
import type { CopyCursor, CopySource, CopyTable, CopyTarget } from '../contract/copy.js'
import { RefractError } from '../contract/errors.js'
import { digestRows, readByKeys, type Side, StoppedError } from './compare-rows.js'
import { compareTable } from './compare-table.js'
import { describeRejection, keyOf, readKey } from './convert.js'
import { copyTable } from './copy-table.js'
import type { Digest } from './digest.js'
import { DigestReader } from './digest-reader.js'
import { Job, type JobHead } from './job.js'
import { assertAgreed, assertNobodyLeft, assertNoOrphans, assertTarget, refuseCopy } from './preconditions.js'
import { Rejects, reject } from './rejects.js'
import { HALF_DONE, repairTable } from './repair.js'
import type { CopyReport, CopyRequest, TableReport } from './request.js'

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
    const { stopped, hint } = STOPPED[request.task]
    throw new RefractError('REFRACT_COPY', `${stopped}: ${sqlMessage ?? message}`, { hint, cause: error })
  }
}

const STOPPED: Readonly<Record<CopyRequest['task'], { readonly stopped: string; readonly hint: string }>> = {
  copy: { stopped: 'The copy stopped', hint: 'What was copied stays. Go on with the same command and --resume.' },
  plan: { stopped: 'The rows could not be counted', hint: 'Nothing was changed: run it again.' },
  repair: { stopped: 'The repair stopped', hint: HALF_DONE },
  verify: { stopped: 'The comparison stopped', hint: 'Nothing was changed: run it again.' },
}

async function openAndRun(request: CopyRequest): Promise<CopyReport> {
  const source = await request.from.openSource()
  try {
    await source.beginSnapshot()
    // A comparison changes nothing, and needs no right to.
    const isOnlyRead = request.task === 'verify'
    const target = isOnlyRead ? await request.to.openSource() : await request.to.openTarget()
    try {
      if (isOnlyRead) await target.beginSnapshot()
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
  #repaired = 0
  #job = new Job(new Map())

  constructor(
    private readonly request: CopyRequest,
    private readonly source: CopySource,
    private readonly target: CopyTarget,
  ) {
    this.#rejects = request.rejects === null ? null : new Rejects(request.rejects)
    this.#reader = new DigestReader(request.to, request.tables)
  }

  async run(): Promise<CopyReport> {
    try {
      return await this.#run()
    } catch (error) {
      if (error instanceof StoppedError) return this.#report(false, [])
      throw error
    } finally {
      await this.#reader.end()
      await this.#rejects?.close()
    }
  }

  async #run(): Promise<CopyReport> {
    const { task, repair, verify } = this.request
    await Promise.all([this.#count(), this.#lookAtTarget()])
    this.#tellPlan()
    if (task === 'plan') return this.#report(true, [])
    if (task === 'verify') return this.#report(true, await this.#verify())
    await assertAgreed(this.request, this.#job.head)
    this.#assertNotStopped()
    if (task === 'repair') return await this.#repair()
    await this.#copy()
    const results = verify ? await this.#verify() : this.#withoutVerdicts()
    if (repair && results.some(({ equal }) => equal === false)) return await this.#repair(results)
    if (results.every(({ equal }) => equal !== false)) await this.target.removeNotes()
    return this.#report(true, results)
  }

  async #count(): Promise<void> {
    for (const table of this.request.tables) this.#counts.set(table, await this.source.countRows(table))
  }

  async #lookAtTarget(): Promise<void> {
    if (this.request.task === 'verify') return
    this.#job = new Job(await this.target.readNotes())
    await assertTarget(this.request, this.target, this.#job.head)
  }

  #assertNotStopped(): void {
    if (this.request.signal?.aborted) throw new StoppedError()
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

  async #copy(): Promise<void> {
    const { tables, signal, onEvent, onto, from, to, batchSize } = this.request
    await this.#rejects?.begin(onto === 'resume' ? this.#rejectsLength() : 0, onto === 'replace' || onto === 'resume')
    const readsEarly = await this.#begin()
    if (readsEarly) this.#reader.warmUp()
    for (const table of tables) {
      const { rows, done } = this.#job.stateOf(table)
      const total = this.#rowsOf(table)
      onEvent({ event: 'begin', phase: 'copy', model: table.model, rows, total })
      const parts = { source: this.source, target: this.target, from, to, job: this.#job, rejects: this.#rejects }
      const readable = () => this.target.readableOf?.(table) ?? null
      const onWritten = () => {
        const now = readable()
        if (readsEarly && now !== null) this.#reader.follow(table, now)
      }
      const digest = done ? null : await copyTable({ table, ...parts, batchSize, signal, onEvent, onWritten })
      this.#assertNotStopped()
      if (digest !== null) this.#digests.set(table, digest)
      this.target.completeTable?.(table)
      if (readsEarly) this.#reader.begin(table, readable())
      onEvent({ event: 'end', phase: 'copy', model: table.model, rows: this.#job.stateOf(table).rows })
    }
    await this.#close()
  }

  /** @returns whether a table of the target is read while the next one is copied: not where rows may still be taken away, or were there before */
  async #begin(): Promise<boolean> {
    const { onto, tables, origin, verify } = this.request
    const target = this.target
    await target.beginWriting(tables, onto === 'empty' || onto === 'replace')
    if (onto !== 'resume' && this.#job.notEmpty) {
      // What stands in the target is not of this copy.
      await target.forgetCopy()
      this.#job = new Job(new Map())
    }
    let head = onto === 'resume' ? this.#job.head : null
    if (head === null) {
      if (onto === 'append') await assertNoOrphans(this.request, target)
      const before = onto === 'append' ? await this.#readBefore() : {}
      const names = tables.map(({ name }) => name)
      head = { id: randomUUID(), origin, tables: names, cleared: onto !== 'replace', before, repairing: false }
      await this.#job.begin(target, head, tables)
    }
    if (!head.cleared) {
      await target.clear(tables)
      await this.#job.setHead(target, { ...head, cleared: true })
    }
    return verify && this.#rejects === null && Object.keys(head.before).length === 0 && (await target.canBeReadMeanwhile(tables))
  }

  /** Of the file's bytes those that belong to batches which were written. */
  #rejectsLength(): number {
    return Math.max(0, ...this.request.tables.map((table) => this.#job.stateOf(table).rejects))
  }

  async #readBefore(): Promise<JobHead['before']> {
    const before: Record<string, ReturnType<Digest['save']>> = {}
    // A server's own digest may be of other texts, and what is added later is told apart by this one alone.
    for (const table of this.request.tables) before[table.name] = (await digestRows(this.#targetSide, table)).save()
    return before
  }

  /** What is left when all rows are there: rows whose foreign keys point to nothing, counters, what was taken away for the time. */
  async #close(): Promise<void> {
    const { tables } = this.request
    while (await this.#settleOrphans()) {
      // A row that goes may have been pointed to.
    }
    if (!this.request.to.canChange && (this.#rejects?.count ?? 0) > 0) {
      this.request.onWarning(
        'Rows that point to rows which could not be copied are in the dump: a database that it is copied to takes neither.',
      )
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

  async #rejectOrphans(table: CopyTable, columns: readonly string[], parent: string, keys: readonly CopyCursor[]): Promise<void> {
    const field = columns.map((name) => table.columns.find((column) => column.name === name)?.field ?? name).join(', ')
    const reason = `points to a row of ${parent} that is not there`
    const rejects = this.#rejects
    if (rejects === null) {
      const key = readKey(table, this.request.to.values, keys[0] ?? [])
      throw refuseCopy(
        `Rows point to rows that are not there, and the copy is not done: ${describeRejection({ table, key, field, reason })}.`,
        'Correct the source, or copy the tables that these rows point to as well. --on-error=report takes such rows out and writes them to a file.',
      )
    }
    const rows = await readByKeys(this.#targetSide, table, keys)
    for (const row of rows) await reject({ table, key: keyOf(table, row), field, reason, row }, rejects, this.request.onEvent, '')
    await rejects.sync()
    const before = this.#job.stateOf(table)
    const state = { ...before, rows: Math.max(0, before.rows - rows.length), rejects: rejects.length }
    await this.#job.setState(table, state, (note) => this.target.writeNote(note))
    await this.target.deleteRows(table, keys)
    for (const row of rows) this.#digests.get(table)?.remove(row)
  }

  async #verify(): Promise<TableReport[]> {
    const results: TableReport[] = []
    for (const table of this.request.tables) {
      this.#assertNotStopped()
      results.push(await this.#compare(table))
    }
    return results
  }

  #withoutVerdicts(): TableReport[] {
    return this.request.tables.map((table) => ({ model: table.model, rows: this.#rowsOf(table), equal: null, differences: [] }))
  }

  #compare(table: CopyTable): Promise<TableReport> {
    return compareTable({
      table,
      source: this.#sourceSide,
      target: this.#targetSide,
      rows: this.#rowsOf(table),
      leftOut: this.#rejects?.countOf(table) ?? 0,
      // What an earlier process has copied was in another snapshot.
      known: this.#digests.get(table),
      before: this.#job.head?.before[table.name],
      reader: this.#reader,
      onEvent: this.request.onEvent,
    })
  }

  /** @param known the comparison after a copy; undefined for a repair alone, which of an interrupted copy is of everything */
  async #repair(known?: readonly TableReport[]): Promise<CopyReport> {
    const { tables, onEvent } = this.request
    const { head } = this.#job
    if (known === undefined) await this.#rejects?.begin(this.#rejectsLength(), true)
    await this.target.beginWriting(tables, false)
    // From then on the notes say nothing of what is there.
    if (known === undefined && head !== null) await this.#job.setHead(this.target, { ...head, repairing: true })
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
        rejects: this.#rejects,
        keepsExtra: before[table.name] !== undefined,
        onEvent,
      })
      this.#repaired += brought + removed
      onEvent({ event: 'end', phase: 'repair', model: table.model, rows: brought })
    }
    await assertNobodyLeft(this.request, this.target)
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
    const { task, from, signal } = this.request
    const side = { place: from, source: this.source, signal }
    if (rejects === null) return { ...side, unreadable: task === 'verify' ? 'differs' : 'ends' }
    return { ...side, isLeftOut: (table, key) => rejects.has(table, key), unreadable: (rejection) => rejects.add(rejection) }
  }

  get #targetSide(): Side {
    return { place: this.request.to, source: this.target, unreadable: 'differs', signal: this.request.signal }
  }
}
