import { cases } from './cases.js'
import type { Operations } from './contender.js'

/** A value as text that is the same for the same content: keys sorted, dates and big numbers as text. */
export function toCanonical(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, plain) {
    const original = this[key]
    if (original instanceof Date) return { date: original.toISOString() }
    if (typeof original === 'bigint') return { bigint: String(original) }
    if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return plain
    return Object.fromEntries(Object.entries(plain).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

/** What a contender answers to every case, three times each, and what is in the table of sessions afterwards. */
async function collectAnswers(on: Operations): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (const { name, run } of cases) {
    for (const number of [1, 2, 3]) answers.set(`${name}, call ${number}`, toCanonical(await run(on, number)))
    answers.set(`the sessions after ${name}`, toCanonical(await on.listSessions()))
    await on.removeSessions()
  }
  return answers
}

/** Nobody is timed who answers differently from the first. */
export async function assertEqualAnswers(contestants: readonly { name: string; operations: Operations }[]): Promise<number> {
  const [first, ...others] = contestants
  if (first === undefined) return 0
  const expected = await collectAnswers(first.operations)
  for (const { name, operations } of others) {
    const answers = await collectAnswers(operations)
    for (const [what, answer] of expected) {
      if (answers.get(what) === answer) continue
      throw new Error(`${name} and ${first.name} differ in ${what}:\n${answers.get(what)?.slice(0, 600)}\n${answer.slice(0, 600)}`)
    }
  }
  return expected.size
}
