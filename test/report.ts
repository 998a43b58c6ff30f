import type { Reporter, TestModule } from 'vitest/node'
import type { Verdict } from '../src/conformance/case.js'
import type { Outcome } from '../src/conformance/register.js'
import type { Provided } from './engines/server.js'
import { checkPortability, type Passed } from './portability.js'

declare module 'vitest' {
  interface TaskMeta {
    /** What it means that a conformance case has passed. */
    outcome?: Outcome
  }
}

type Row = Record<Verdict | 'notRun' | 'failed', number> & { server: Provided }

/** Ends a run with a table: what each engine was, and what became of its cases. Nothing is left out in silence. */
export default class EngineReport implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = new Map<string, Row>()
    const passed: Passed[] = []
    for (const module of modules) {
      const server = (module.project.getProvidedContext() as { server?: Provided }).server
      if (server === undefined) continue
      const row = rows.get(module.project.name) ?? { server, run: 0, refused: 0, diverging: 0, notRun: 0, failed: 0 }
      rows.set(module.project.name, row)
      for (const test of module.children.allTests()) {
        const { outcome } = test.meta()
        if (outcome === undefined) continue
        const { state } = test.result()
        if (state === 'failed') row.failed++
        else if (state === 'passed') row[outcome.verdict]++
        else row.notRun++
        if (state === 'passed') passed.push({ ...outcome, server: module.project.name, name: test.fullName })
      }
    }
    if (rows.size === 0) return
    console.log(formatTable([HEAD, ...[...rows].map(([name, row]) => formatRow(name, row))]))
    const complete = [...rows.values()].every(({ failed, notRun }) => failed + notRun === 0)
    if (complete) checkPortability(passed)
  }
}

const HEAD = ['engine', 'server', 'how it was had', 'run', 'refused', 'diverging', 'failed', 'not run', 'why']

function formatRow(name: string, { server, ...counts }: Row): string[] {
  const { run, refused, diverging, failed, notRun } = counts
  const filtered = notRun > 0 ? 'left out by a filter' : ''
  const [version, how, why] = server.notRun === undefined ? [server.version, server.how, filtered] : ['-', '-', server.notRun]
  return [name, version, how, ...[run, refused, diverging, failed, notRun].map(String), why]
}

function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return `\n Conformance cases by engine\n${lines.map((line) => ` ${line}`).join('\n')}\n`
}
