/** Prepared statements that one connection keeps. */
const MOST_NAMES = 256
/** Their texts together, since each costs memory in the server's process: about 100 bytes for a character (measured). */
const MOST_CHARACTERS = 131_072
/** A longer one, such as an insert of many rows, takes much of that and gains nothing that can be measured. */
const LONGEST_TEXT = MOST_CHARACTERS / 8
/** After so many uses all counts are halved, so that what was once hot gives way. */
const USES_UNTIL_HALVED = 4_096

interface Use {
  count: number
  version: number
}

/**
 * What the connections of one pool know together about statements: how often each is used, and
 * which must be prepared anew. A text used once gets no name, so that a list of many sizes in an
 * `IN` fills nothing.
 */
export class Statements {
  /** False behind a pooler that hands each query to another connection. */
  named = true
  readonly #uses = new Map<string, Use>()
  #sum = 0
  #version = 0

  /** Counts a use. */
  use(text: string): Readonly<Use> {
    if (++this.#sum >= USES_UNTIL_HALVED) this.#halve()
    const use = this.#uses.get(text)
    if (use !== undefined) {
      use.count += 1
      return use
    }
    const first = { count: 1, version: this.#version }
    this.#uses.set(text, first)
    return first
  }

  countOf(text: string): number {
    return this.#uses.get(text)?.count ?? 0
  }

  /** Every connection prepares this text anew; without a text, all of them. */
  outdate(text?: string): void {
    this.#version += 1
    const outdated = text === undefined ? [...this.#uses.values()] : [this.#uses.get(text)]
    for (const use of outdated) if (use !== undefined) use.version = this.#version
  }

  #halve(): void {
    this.#sum = 0
    for (const [text, use] of this.#uses) {
      use.count >>= 1
      this.#sum += use.count
      if (use.count === 0) this.#uses.delete(text)
    }
  }
}

/** The names that one connection has given. */
export class StatementNames {
  // A Map keeps the order of insertion: the first is the one that was not used for the longest time.
  readonly #kept = new Map<string, { name: string; version: number }>()
  // Unlike any other connection's: behind a pooler that nobody noticed a name must never mean somebody else's statement.
  readonly #prefix = `refract_${globalThis.crypto.randomUUID().slice(0, 18)}_`
  #count = 0
  #characters = 0

  /** @param close tells the server to forget a name */
  constructor(
    private readonly statements: Statements,
    private readonly close: (name: string) => void,
  ) {}

  /** The name to run a text under, or undefined where it is not worth one (yet). */
  nameOf(text: string): string | undefined {
    if (!this.statements.named || text.length > LONGEST_TEXT) return undefined
    const { count, version } = this.statements.use(text)
    const kept = this.#kept.get(text)
    if (kept?.version === version) {
      this.#kept.delete(text)
      this.#kept.set(text, kept)
      return kept.name
    }
    this.forget(text)
    if (count < 2 || !this.#makeRoom(text, count)) return undefined
    const name = `${this.#prefix}${++this.#count}`
    this.#kept.set(text, { name, version })
    this.#characters += text.length
    return name
  }

  forget(text: string): void {
    const kept = this.#kept.get(text)
    if (kept === undefined) return
    this.#kept.delete(text)
    this.#characters -= text.length
    this.close(kept.name)
  }

  /** Those unused for longest give way, but only to one that is used more. */
  #makeRoom(text: string, count: number): boolean {
    while (this.#kept.size >= MOST_NAMES || this.#characters + text.length > MOST_CHARACTERS) {
      const [oldest = ''] = this.#kept.keys()
      if (this.statements.countOf(oldest) >= count) return false
      this.forget(oldest)
    }
    return true
  }
}
