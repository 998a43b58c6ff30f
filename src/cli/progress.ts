import type { CopyEvent, CopyPhase, PlannedTable } from '../copy/events.js'

/** Where progress is shown. */
export interface Screen {
  /** Null where it is no terminal: then lines are written, and nothing over them. */
  readonly columns: number | null
  write(text: string): void
}

interface Current {
  readonly phase: CopyPhase
  readonly model: string
  readonly total: number
  readonly start: number
  /** Rows that were there when it began. */
  readonly begun: number
  rows: number
  bytes: number
}

const WORDS: Readonly<Record<CopyPhase, string>> = { copy: 'Copying', verify: 'Verifying', repair: 'Repairing' }
/** Milliseconds between two pictures, and between two lines where there is no terminal. */
const FRAME = 100
const LINE = 10_000
/** Seconds before which nothing is said of the time that is left, or of rows in a second. */
const SOON = 1
const AT_ONCE = 0.05
/** Cells of a bar, and what stands beside it: at 80 columns there are ten, and a name, rows and rates have their place. */
const [SHORTEST_BAR, LONGEST_BAR, BESIDE] = [6, 24, 69]

/** Shows a copy: what is done in lines, what goes on in a bar for the table and one for all of them. */
export class Progress {
  #tables: readonly PlannedTable[] = []
  #current: Current | null = null
  /** Rows that are still to be gone over, by phase and table. */
  readonly #ahead = new Map<string, number>()
  /** Rows that were copied before this process. */
  #before = 0
  /** Rows that this process has gone over, in tables that are done. */
  #worked = 0
  /** When the first table began: before, somebody may have been asked. */
  #start: number | null = null
  #drawn = 0
  #shown = 0

  constructor(
    private readonly screen: Screen,
    /** What is done with each table. A repair after a copy comes in addition, of what differs. */
    private readonly phases: readonly CopyPhase[],
  ) {}

  show(event: CopyEvent): void {
    switch (event.event) {
      case 'plan':
        this.#tables = event.tables
        this.#before = event.tables.reduce((sum, { copied }) => sum + copied, 0)
        for (const phase of this.phases) this.#plan(phase)
        return
      case 'begin':
        this.#ahead.delete(nameOf(event))
        // What was repaired is compared again, and with it all others.
        if (event.phase === 'repair') this.#plan('verify')
        this.#current = { ...event, begun: event.rows, start: performance.now(), bytes: 0 }
        if (this.#start === null) this.#start = this.#shown = this.#current.start
        this.#draw(true)
        return
      case 'progress':
        if (this.#current === null) return
        this.#current.rows = event.rows
        this.#current.bytes = event.bytes
        this.#draw(false)
        return
      case 'end':
        this.#end(event.rows)
        return
      case 'rejected':
        this.line(`  not copied: ${event.reason}`)
        return
    }
  }

  /** A line that stays. */
  line(text: string): void {
    this.clear()
    this.screen.write(`${text}\n`)
  }

  clear(): void {
    if (this.#drawn > 0) this.screen.write(`\x1b[${this.#drawn}A\x1b[0J`)
    this.#drawn = 0
  }

  #plan(phase: CopyPhase): void {
    for (const { model, rows, copied } of this.#tables) {
      this.#ahead.set(nameOf({ phase, model }), Math.max(0, rows - (phase === 'copy' ? copied : 0)))
    }
  }

  #end(rows: number): void {
    const current = this.#current
    if (current === null) return
    this.#worked += Math.max(0, current.total - current.begun)
    this.#current = null
    if (current.total === 0 && rows === 0) return
    const seconds = (performance.now() - current.start) / 1000
    const rate = rows > 0 && rows === current.begun ? `${many(rows, 'row')}, copied before` : describeRate({ ...current, rows }, seconds)
    this.line(`  ${WORDS[current.phase].padEnd(10)} ${current.model.padEnd(24)} ${rate}`)
  }

  #draw(begins: boolean): void {
    const current = this.#current
    const now = performance.now()
    if (current === null) return
    if (this.screen.columns === null ? begins || now - this.#shown < LINE : !begins && now - this.#shown < FRAME) return
    this.#shown = now
    const seconds = (now - current.start) / 1000
    const { worked, ahead } = this.#count(current)
    const left = describeLeft(worked, ahead, (now - (this.#start ?? now)) / 1000)
    if (this.screen.columns === null) {
      this.line(
        `  ${WORDS[current.phase]} ${current.model}: ${percentOf(current)}${describeRate(current, seconds)}${left && `${left} in all`}`,
      )
      return
    }
    this.clear()
    const width = this.screen.columns - 1
    const cells = Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, width - BESIDE))
    const own = current.phase === 'repair' ? '  ' : `  ${bar(current.rows, current.total, cells)} `
    const done = this.#before + worked
    const lines = [`${own}${describeLive(current, seconds, width - own.length)}`, `  ${bar(done, done + ahead, cells)} in all${left}`]
    this.screen.write(lines.map((text) => `${text.slice(0, width)}\n`).join(''))
    this.#drawn = lines.length
  }

  /** Rows that this process has gone over, and those that are still to be. */
  #count({ phase, rows, total, begun }: Current): { worked: number; ahead: number } {
    const all = Math.max(0, total - begun)
    // A repair tells of rows that it brought, not of those that it went over.
    const done = phase === 'repair' ? 0 : Math.max(0, Math.min(rows, total) - begun)
    const others = [...this.#ahead.values()].reduce((sum, one) => sum + one, 0)
    return { worked: this.#worked + done, ahead: others + all - done }
  }
}

const nameOf = ({ phase, model }: { readonly phase: CopyPhase; readonly model: string }) => `${phase} ${model}`

/** How fast a table goes; of a repair only what it brought, since it mostly reads. */
function describeRate({ phase, rows, begun, bytes }: Pick<Current, 'phase' | 'rows' | 'begun' | 'bytes'>, seconds: number): string {
  if (phase === 'repair') return many(rows, 'row')
  const rate = seconds > AT_ONCE ? `, ${count(perSecond(rows - begun, seconds))} rows/s` : ''
  const size = bytes === 0 ? '' : `, ${megabytes(bytes)} MB${seconds > AT_ONCE ? `, ${megabytes(bytes / seconds)} MB/s` : ''}`
  return `${many(rows, 'row')}${rate}${size}`
}

/** The same in less room, of which the name takes what is left. */
function describeLive({ phase, model, rows, begun, bytes }: Current, seconds: number, room: number): string {
  const isTimed = phase !== 'repair' && seconds > AT_ONCE
  const rate = isTimed ? `, ${count(perSecond(rows - begun, seconds))}/s` : ''
  const speed = isTimed && bytes > 0 ? `, ${megabytes(bytes / seconds)} MB/s` : ''
  const rest = `, ${many(rows, 'row')}${rate}${speed}`
  const length = Math.max(1, room - WORDS[phase].length - 1 - rest.length)
  const name = model.length > length ? `${model.slice(0, length - 1)}…` : model
  return `${WORDS[phase]} ${name}${rest}`
}

/** What is left takes as long as what this process has done. */
function describeLeft(worked: number, ahead: number, seconds: number): string {
  return worked === 0 || seconds < SOON ? '' : `, ${describeTime((seconds / worked) * ahead)} left`
}

function perSecond(rows: number, seconds: number): number {
  return Math.max(0, rows) / seconds
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}

export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A number with its word: 1 row, 2 rows. */
export function many(value: number, word: string): string {
  return `${count(value)} ${word}${value === 1 ? '' : 's'}`
}

function percentOf({ phase, rows, total }: Current): string {
  return phase === 'repair' ? '' : `${percent(rows, total)}, `
}

function percent(part: number, all: number): string {
  return all === 0 ? '100 %' : `${Math.min(100, Math.floor((part / all) * 100))} %`
}

function bar(part: number, all: number, cells: number): string {
  const filled = all === 0 ? cells : Math.min(cells, Math.floor((part / all) * cells))
  return `${'█'.repeat(filled)}${'░'.repeat(cells - filled)} ${percent(part, all).padStart(5)}`
}

function describeTime(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}
