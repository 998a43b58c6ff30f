import { createInterface } from 'node:readline/promises'

/** Whether somebody can be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true
}

export async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(question)
  terminal.close()
  return answer.trim()
}

/** True for `yes`, and for nothing else. */
export async function agree(question: string): Promise<boolean> {
  return (await ask(question)).toLowerCase() === 'yes'
}
