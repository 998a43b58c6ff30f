import { readFileSync, writeFileSync } from 'node:fs'
import { DIVERGENCES, MOST_DIVERGENCES } from '../src/conformance/divergences.js'
import type { Outcome } from '../src/conformance/register.js'
import { type Place, ROWS, type RowNumber } from '../src/conformance/rows.js'

/** A conformance case that passed on a server. */
export interface Passed extends Outcome {
  /** The name of the test project. */
  readonly server: string
  /** The case's, with those of the groups around it. */
  readonly name: string
}

const DOCUMENT = new URL('../docs/portability.md', import.meta.url)
const SERVERS = { postgresql: 'PostgreSQL', mysql: 'MySQL', mariadb: 'MariaDB', sqlite: 'SQLite' } as const
type Server = keyof typeof SERVERS

/**
 * Compares docs/portability.md with what the cases have shown, where all of them ran on all servers: a run with a stale
 * document fails. With `UPDATE_PORTABILITY` in the environment it is written.
 */
export function checkPortability(passed: readonly Passed[]): void {
  const servers = Object.keys(SERVERS) as Server[]
  if (!servers.every((server) => passed.some((one) => one.server === server))) return
  const fault = compareDocument(formatDocument(passed))
  if (fault === undefined) return
  console.error(`\n ${fault}\n`)
  process.exitCode = 1
}

/** What is wrong with the document, if anything is. */
function compareDocument({ text, holes }: { text: string; holes: readonly string[] }): string | undefined {
  if (holes.length > 0) return holes.join('\n ')
  if (process.env.UPDATE_PORTABILITY !== undefined) writeFileSync(DOCUMENT, text)
  return readFileSync(DOCUMENT, 'utf8') === text ? undefined : 'docs/portability.md is stale: npm run docs:portability writes it.'
}

function formatDocument(passed: readonly Passed[]): { text: string; holes: readonly string[] } {
  const holes: string[] = []
  const cases = new Set(passed.map(({ name }) => name))
  const rows = Object.entries(ROWS).map(([number, { title, place }]) => {
    const cells = (Object.keys(SERVERS) as Server[]).map((server) => readCell(passed, number as RowNumber, server, place, holes))
    return `| ${number} | ${title.replaceAll('|', '\\|')} | ${cells.join(' | ')} |`
  })
  const text = `# What is the same on every engine

Written by \`npm run docs:portability\` from a run of the conformance cases on real servers, more than ${Math.floor(cases.size / 100) * 100} on each; CI fails when it
is stale. The operations are those that were compared behind Prisma's own adapters, under the numbers that the cases bear. The reference is PostgreSQL.

- **same**: every case of the operation passes, with one answer.
- **refused**: an error that names it, on every engine alike, before a row or a table is touched.
- **typed away**: it does not compile on the portable client, and is refused while a program runs.
- **differs**: declared below, with the reason.

| | Operation | ${Object.values(SERVERS).join(' | ')} |
|---|---|---|---|---|---|
${rows.join('\n')}

## Declared divergences

${formatDivergences()}
What a case of these promises it must break, or the run fails. At most ${MOST_DIVERGENCES} are allowed over PostgreSQL, MySQL and SQLite; what MariaDB,
the second server of \`mysql\`, cannot do does not count.

What the same answer costs: [portability-costs.md](portability-costs.md). How to try it on your own server:
[conformance.md](conformance.md).
`
  return { text, holes }
}

const WORDS: Record<Place, string> = { removed: 'same', refused: 'refused', 'typed away': 'typed away', divergent: 'same' }

function readCell(passed: readonly Passed[], row: RowNumber, server: Server, place: Place, holes: string[]): string {
  const cases = passed.filter((one) => one.server === server && one.rows.includes(row))
  if (cases.length === 0) holes.push(`No case shows row ${row} on ${SERVERS[server]}.`)
  if (cases.every(({ verdict }) => verdict === 'refused')) return 'refused'
  if (!cases.some(({ verdict }) => verdict === 'diverging')) return WORDS[place]
  if (place !== 'divergent' && server !== 'mariadb') holes.push(`Row ${row} diverges on ${SERVERS[server]}, and rows.ts says ${place}.`)
  return 'differs'
}

function formatDivergences(): string {
  return Object.entries(DIVERGENCES)
    .flatMap(([server, list]) => list.map(({ case: name, reason }) => `- **${SERVERS[server as Server]}**: "${name}": ${reason}.\n`))
    .join('')
}
