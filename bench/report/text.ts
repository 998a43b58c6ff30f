import { engineOf, type Provider } from '../../src/engines/index.js'
import type { EngineResults, Run } from '../results.js'
import { type Table, tableOfCases, tableOfCold, tableOfCompiler, tableOfFactory, tableOfGoals, tableOfMixed } from './tables.js'

/** A run's tables for the terminal. */
export function printTables(provider: Provider, results: EngineResults): string {
  const { cases, factory, mixed, cold, compiler } = results
  const run = (cases ?? factory ?? mixed ?? cold ?? compiler)?.run
  return [
    `\n${engineOf(provider).title}${run === undefined ? '' : `: ${describe(run)}`}`,
    cases && align(tableOfCases(cases)),
    factory && align(tableOfFactory(factory)),
    mixed && `One writer in the same client:\n${align(tableOfMixed(mixed.sameProcess))}`,
    mixed && `One writer in another process:\n${align(tableOfMixed(mixed.otherProcess))}`,
    cold && align(tableOfCold(cold)),
    compiler && align(tableOfCompiler(compiler)),
    align(tableOfGoals(provider, results)),
  ]
    .filter((part) => part !== undefined)
    .join('\n\n')
}

export function describe({ command, date, machine, node, server, versions, rounds }: Run): string {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return `${command}; ${date} UTC; ${server}; Node ${node}; ${packages.join(', ')}; ${machine}; ${rounds} rounds`
}

function align(table: Table): string {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  return table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')
}
