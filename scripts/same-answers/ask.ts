import type { PortableClient } from '../../src/index.js'
import { questions } from './questions.js'
import { seed } from './seed.js'

/**
 * Asks every question of a database that it fills anew, and gives the answers as one text of JSON: the same bytes whatever
 * the engine.
 */
export async function askAll(db: PortableClient): Promise<string> {
  await seed(db)
  const answers: Record<string, unknown> = {}
  for (const [name, ask] of Object.entries(questions)) answers[name] = await ask(db).catch(describeError)
  return `${JSON.stringify(answers, writeExactly, 2)}\n`
}

/** What a program goes by: the code, what it is about, and the words without the place in the source that Prisma puts before them. */
function describeError(error: { code?: string; meta?: unknown; message: string }): object {
  const { code = 'none', meta, message } = error
  return { error: code, meta, message: message.trim().split('\n').at(-1) }
}

/** JSON has no numbers of 64 bits, no bytes and no decimals. A date and a decimal have become texts before this is asked. */
function writeExactly(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value
}
