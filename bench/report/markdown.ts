import { engineOf, PROVIDERS, type Provider } from '../../src/engines/index.js'
import type { EngineResults, Results, Run } from '../results.js'
import { type Table, tableOfCases, tableOfCold, tableOfCompiler, tableOfFactory, tableOfGoals, tableOfMixed } from './tables.js'
import { describe } from './text.js'

const HEAD = `<!-- Written by \`npm run bench\` from bench/results.json. Do not edit. -->

# Performance

Refract against plain Prisma 7 with its official adapters and against the drivers alone. Every number can be had
again: each table names its command, its versions and its machine. How it is measured: [bench/README.md](../bench/README.md).

![How many times as fast as plain Prisma](performance.svg)

A time is the median of all rounds, with the range of eight out of ten in brackets. Ratios of speed are plain Prisma's median
by Refract's: above 1, Refract is faster.
`

/** The whole of docs/performance.md. */
export function renderDocument(results: Results): string {
  const providers: Provider[] = ['sqlite', ...PROVIDERS.filter((provider) => provider !== 'sqlite')]
  const sections = providers.flatMap((provider) => {
    const one = results[provider]
    return one === undefined ? [] : [renderEngine(provider, one)]
  })
  return `${[HEAD, ...sections].join('\n')}`
}

function renderEngine(provider: Provider, results: EngineResults): string {
  const { cases, factory, mixed, cold, compiler } = results
  const parts = [`## ${engineOf(provider).title}`, render(tableOfGoals(provider, results))]
  if (cases) {
    parts.push(
      '### Cases',
      `Pool of ${cases.poolSize} where the engine has one; ${cases.answersCompared} answers were the same for all before anything was timed.`,
      render(tableOfCases(cases)),
      cases.contenders.map(({ name, about }) => `- **${name}**: ${about}`).join('\n'),
      quote(cases.run),
    )
  }
  if (factory) parts.push("### The factory's own cost", render(tableOfFactory(factory)), quote(factory.run))
  if (mixed) {
    parts.push(
      '### Readers while one writer writes',
      `${mixed.readers} point reads in flight; the writer inserts one row after the other without a pause. In the same client:`,
      render(tableOfMixed(mixed.sameProcess)),
      'The writer is another process on the same file:',
      render(tableOfMixed(mixed.otherProcess)),
      quote(mixed.run),
    )
  }
  if (cold) parts.push('### Start', render(tableOfCold(cold)), quote(cold.run))
  if (compiler) {
    parts.push(
      '### The smaller query compiler',
      'Refract\'s clients are generated with `compilerBuild = "small"`: it loads sooner and takes less memory. What it costs afterwards, in plain Prisma\'s client:',
      render(tableOfCompiler(compiler)),
      quote(compiler.run),
    )
  }
  return `${parts.join('\n\n')}\n`
}

const quote = (run: Run) => `<sub>${describe(run).replace(run.command, `\`${run.command}\``)}</sub>`

export function render(table: Table): string {
  const [head = [], ...rows] = table
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n')
}
