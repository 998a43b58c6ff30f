import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'

/** The first program of the README's section on own models. */
export async function readSample(): Promise<string> {
  const [, section = ''] = (await readFile('README.md', 'utf8')).split('\n## Your own models\n')
  const sample = /```ts\n(\/\/ app\.ts\n[\s\S]*?)```/.exec(section)?.[1]
  assert.ok(sample !== undefined, 'the README has lost its sample')
  return sample
}
