import { type GenerateReport, generate } from '../commands/generate.js'
import { type Project, readProject } from '../commands/project.js'
import { watchSchema } from '../commands/watch.js'
import { formatNote } from '../contract/lowering.js'
import type { GenerateCommand } from './args.js'
import { print, printError } from './print.js'

/** Runs `refract generate` and returns the exit code; with --watch it ends when the process does. */
export async function runGenerate(command: GenerateCommand, packageFolder: () => string): Promise<number> {
  const project = await readProject(command, packageFolder)
  if (!command.watch) {
    await generateOnce(command, project)
    return 0
  }
  const attempt = () => generateOnce(command, project).catch((error: unknown) => printError(error instanceof Error ? error.message : error))
  await attempt()
  print(`Watching ${project.schema}`)
  await watchSchema(project.schema, attempt)
  return 0
}

async function generateOnce({ check, quiet }: GenerateCommand, project: Project): Promise<void> {
  const report = await generate({ ...project, check })
  if (!quiet) printGenerated(report, project.schema)
}

/** Says what became of a canonical schema. */
export function printGenerated(report: GenerateReport, schema: string): void {
  print(schema)
  for (const { provider, path, written } of report.files) {
    print(`  ${path} ${written ? 'written' : 'unchanged'}`)
    for (const note of report.notes) if (note.provider === provider) print(`    ${formatNote(note)}`)
  }
  for (const path of report.removed) print(`  ${path} removed: its engine is not in use`)
  if (report.entry !== null) print(`  ${report.files.length} clients generated: import ${report.entry}`)
}
