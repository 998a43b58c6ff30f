import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readLocation } from '../client/env.js'
import { type GenerateReport, generate } from '../commands/generate.js'
import { type DeployReport, deployMigrations } from '../commands/migrate-deploy.js'
import { RefractError } from '../contract/errors.js'
import { formatNote } from '../contract/lowering.js'
import { engineOf, PROVIDERS } from '../engines/index.js'
import { type Command, HELP, parseCommand } from './args.js'
import { print, printError } from './print.js'

/** Runs a command line and returns the exit code: 0 done, 1 failed, 2 the command line is wrong. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    await run(parseCommand(args))
    return 0
  } catch (error) {
    printError(error instanceof RefractError ? error.message : error)
    return error instanceof RefractError && error.code === 'REFRACT_USAGE' ? 2 : 1
  }
}

async function run(command: Command): Promise<void> {
  switch (command.name) {
    case 'help':
      return print(HELP)
    case 'version':
      return print(readVersion())
    case 'generate':
      return printGenerated(await generate(command), command)
    case 'migrate deploy':
      return runDeploy(command)
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

async function runDeploy(command: Command & { name: 'migrate deploy' }): Promise<void> {
  const { engine, url } = readLocation(PROVIDERS.map(engineOf), { provider: command.provider })
  const folder = findHistory(engine.provider, command.migrations)
  print(`Migrating ${engine.title} with ${folder}`)
  const onApplied = ({ name, milliseconds }: DeployReport['applied'][number]) => print(`  ${name} applied in ${milliseconds.toFixed(0)} ms`)
  const report = await deployMigrations({ engine, url, folder, onApplied })
  const applied = report.applied.length
  print(`${report.database}: ${applied === 0 ? 'nothing to do' : `${applied} applied`}, ${report.before} applied before.`)
}

/** The project's own history where there is one, else the core model's, which comes with the package. */
function findHistory(provider: string, folder: string | undefined): string {
  if (folder !== undefined) return join(folder, provider)
  const own = join('prisma', 'migrations', provider)
  return existsSync(own) ? own : join(packageFolder(), 'prisma', 'migrations', provider)
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
