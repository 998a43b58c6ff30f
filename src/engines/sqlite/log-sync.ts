import { closeSync, fdatasync, openSync, realpathSync } from 'node:fs'

/**
 * Makes commits durable in WAL mode as SQLite's `synchronous = FULL` does, by syncing the log after each commit, but
 * beside the thread: SQLite would stop the whole process for it. One sync serves all commits that wait for it.
 *
 * The rest of FULL is in `synchronous = NORMAL` as well: the log's header is synced when it starts anew, and the log
 * before a checkpoint (https://www.sqlite.org/pragma.html#pragma_synchronous). What is committed can be read by
 * others before it is durable, as little earlier as one sync takes; nobody is told that it is kept until it is.
 */
export class LogSync {
  #running: Promise<void> | null = null
  #next: Promise<void> | null = null

  /** @param sync makes durable what was written before it is called */
  constructor(
    private readonly sync: () => Promise<void>,
    private readonly release: () => void = () => undefined,
  ) {}

  /** Closes when nothing is left to sync: by then the system may have given the file's number to another file. */
  async close(): Promise<void> {
    // Commits that were there before and have not asked yet ask meanwhile.
    await this.flush().catch(() => undefined)
    for (let last = this.#last; last !== null; last = this.#last) await last.catch(() => undefined)
    this.release()
  }

  get #last(): Promise<void> | null {
    return this.#next ?? this.#running
  }

  /** Resolves when everything that was committed before the call is durable. */
  flush(): Promise<void> {
    if (this.#next !== null) return this.#next
    if (this.#running === null) return this.#start()
    // The one that is running may have begun before the commit: the next one serves all who come meanwhile.
    this.#next = this.#running.catch(() => undefined).then(() => this.#start())
    return this.#next
  }

  #start(): Promise<void> {
    this.#next = null
    const done = this.sync().finally(() => {
      if (this.#running === done) this.#running = null
    })
    this.#running = done
    return done
  }
}

/** The log of a database file that a connection in WAL mode has opened, which keeps the log in its place until it closes. */
export function openLogSync(path: string): LogSync {
  // Windows syncs only what is open for writing.
  const file = openSync(`${realpathSync(path)}-wal`, 'r+')
  const sync = () =>
    new Promise<void>((resolve, reject) => {
      fdatasync(file, (error) => (error === null ? resolve() : reject(new LogSyncError(error))))
    })
  return new LogSync(sync, () => closeSync(file))
}

/** The system could not make a commit durable: it is in the file, and a power cut might take it away again. */
export class LogSyncError extends Error {
  override readonly name = 'LogSyncError'

  constructor(cause: Error) {
    super(`the log of the database could not be written to disk (${cause.message}): what was written last may be lost in a power cut`, {
      cause,
    })
  }
}
