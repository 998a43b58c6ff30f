/** SQLite reads a chain of conditions as a tree that is as deep as the chain is long, and refuses one deeper than 1,000. */
const MOST = 400
/** No shorter statement has so many conditions. */
const SHORTEST = 8_000

/** Names and texts, in which nothing is a condition; what opens and closes a group; what joins conditions. */
const TOKENS = /`[^`]*`|"[^"]*"|'[^']*'|[()]| (?:AND|OR) /g

interface Group {
  readonly start: number
  readonly joints: { readonly index: number; readonly word: string }[]
}

/** Puts the conditions of long chains into groups, which mean the same and are less deep. */
export function balanceConditions(sql: string): string {
  if (sql.length < SHORTEST) return sql
  const brackets: [position: number, bracket: string][] = []
  const open: Group[] = []
  for (const { 0: token, index } of sql.matchAll(TOKENS)) {
    if (token === '(') open.push({ start: index + 1, joints: [] })
    else if (token === ')') {
      const group = open.pop()
      if (group !== undefined) brackets.push(...divide(group, index))
    } else if (token.startsWith(' ')) open.at(-1)?.joints.push({ index, word: token })
  }
  return brackets.length === 0 ? sql : insert(sql, brackets)
}

function divide({ start, joints }: Group, end: number): [number, string][] {
  const [first] = joints
  if (joints.length <= MOST || joints.some(({ word }) => word !== first?.word)) return []
  const size = Math.ceil(Math.sqrt(joints.length))
  const cuts = joints.filter((_, index) => index % size === size - 1)
  return [
    [start, '('],
    ...cuts.flatMap(({ index, word }): [number, string][] => [
      [index, ')'],
      [index + word.length, '('],
    ]),
    [end, ')'],
  ]
}

function insert(sql: string, brackets: [number, string][]): string {
  brackets.sort(([a], [b]) => a - b)
  let text = ''
  let copied = 0
  for (const [position, bracket] of brackets) {
    text += sql.slice(copied, position) + bracket
    copied = position
  }
  return text + sql.slice(copied)
}
