import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { RefractError } from '../contract/errors.js'
import { type Command, HELP, parseCommand } from './args.js'
import { describeFailure, runCopy } from './copy.js'
import { runGenerate } from './generate.js'
import { runInit } from './init.js'
import { runMigrate } from './migrate.js'
import { print, printError, whenUnread } from './print.js'

/** Runs a command line and returns the exit code: 0 done, 1 failed, 2 the command line is wrong. */
export async function main(args: readonly string[]): Promise<number> {
  let command: Command | null = null
  try {
    command = parseCommand(args)
    return await run(command)
  } catch (error) {
    // Who reads lines of a copy is told of its failure in one, be it of a command line that cannot be read.
    const isCopy = command === null ? args[0] === 'copy' && args.includes('--json') : command.name === 'copy' && command.json
    if (isCopy) print(JSON.stringify(describeFailure(error)))
    printError(error instanceof RefractError ? error.message : error)
    return error instanceof RefractError && error.code === 'REFRACT_USAGE' ? 2 : 1
  }
}

async function run(command: Command): Promise<number> {
  switch (command.name) {
    case 'help':
      print(HELP)
      return 0
    case 'version':
      print(readVersion())
      return 0
    case 'init':
      return runInit(command, packageFolder())
    case 'copy':
      return runCopy(command, packageFolder)
    case 'generate':
      return runGenerate(command, packageFolder)
    default:
      // Half a migration is worse than a line that nobody reads.
      whenUnread(() => undefined)
      return runMigrate(command, packageFolder)
  }
}

function readVersion(): string {
  return (JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as { version: string }).version
}

/** The folder of this package, whether it runs from its sources or as built. */
function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}
