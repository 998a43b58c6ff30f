import type { CopyCursor, CopyNote, CopyTable, CopyTarget, SavedDigest } from '../contract/copy.js'
import { RefractError } from '../contract/errors.js'

/** What a target keeps of a copy until it is done. */
export interface JobHead {
  /** Tells the copy apart from others into the same target. */
  readonly id: string
  /** Tells the source and the schema apart from others: a copy goes on from the same ones alone. */
  readonly origin: string
  readonly tables: readonly string[]
  /** Whether what stood in the tables is gone, where it was to go. */
  readonly cleared: boolean
  /** What stood in the tables before, where rows are added to it. */
  readonly before: Readonly<Record<string, SavedDigest>>
  /** Whether a repair has been begun, which brings rows that the states of the tables know nothing of. */
  readonly repairing: boolean
}

/** How far a table is. */
export interface TableState {
  /** The key of the last row that was copied; null before the first. */
  readonly after: CopyCursor | null
  readonly rows: number
  readonly done: boolean
  /** The length of the file of rejected rows, of which the rest belongs to a batch that was not written. */
  readonly rejects: number
}

const HEAD = 'job'
const NOTHING: TableState = { after: null, rows: 0, done: false, rejects: 0 }

/** The notes of a copy, as they stand in the target. */
export class Job {
  readonly #notes: Map<string, string>

  constructor(notes: ReadonlyMap<string, string>) {
    this.#notes = new Map(notes)
  }

  /** Whether a copy or a repair has left something. */
  get notEmpty(): boolean {
    return this.#notes.size > 0
  }

  get head(): JobHead | null {
    const text = this.#notes.get(HEAD)
    return text === undefined ? null : (JSON.parse(text) as JobHead)
  }

  stateOf({ name }: CopyTable): TableState {
    const text = this.#notes.get(`table ${name}`)
    return text === undefined ? NOTHING : (JSON.parse(text, revive) as TableState)
  }

  /** Writes the notes of a copy that begins: one of each table, so that a copy whose notes were taken away finds none of its own. */
  async begin(target: CopyTarget, head: JobHead, tables: readonly CopyTable[]): Promise<void> {
    await this.setHead(target, head)
    for (const table of tables) await this.setState(table, NOTHING, (note) => target.writeNote(note))
  }

  async setHead(target: CopyTarget, head: JobHead): Promise<void> {
    await this.#write(this.#noteOf(HEAD, head), (note) => target.writeNote(note))
  }

  /** Has `write` write a table's state, with its rows or alone. */
  async setState({ name }: CopyTable, state: TableState, write: (note: CopyNote) => Promise<void>): Promise<void> {
    await this.#write(this.#noteOf(`table ${name}`, { ...state, job: this.head?.id }), write)
  }

  #noteOf(name: string, value: object): CopyNote {
    return { name, before: this.#notes.get(name) ?? null, after: JSON.stringify(value, replace) }
  }

  async #write(note: CopyNote, write: (note: CopyNote) => Promise<void>): Promise<void> {
    try {
      await write(note)
    } catch (error) {
      if ((error as Error).name !== 'ForeignNoteError') throw error
      throw new RefractError('REFRACT_COPY', 'Another process copies into the same target.', {
        hint: 'This one stops at the edge of a batch: nothing was written twice.',
        cause: error,
      })
    }
    this.#notes.set(note.name, note.after)
  }
}

/** Bytes and large numbers of a key. */
function replace(this: unknown, key: string, value: unknown): unknown {
  const own = (this as Record<string, unknown>)[key]
  if (own instanceof Uint8Array) return { bytes: Buffer.from(own).toString('base64') }
  return typeof own === 'bigint' ? { integer: String(own) } : value
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('bytes' in value) return Buffer.from(String(value.bytes), 'base64')
  return 'integer' in value ? BigInt(String(value.integer)) : value
}
