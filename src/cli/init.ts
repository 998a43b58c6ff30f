import { createTwoFilesPatch } from 'diff'
import { findConfig } from '../commands/config.js'
import { applyInit, type FileChange } from '../commands/init/apply.js'
import { planInit } from '../commands/init/plan.js'
import { RefractError } from '../contract/errors.js'
import { isProvider, PROVIDERS, type Provider } from '../engines/index.js'
import type { InitCommand } from './args.js'
import { agree, ask, canAsk } from './ask.js'
import { print } from './print.js'

/** Runs `refract init` in the working folder and returns the exit code. */
export async function runInit(command: InitCommand, packageFolder: string): Promise<number> {
  const asking = !command.yes && canAsk()
  const choices = asking && findConfig('.') === null ? await askForChoices(command) : command
  const { changes, left, notes, next } = await planInit({ ...choices, folder: '.', packageFolder })
  for (const change of changes) printChange(change)
  const overwrites = changes.some(({ before }) => before !== null)
  if (asking && overwrites && !(await agree('Write yes to change these files, anything else to leave all as it is: '))) {
    throw new RefractError('REFRACT_USAGE', 'Nothing was done.')
  }
  await applyInit('.', changes, ({ path, before }) => print(`  ${path} ${before === null ? 'written' : 'changed'}`))
  for (const path of left) print(`  ${path} left as it is`)
  for (const note of notes) print(`\n${note}`)
  print(`\nNext:\n${next.map((line) => `  ${line}`).join('\n')}`)
  return 0
}

async function askForChoices(command: InitCommand): Promise<Pick<InitCommand, 'engines' | 'extendCore'>> {
  const { engines = await askForEngines() } = command
  const question = 'Build on the core model of the package (users, sessions, workspaces …)? Write yes, or press Enter for no: '
  return { engines, extendCore: command.extendCore || (await agree(question)) }
}

async function askForEngines(): Promise<readonly Provider[]> {
  for (;;) {
    const answer = await ask(`Engines in use (${PROVIDERS.join(', ')}; press Enter for all): `)
    const names = answer.split(/[\s,]+/).filter((name) => name !== '')
    if (names.every(isProvider)) return names.length === 0 ? PROVIDERS : names
  }
}

/** What changes of a file that is there. A new one shows itself. */
function printChange({ path, before, after, notes }: FileChange): void {
  if (before === null) return
  const patch = createTwoFilesPatch(path, path, before, after, 'as it is', 'as it will be', { context: 1 })
  // Without the two lines that version control would have.
  print(patch.slice(patch.indexOf('---')))
  for (const note of notes) print(`  ${note}`)
  if (notes.length > 0) print('')
}
