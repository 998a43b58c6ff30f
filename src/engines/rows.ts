import type { ModelFacts } from '../contract/facts.js'

/** A row to be created, in Prisma's JSON protocol. */
export type Row = Readonly<Record<string, unknown>>

/** True for a row whose id the database counts. */
export function isCounted({ id, fields }: ModelFacts, row: Row): boolean {
  return id.some((name) => fields[name]?.default?.kind === 'autoincrement' && row[name] === undefined)
}

/** Puts rows that follow one another together, as long as they may be. */
export function splitRows(rows: readonly Row[], mayJoin: (row: Row, last: Row, count: number) => boolean): readonly (readonly Row[])[] {
  const runs: Row[][] = []
  for (const row of rows) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run !== undefined && last !== undefined && mayJoin(row, last, run.length)) run.push(row)
    else runs.push([row])
  }
  return runs
}
