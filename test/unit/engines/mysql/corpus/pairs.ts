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
  return [
    {
      name: `${repo}/${migration}`,
      result: result as Pair['result'],
      note,
      before: before === 'empty' ? '' : readText(beforePath(folder, before)),
      after: readText(join(folder, 'after.prisma')),
      sql: readText(join(folder, 'migration.sql')) ?? '',
    },
  ]
}

function beforePath(folder: string, before: string): string {
  if (before !== 'after.prisma of the previous migration') return join(folder, before || 'before.prisma')
  const root = dirname(dirname(folder))
  const { rows } = JSON.parse(readFileSync(join(root, 'index.json'), 'utf8')) as { rows: { name: string }[] }
  const at = rows.findIndex(({ name }) => folder.endsWith(`/${name}`))
  return join(root, 'migrations', rows[at - 1]?.name ?? '', 'after.prisma')
}

function readText(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}
