import type { GenerateReport } from '../commands/generate.js'
import { formatNote } from '../contract/lowering.js'
import { print } from './print.js'

/** Says what became of a canonical schema. */
export function printGenerated(report: GenerateReport, schema: string): void {
  print(schema)
  for (const { provider, path, written } of report.files) {
    print(`  ${path} ${written ? 'written' : 'unchanged'}`)
    for (const note of report.notes) if (note.provider === provider) print(`    ${formatNote(note)}`)
  }
  if (report.clients) print(`  ${report.files.length} clients generated`)
}
