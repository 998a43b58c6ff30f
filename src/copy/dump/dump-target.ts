import { existsSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type CopyColumn, type CopyNote, type CopyRow, type CopyTable, type CopyTarget, ForeignNoteError } from '../../contract/copy.js'
import { RefractError } from '../../contract/errors.js'
import { BAG_FILES, openBag, writeBag, writeSynced } from './bag.js'
import { DumpSource } from './dump-source.js'
import {
  DESCRIPTION,
  type DumpDescription,
  type DumpedTable,
  FORMAT,
  NOTES,
  printLines,
  ROWS_FOLDER,
  readJson,
  rowsFile,
  SCHEMA,
  VERSION,
} from './format.js'

/** Three times as fast as zlib's default, for files that are a fifth larger. */
const LEVEL = 2

const compress = promisify(gzip)

/** Milliseconds after which what was written is put on the disk, and the notes with it. An interruption has what came since written again. */
const AT_RISK = 2_000

/** What stands in {@link NOTES}: everything that a dump is until it is finished. */
interface State {
  readonly notes: Record<string, string>
  /** Of each table the bytes of its file that count, and their rows. */
  readonly files: Record<string, { length: number; rows: number }>
  readonly counters: Record<string, string>
}

export async function openDumpTarget(folder: string, tables: readonly CopyTable[], schema: string): Promise<CopyTarget> {
  const state = existsSync(join(folder, NOTES)) ? readJson<State>(join(folder, NOTES)) : null
  const finished =
    existsSync(join(folder, DESCRIPTION)) && state === null ? readJson<DumpDescription>(join(folder, DESCRIPTION)).tables : []
  return new DumpTarget(folder, tables, schema, state, finished)
}

/** Writes a dump: each batch is a member of its table's gzip, and counts when the notes on the disk say so. */
class DumpTarget extends DumpSource implements CopyTarget {
  readonly isReadMeanwhile = true
  #state: State
  /** When the notes were last put on the disk, and whether there are newer ones. */
  #saved = performance.now()
  #isChanged = false
  readonly #files = new Map<string, FileHandle>()

  constructor(
    folder: string,
    tables: readonly CopyTable[],
    private readonly schema: string,
    state: State | null,
    finished: readonly DumpedTable[],
  ) {
    super(folder, new Map())
    this.#state = state ?? { notes: {}, files: {}, counters: {} }
    for (const table of finished) this.#there.set(table.name, table)
    if (state !== null) for (const table of tables) this.#describe(table)
  }

  get #there(): Map<string, DumpedTable> {
    return this.dumped as Map<string, DumpedTable>
  }

  async readNotes(): Promise<ReadonlyMap<string, string>> {
    return new Map(Object.entries(this.#state.notes))
  }

  async beginWriting(tables: readonly CopyTable[]): Promise<void> {
    const { folder } = this
    const entries = existsSync(folder) ? await readdir(folder) : []
    const foreign = entries.find((name) => ![...BAG_FILES, NOTES, `${NOTES}.new`, 'data'].includes(name))
    if (foreign !== undefined) {
      throw new RefractError('REFRACT_COPY', `The folder ${folder} holds ${foreign}, which is of no dump.`, {
        hint: 'Name a folder of its own.',
      })
    }
    await mkdir(join(folder, ROWS_FOLDER), { recursive: true })
    await openBag(folder)
    await this.#save(this.#state)
    for (const table of tables) this.#describe(table)
  }

  async clear(tables: readonly CopyTable[]): Promise<void> {
    for (const file of this.#files.values()) await file.close()
    this.#files.clear()
    await rm(join(this.folder, 'data'), { recursive: true, force: true })
    await mkdir(join(this.folder, ROWS_FOLDER), { recursive: true })
    await this.#save({ ...this.#state, files: {}, counters: {} })
    for (const table of tables) this.#describe(table)
  }

  async writeRows(table: CopyTable, rows: readonly CopyRow[], note: CopyNote): Promise<void> {
    this.#assertOwn(note)
    const bytes = await compress(printLines(table, rows), { level: LEVEL })
    const path = rowsFile(table)
    const { length, rows: before } = this.#state.files[path] ?? { length: 0, rows: 0 }
    const file = await this.#openFile(path, length)
    await file.write(bytes, 0, bytes.length, length)
    const files = { ...this.#state.files, [path]: { length: length + bytes.length, rows: before + rows.length } }
    this.#state = { ...this.#state, files, notes: { ...this.#state.notes, [note.name]: note.after } }
    this.#describe(table)
    this.#isChanged = true
    if (performance.now() - this.#saved >= AT_RISK) await this.#save(this.#state)
  }

  async writeNote(note: CopyNote): Promise<void> {
    this.#assertOwn(note)
    await this.#save({ ...this.#state, notes: { ...this.#state.notes, [note.name]: note.after } })
  }

  explainRefusal(): null {
    return null
  }

  async deleteRows(): Promise<void> {
    throw new RefractError('REFRACT_COPY', `The dump ${this.folder} cannot be repaired.`, { hint: 'Write it anew: --replace.' })
  }

  async findOrphans(): Promise<readonly []> {
    return []
  }

  async setCounter(table: CopyTable, { name }: CopyColumn, value: bigint): Promise<void> {
    await this.#save({ ...this.#state, counters: { ...this.#state.counters, [`${table.name}.${name}`]: String(value) } })
    this.#describe(table)
  }

  async finish(tables: readonly CopyTable[]): Promise<void> {
    for (const table of tables) await this.#finishFile(rowsFile(table))
    const described = tables.map((table) => this.#describe(table))
    const createdAt = new Date().toISOString()
    const description: DumpDescription = { format: FORMAT, version: VERSION, createdAt, tables: described }
    await writeSynced(join(this.folder, SCHEMA), this.schema)
    await writeSynced(join(this.folder, DESCRIPTION), `${JSON.stringify(description, null, 2)}\n`)
  }

  async removeNotes(): Promise<void> {
    await writeBag(this.folder, {
      'Bag-Software-Agent': 'refract-db',
      'Bagging-Date': new Date().toISOString().slice(0, 'YYYY-MM-DD'.length),
    })
    await rm(join(this.folder, NOTES), { force: true })
    this.#state = { ...this.#state, notes: {} }
  }

  override async end(): Promise<void> {
    await super.end()
    if (this.#isChanged) await this.#save(this.#state)
    for (const file of this.#files.values()) await file.close()
  }

  /** An empty table has a file too. What is beyond `length` belongs to a batch that was not noted. */
  async #openFile(path: string, length: number): Promise<FileHandle> {
    const known = this.#files.get(path)
    if (known !== undefined) return known
    const place = join(this.folder, path)
    const file = await open(place, existsSync(place) ? 'r+' : 'w+')
    await file.truncate(length)
    this.#files.set(path, file)
    return file
  }

  /** A table without rows is an empty gzip. */
  async #finishFile(path: string): Promise<void> {
    const { length, rows } = this.#state.files[path] ?? { length: 0, rows: 0 }
    const file = await this.#openFile(path, length)
    if (length > 0) return
    const bytes = await compress('')
    await file.write(bytes, 0, bytes.length, 0)
    await this.#save({ ...this.#state, files: { ...this.#state.files, [path]: { length: bytes.length, rows } } })
  }

  #describe(table: CopyTable): DumpedTable {
    const { model, name, key, columns } = table
    const described: DumpedTable = {
      model,
      name,
      file: rowsFile(table),
      rows: this.#state.files[rowsFile(table)]?.rows ?? 0,
      columns: columns.map(({ autoincrement: _, ...column }) => {
        const counter = this.#state.counters[`${name}.${column.name}`]
        return counter === undefined ? column : { ...column, counter }
      }),
      key: key.map((at) => columns[at]?.name ?? ''),
    }
    this.#there.set(name, described)
    return described
  }

  #assertOwn({ name, before }: CopyNote): void {
    if ((this.#state.notes[name] ?? null) !== before) throw new ForeignNoteError()
  }

  /** What was written before is on the disk when the new notes are. */
  async #save(state: State): Promise<void> {
    for (const file of this.#files.values()) await file.datasync()
    this.#isChanged = false
    const path = join(this.folder, NOTES)
    await writeSynced(`${path}.new`, JSON.stringify(state))
    await rename(`${path}.new`, path)
    this.#state = state
    this.#saved = performance.now()
  }
}
