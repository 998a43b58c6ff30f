import { existsSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type CopyColumn, type CopyNote, type CopyRow, type CopyTable, type CopyTarget, ForeignNoteError } from '../../contract/copy.js'
import { RefractError } from '../../contract/errors.js'
import { BAG_FILES, openBag, printPayload, writeBag, writeSynced } from './bag.js'
import { DumpSource } from './dump-source.js'
import {
  DESCRIPTION,
  type DumpDescription,
  type DumpedTable,
  FORMAT,
  LinePrinter,
  NOTES,
  ROWS_FOLDER,
  readDescription,
  readJson,
  rowsFile,
  SCHEMA,
  VERSION,
} from './format.js'
import { LOCK, type Lock, refuse, takeLock } from './lock.js'
import { EMPTY, type Marks, readMarks, type State, stateOf } from './state.js'
import { writeAll } from './write-all.js'

/** Three times as fast as zlib's default, for files that are a fifth larger. */
const LEVEL = 2

const gzipAsync = promisify(gzip)

/** Pieces of the result are handed over one by one, each when this thread has time for it: one holds it all, or nearly. */
const LEAST_PIECE = 2 ** 16
const compress = (bytes: Buffer) => gzipAsync(bytes, { level: LEVEL, chunkSize: Math.max(LEAST_PIECE, bytes.length >> 1) })

/** Milliseconds after which what was written is put on the disk, and the notes with it. An interruption has what came since written again. */
const AT_RISK = 2_000

/**
 * Opens a folder for a new dump, for one to go on with, or for one that takes the place of another.
 *
 * @throws {RefractError} `REFRACT_COPY` where a dump there holds tables that are not among these: they would be gone
 */
export async function openDumpTarget(folder: string, tables: readonly CopyTable[], schema: string): Promise<CopyTarget> {
  const target = openWrittenDump(folder, tables, schema)
  target.assertNoOthers(tables)
  return target
}

/** What was written so far, finished or not. */
export function openWrittenDump(folder: string, tables: readonly CopyTable[], schema: string): DumpTarget {
  const seen = readMarks(folder)
  if (seen.notes !== null) return new DumpTarget(folder, schema, seen, readJson<State>(folder, NOTES), tables)
  if (seen.description === null) return new DumpTarget(folder, schema, seen, EMPTY, [])
  const finished = readDescription(folder).tables
  return new DumpTarget(folder, schema, seen, stateOf(folder, finished), [], finished)
}

/** Writes a dump: each batch is a member of its table's gzip, and counts when the notes on the disk say so. */
class DumpTarget extends DumpSource implements CopyTarget {
  #state: State
  /** Held while it writes. Who only reads needs none. */
  #lock: Lock | null = null
  /** When the notes were last put on the disk, and whether there are newer ones. */
  #saved = performance.now()
  #isChanged = false
  readonly #printer = new LinePrinter()
  readonly #files = new Map<string, FileHandle>()
  /** Those of them that have bytes which may not be on the disk. */
  readonly #unsynced = new Set<FileHandle>()
  /** Made of the finished files while the other side is compared. */
  #payload: Promise<string> | null = null

  constructor(
    folder: string,
    private readonly schema: string,
    private readonly seen: Marks,
    state: State,
    written: readonly CopyTable[],
    finished: readonly DumpedTable[] = [],
  ) {
    super(folder, new Map(finished.map((table) => [table.name, table])))
    this.#state = state
    for (const table of written) this.#describe(table)
  }

  get #there(): Map<string, DumpedTable> {
    return this.dumped as Map<string, DumpedTable>
  }

  async readNotes(): Promise<ReadonlyMap<string, string>> {
    return new Map(Object.entries(this.#state.notes))
  }

  async canBeReadMeanwhile(): Promise<boolean> {
    return true
  }

  /** Of an interrupted copy the notes say more, and who goes on with it compares them. */
  assertNoOthers(tables: readonly CopyTable[]): void {
    const { notes, files } = this.#state
    if (Object.keys(notes).length > 0) return
    const other = [...this.dumped.values()].find(
      ({ name, file }) => !tables.some((table) => table.name === name && rowsFile(table) === file),
    )
    const left = other?.model ?? Object.keys(files).find((path) => !tables.some((table) => rowsFile(table) === path))
    if (left === undefined) return
    throw new RefractError(
      'REFRACT_COPY',
      `The folder ${this.folder} holds a dump of ${left}, which is not copied now and would be gone.`,
      {
        hint: 'Name another folder, copy all tables of that dump, or remove the folder.',
      },
    )
  }

  async beginWriting(tables: readonly CopyTable[]): Promise<void> {
    const { folder } = this
    await assertOwnFolder(folder)
    await mkdir(folder, { recursive: true })
    if (this.#lock === null) {
      this.#lock = await takeLock(folder)
      const { notes, description } = readMarks(folder)
      if (notes !== this.seen.notes || description !== this.seen.description) throw refuse(join(folder, LOCK))
    }
    await mkdir(join(folder, ROWS_FOLDER), { recursive: true })
    // From here on it is no finished dump, whatever happens.
    await this.#save(this.#state)
    await openBag(folder)
    for (const table of tables) this.#describe(table)
  }

  async forgetCopy(): Promise<void> {
    await this.#save({ ...this.#state, notes: {} })
  }

  async clear(tables: readonly CopyTable[]): Promise<void> {
    await this.#lock?.assertHeld()
    for (const file of this.#files.values()) await file.close()
    this.#files.clear()
    this.#unsynced.clear()
    await rm(join(this.folder, 'data'), { recursive: true, force: true })
    await mkdir(join(this.folder, ROWS_FOLDER), { recursive: true })
    await this.#save({ ...this.#state, files: {}, counters: {} })
    for (const table of tables) this.#describe(table)
  }

  async writeRows(table: CopyTable, rows: readonly CopyRow[], note: CopyNote): Promise<void> {
    this.#assertOwn(note)
    const bytes = await compress(this.#printer.print(table, rows))
    const path = rowsFile(table)
    const { length, rows: before } = this.#state.files[path] ?? { length: 0, rows: 0 }
    await this.#write(path, bytes, length)
    const files = { ...this.#state.files, [path]: { length: length + bytes.length, rows: before + rows.length } }
    this.#state = { ...this.#state, files, notes: { ...this.#state.notes, [note.name]: note.after } }
    this.#describe(table)
    this.#isChanged = true
    if (performance.now() - this.#saved >= AT_RISK) await this.#save(this.#state)
  }

  /** Bytes of its file: whole members. */
  readableOf(table: CopyTable): number {
    return this.#state.files[rowsFile(table)]?.length ?? 0
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
    this.#state = { ...this.#state, counters: { ...this.#state.counters, [`${table.name}.${name}`]: String(value) } }
    this.#isChanged = true
    this.#describe(table)
  }

  async finish(tables: readonly CopyTable[]): Promise<void> {
    await this.#lock?.assertHeld()
    for (const table of tables) await this.#finishFile(rowsFile(table))
    const described = tables.map((table) => this.#describe(table))
    const createdAt = new Date().toISOString()
    const description: DumpDescription = { format: FORMAT, version: VERSION, createdAt, tables: described }
    await writeSynced(join(this.folder, SCHEMA), this.schema)
    await writeSynced(join(this.folder, DESCRIPTION), `${JSON.stringify(description, null, 2)}\n`)
    await this.#save(this.#state)
    this.#payload = printPayload(this.folder)
    // Whoever needs it is told.
    this.#payload.catch(() => undefined)
  }

  async removeNotes(): Promise<void> {
    await this.#lock?.assertHeld()
    await writeBag(this.folder, await (this.#payload ?? printPayload(this.folder)), {
      'Bag-Software-Agent': 'refract-db',
      'Bagging-Date': new Date().toISOString().slice(0, 'YYYY-MM-DD'.length),
    })
    await rm(join(this.folder, NOTES), { force: true })
    this.#state = { ...this.#state, notes: {} }
    this.#isChanged = false
    await this.#release()
  }

  override async end(): Promise<void> {
    await super.end()
    try {
      if (this.#isChanged) await this.#save(this.#state)
    } finally {
      for (const file of this.#files.values()) await file.close()
      await this.#release()
    }
  }

  async #release(): Promise<void> {
    await this.#lock?.release()
    this.#lock = null
  }

  /** An empty table has a file too. What is beyond `length` belongs to a batch that was not noted. */
  async #openFile(path: string, length: number): Promise<FileHandle> {
    const known = this.#files.get(path)
    if (known !== undefined) return known
    const place = join(this.folder, path)
    const file = await open(place, existsSync(place) ? 'r+' : 'w+')
    this.#files.set(path, file)
    const { size } = await file.stat()
    if (size < length) {
      throw new RefractError(
        'REFRACT_COPY',
        `The dump ${this.folder} has lost rows: ${path} has ${size} bytes, and ${length} were written.`,
        {
          hint: 'Begin anew: --replace.',
        },
      )
    }
    if (size > length) {
      this.#unsynced.add(file)
      await file.truncate(length)
    }
    return file
  }

  /** A table without rows is an empty gzip. */
  async #finishFile(path: string): Promise<void> {
    const { length, rows } = this.#state.files[path] ?? { length: 0, rows: 0 }
    // What is there of a batch that was not noted goes.
    if (length > 0) return void (await this.#openFile(path, length))
    const bytes = await compress(Buffer.alloc(0))
    await this.#write(path, bytes, 0)
    this.#state = { ...this.#state, files: { ...this.#state.files, [path]: { length: bytes.length, rows } } }
  }

  async #write(path: string, bytes: Buffer, position: number): Promise<void> {
    const file = await this.#openFile(path, position)
    this.#unsynced.add(file)
    await writeAll(file, bytes, position)
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
    await this.#lock?.assertHeld()
    for (const file of this.#unsynced) await file.datasync()
    this.#unsynced.clear()
    this.#isChanged = false
    const path = join(this.folder, NOTES)
    await writeSynced(`${path}.new`, JSON.stringify(state))
    await rename(`${path}.new`, path)
    this.#state = state
    this.#saved = performance.now()
  }
}

/** What is not of a dump is not overwritten, nor put into its bag. */
async function assertOwnFolder(folder: string): Promise<void> {
  const entries = existsSync(folder) ? await readdir(folder) : []
  const isOwn = (name: string) => [...BAG_FILES, NOTES, `${NOTES}.new`, 'data'].includes(name) || name.startsWith(LOCK)
  const foreign = entries.find((name) => !isOwn(name))
  if (foreign === undefined) return
  throw new RefractError('REFRACT_COPY', `The folder ${folder} holds ${foreign}, which is of no dump.`, {
    hint: 'Name a folder of its own.',
  })
}
