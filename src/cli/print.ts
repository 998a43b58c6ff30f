/** The only place that prints. */
export function print(line: string): void {
  console.log(line)
}

export function printError(problem: unknown): void {
  console.error(problem)
}
