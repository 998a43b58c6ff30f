/** The only place that prints. */
export function print(line: string): void {
  console.log(line)
}

export function printError(problem: unknown): void {
  console.error(problem)
}

/** Where a bar is drawn. */
export const screen = {
  get columns(): number | null {
    return process.stdout.isTTY ? process.stdout.columns || 80 : null
  },
  write(text: string): void {
    process.stdout.write(text)
  },
}

/** What a shell says of a process whose reader has gone: 128 and SIGPIPE. */
const UNREAD = 141

let onUnread: () => void = () => process.exit(UNREAD)

/** Sets what is done when nobody reads any more what is printed, as after `| head -1`. Without it the process ends at once. */
export function whenUnread(action: () => void): void {
  onUnread = action
}

/** Ends quietly where nobody reads: without it Node.js tells of an error that nobody handles. */
export function watchReaders(): void {
  const watch = (stream: NodeJS.WriteStream, action: () => void) =>
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      action()
    })
  watch(process.stdout, () => onUnread())
  watch(process.stderr, () => undefined)
}
