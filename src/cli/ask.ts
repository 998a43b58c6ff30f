import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { RefractError } from '../contract/errors.js'
import { printError } from './print.js'

/** Whether somebody can be asked: reads the question, and can answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true
}

/**
 * Asks on the error stream: what is printed may be read by a program.
 *
 * @throws {RefractError} `REFRACT_USAGE` where no answer comes
 */
export async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  // Ctrl-C and Ctrl-D close it, and then a question would wait for ever.
  const closed = once(terminal, 'close').then(() => null)
  const answer = await Promise.race([terminal.question(question).catch(() => null), closed])
  terminal.close()
  if (answer !== null) return answer.trim()
  // The question's line is still open.
  printError('')
  throw new RefractError('REFRACT_USAGE', 'Nothing was done: the question was not answered.')
}

/** True for `yes`, and for nothing else. */
export async function agree(question: string): Promise<boolean> {
  return (await ask(question)).toLowerCase() === 'yes'
}
