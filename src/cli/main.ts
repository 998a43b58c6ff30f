import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type GenerateReport, generate } from '../commands/generate.js'
import { RefractError } from '../contract/errors.js'
import { formatNote } from '../contract/lowering.js'
import { type Command, HELP, parseCommand } from './args.js'
import { runMigrate } from './migrate.js'
import { print, printError } from './print.js'

/** Runs a command line and returns the exit code: 0 done, 1 failed, 2 the command line is wrong. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await run(parseCommand(args))
  } catch (error) {
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
    case 'generate':
      printGenerated(await generate(command), command)
      return 0
    default:
      return runMigrate(command, packageFolder)
  }
}

function printGenerated(report: GenerateReport, { schema, quiet }: Command & { name: 'generate' }): void {
  if (quiet) return
  print(schema)
  for (const { provider, path, written } of report.files) {
    print(`  ${path} ${written ? 'written' : 'unchanged'}`)
    for (const note of report.notes) if (note.provider === provider) print(`    ${formatNote(note)}`)
  }
  if (report.clients) print(`  ${report.files.length} clients generated`)
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
