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
