import { readFile, writeFile } from 'node:fs/promises'

const DOCUMENT = 'README.md'
const BEGIN = '<!-- Written by `npm run test:witness -- --write`. -->\n\n'
const END = '\n<!-- End of what it wrote. -->'

/** One server's column: its name, and how many tests passed of how many. */
export interface Column {
  readonly title: string
  readonly passed: number
  readonly total: number
}

/** Compares the counts in README.md with what a run has shown, or writes them. Returns what is wrong, if anything is. */
export async function checkReadme(columns: readonly Column[], write: boolean): Promise<string | undefined> {
  const text = await readFile(DOCUMENT, 'utf8')
  const begin = text.indexOf(BEGIN)
  const end = text.indexOf(END, begin)
  if (begin < 0 || end < 0) return `${DOCUMENT} has no place for the witness's counts.`
  const current = text.slice(0, begin + BEGIN.length) + formatTable(columns) + text.slice(end)
  if (write) await writeFile(DOCUMENT, current)
  return write || current === text ? undefined : `${DOCUMENT} is stale: npm run test:witness -- --write writes its counts.`
}

function formatTable(columns: readonly Column[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`
  return (
    row(["Better Auth's adapter tests", ...columns.map(({ title }) => title)]) +
    row(['---', ...columns.map(() => '---')]) +
    row(['passed', ...columns.map(({ passed, total }) => `${passed} of ${total}`)])
  )
}
