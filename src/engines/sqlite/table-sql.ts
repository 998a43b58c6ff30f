/** What `sqlite_schema` has for a table, whoever wrote it, in parts. */
export interface TableSql {
  readonly columns: readonly { readonly name: string; readonly definition: string }[]
  readonly constraints: readonly string[]
  /** `STRICT`, `WITHOUT ROWID`. */
  readonly options: string
}

/** Spaces and comments, texts, names in each of the four ways to quote, words and numbers, and single signs. */
const TOKEN = /(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\p{L}\p{N}_$.]+|[\s\S]/gu
const GAP = /^(?:\s|--|\/\*)/
const CONSTRAINT = /^(?:CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN)$/i

export function parseTableSql(sql: string): TableSql {
  const tokens = sql.match(TOKEN) ?? []
  const items: string[][] = [[]]
  const options: string[] = []
  let depth = 0
  let isOver = false
  for (const token of tokens) {
    if (token === ')') depth -= 1
    if (depth === 0 && token === ')') isOver = true
    else if (isOver) options.push(token)
    else if (depth === 1 && token === ',') items.push([])
    else if (depth > 0) items.at(-1)?.push(token)
    if (token === '(') depth += 1
  }
  const parts = items.map((item) => ({ words: item.filter((token) => !GAP.test(token)), text: join(item) }))
  const isColumn = ({ words: [first = ''] }: { words: readonly string[] }) => !CONSTRAINT.test(first)
  return {
    columns: parts
      .filter(isColumn)
      .map(({ words: [first = ''], text }) => ({ name: unquote(first), definition: text.slice(first.length).trim() })),
    constraints: parts.filter((part) => !isColumn(part)).map(({ text }) => text),
    options: join(options),
  }
}

/** Two texts that SQLite takes for the same have the same form: whatever the quotes of names, the case of words and the spaces are. */
export function normalizeSql(text: string): string {
  return (text.match(TOKEN) ?? [])
    .filter((token) => !GAP.test(token))
    .map((token) => (token.startsWith("'") ? token : unquote(token).toLowerCase()))
    .join(' ')
}

function join(tokens: readonly string[]): string {
  return tokens
    .map((token) => (GAP.test(token) ? ' ' : token))
    .join('')
    .trim()
}

function unquote(token: string): string {
  if (token.startsWith('"')) return token.slice(1, -1).replaceAll('""', '"')
  if (token.startsWith('`')) return token.slice(1, -1).replaceAll('``', '`')
  return token.startsWith('[') ? token.slice(1, -1) : token
}
