import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readSample } from '../check-package/readme-sample.js'
import { assertSame, type Desk } from './desk.js'

/** What the README says, in an empty folder; then the swap. */
export async function adoptNew(desk: Desk): Promise<string> {
  const folder = await desk.createFolder('new')
  await desk.install(folder, desk.tarball)
  await desk.run(folder, 'npx --no-install refract init --yes')
  await desk.install(folder)
  await desk.run(folder, 'npx --no-install refract generate')
  await desk.run(folder, 'npx --no-install refract migrate dev --name init')
  await writeFile(join(folder, 'app.ts'), await readSample())
  const answers = new Map<string, string>()
  for (const target of await desk.createTargets('new')) {
    await desk.run(folder, 'npx --no-install refract migrate deploy', target.env)
    answers.set(target.name, await desk.runProgram(folder, 'app.ts', target))
  }
  assert.equal(assertSame(answers), 'taken: ada@example.com\nOn the Analytical Engine by ada@example.com\n')
  return `the same on ${[...answers.keys()].join(', ')}`
}
