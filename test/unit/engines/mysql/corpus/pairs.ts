import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/*
 * Schemas and the SQL that Prisma Migrate made for them, from public repositories. They lie beside the
 * project, not in it: the test that uses them says so where they are missing.
 */

const CORPUS = resolve(import.meta.dirname, '../../../../../../shared/corpus')

/** One migration of the corpus. */
export interface Pair {
  /** `repository/migration` */
  readonly name: string
  readonly result: 'exact' | 'stmts' | 'bad' | ''
  readonly note: string
  /** The Prisma schemas; null where the corpus does not have that side. */
  readonly before: string | null
  readonly after: string | null
  readonly sql: string
}

/** The migrations of MySQL in the corpus, or null where it is missing. */
export function readPairs(): Pair[] | null {
  const list = join(CORPUS, 'pairs.csv')
  if (!existsSync(list)) return null
  const rows = readFileSync(list, 'utf8').trim().split('\n').slice(1)
  return rows.map((row) => row.split(',')).flatMap((cells) => readPair(cells))
}

function readPair([repo = '', provider = '', migration = '', , , , before = '', , result = '', note = '']: string[]): Pair[] {
  if (provider !== 'mysql') return []
  const folder = join(CORPUS, repo, provider, 'migrations', migration)
  const after = readText(join(folder, 'after.prisma'))
  const stated = before === 'empty' ? '' : readText(beforePath(folder, before))
  return [
    {
      name: `${repo}/${migration}`,
      result: result as Pair['result'],
      note,
      // The schema was changed in an earlier commit than the migration's, so that the parent has it already.
      before: stated !== null && stated === after ? readPrevious(folder) : stated,
      after,
      sql: readText(join(folder, 'migration.sql')) ?? '',
    },
  ]
}

function beforePath(folder: string, before: string): string {
  return before === 'after.prisma of the previous migration' ? previousPath(folder) : join(folder, before || 'before.prisma')
}

/** The schema after the migration before; the first one starts from nothing. */
function readPrevious(folder: string): string | null {
  const path = previousPath(folder)
  return path === '' ? '' : readText(path)
}

function previousPath(folder: string): string {
  const root = dirname(dirname(folder))
  const { rows } = JSON.parse(readFileSync(join(root, 'index.json'), 'utf8')) as { rows: { name: string }[] }
  const previous = rows[rows.findIndex(({ name }) => folder.endsWith(`/${name}`)) - 1]
  return previous === undefined ? '' : join(root, 'migrations', previous.name, 'after.prisma')
}

function readText(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}
