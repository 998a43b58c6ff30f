import { versionOf } from '../machine.js'
import { summarize as spread } from '../measure/statistics.js'
import type { Compilation } from './compile.js'
import { contestants } from './projects.js'

/** The runs of one compiler, by contestant. */
export interface Measured {
  readonly compiler: string
  readonly runs: readonly (readonly Compilation[])[]
}

const HEADING = '## Type checking'
const TITLE = '# What portability costs'

/** The section of the document, as Markdown. */
export function writeSection(measured: readonly Measured[], queries: number, machine: string): string {
  const rows = measured.flatMap(({ compiler, runs }) => {
    const [plain, portable] = runs.map(summarize)
    if (plain === undefined || portable === undefined) throw new Error('Two contestants are compared.')
    const ratio = (key: keyof Compilation) => (portable[key] / plain[key]).toFixed(2)
    const figures = [plain, portable].map(
      ({ total, check, megabytes }, index) =>
        `| ${index === 0 ? `TypeScript ${versionOf(compiler)}` : ''} | ${contestants[index]?.name} | ${total.toFixed(2)} s | ${check.toFixed(2)} s | ${megabytes.toFixed(0)} MB |`,
    )
    return [...figures, `| | **ratio** | **${ratio('total')}** | ${ratio('check')} | ${ratio('megabytes')} |`]
  })
  const rounds = measured[0]?.runs[0]?.length
  return `${HEADING}

A file of ${queries} typical queries, compiled with \`tsc --extendedDiagnostics\`: on the client that Prisma generates for PostgreSQL from the
same schema, and on a \`PortableClient\` of the built package, which brings the types of every engine's own client along. Medians of
${rounds} rounds in turns, by \`npm run bench:types\`: ${machine}.

| | | total | of it checking | memory |
|---|---|---|---|---|
${rows.join('\n')}
`
}

function summarize(runs: readonly Compilation[]): Compilation {
  const middle = (key: keyof Compilation) => spread(runs.map((run) => run[key])).median
  return { total: middle('total'), check: middle('check'), megabytes: middle('megabytes') }
}

/** Puts the section where it stands in a document, else at its end. */
export function replaceSection(document: string, section: string): string {
  const text = document === '' ? `${TITLE}\n` : document
  const start = text.indexOf(`${HEADING}\n`)
  if (start < 0) return `${text.trimEnd()}\n\n${section}`
  const next = text.indexOf('\n## ', start)
  return text.slice(0, start) + section + (next < 0 ? '' : text.slice(next))
}
