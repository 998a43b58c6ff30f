import type { CopyEvent, CopyPhase } from '../copy/events.js'

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
const BAR = 24

/** Shows a copy: what is done in lines, what goes on in a bar for the table and one for all of them. */
export class Progress {
  #current: Current | null = null
  #all = 0
  #done = 0
  #drawn = 0
  #shown = 0
  readonly #start = performance.now()

  constructor(
    private readonly screen: Screen,
    /** How often each row is gone over. */
    private readonly passes: number,
  ) {}

  show(event: CopyEvent): void {
    switch (event.event) {
      case 'plan':
        this.#all = event.tables.reduce((sum, { rows }) => sum + rows, 0) * this.passes
        return
      case 'begin':
        this.#current = { ...event, begun: event.rows, start: performance.now(), bytes: 0 }
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

  #end(rows: number): void {
    const current = this.#current
    if (current === null) return
    this.#done += current.total
    this.#current = null
    if (current.total === 0 && rows === 0) return
    const seconds = (performance.now() - current.start) / 1000
    this.line(`  ${WORDS[current.phase].padEnd(10)} ${current.model.padEnd(24)} ${describeRate({ ...current, rows }, seconds)}`)
  }

  #draw(begins: boolean): void {
    const current = this.#current
    const now = performance.now()
    if (current === null) return
    const seconds = (now - current.start) / 1000
    if (this.screen.columns === null) {
      if (begins || now - this.#shown < LINE) return
      this.#shown = now
      this.line(`  ${WORDS[current.phase]} ${current.model}: ${percent(current.rows, current.total)}, ${describeRate(current, seconds)}`)
      return
    }
    if (!begins && now - this.#shown < FRAME) return
    this.#shown = now
    this.clear()
    const done = this.#done + current.rows
    const left = done === 0 ? '' : `, ${describeTime(((now - this.#start) / 1000 / done) * (this.#all - done))} left`
    const lines = [
      `  ${bar(current.rows, current.total)} ${WORDS[current.phase]} ${current.model}, ${describeRate(current, seconds)}`,
      `  ${bar(done, this.#all)} in all${left}`,
    ]
    const width = this.screen.columns
    this.screen.write(lines.map((text) => `${text.slice(0, width - 1)}\n`).join(''))
    this.#drawn = lines.length
  }
}

function describeRate({ rows, begun, bytes }: Pick<Current, 'rows' | 'begun' | 'bytes'>, seconds: number): string {
  const rate = seconds > 0.05 ? `, ${count((rows - begun) / seconds)} rows/s` : ''
  const size = bytes === 0 ? '' : `, ${(bytes / 1e6).toFixed(1)} MB${seconds > 0.05 ? `, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s` : ''}`
  return `${count(rows)} rows${rate}${size}`
}

export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
}

function percent(part: number, all: number): string {
  return all === 0 ? '100 %' : `${Math.min(100, Math.floor((part / all) * 100))} %`
}

function bar(part: number, all: number): string {
  const filled = all === 0 ? BAR : Math.min(BAR, Math.floor((part / all) * BAR))
  return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${percent(part, all).padStart(5)}`
}

function describeTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}
