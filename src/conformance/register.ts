import type { Capabilities } from '../contract/capabilities.js'
import type { Case, CaseContext, CaseGroup, Verdict } from './case.js'
import type { Divergence } from './divergences.js'
import type { RowNumber } from './rows.js'

/** The two functions that every test runner has. */
export interface Runner {
  describe(name: string, body: () => void): void
  it(name: string, body: () => Promise<void>, outcome: Outcome): void
}

/** What a case's passing means. */
export interface Outcome {
  readonly verdict: Verdict
  /** The differences that the case is about. */
  readonly rows: readonly RowNumber[]
}

/** An engine under test. */
export interface Subject<C> {
  readonly capabilities: Capabilities
  /** Opens a client on the database under test. */
  open(url?: string): C & { $disconnect(): Promise<void> }
  /** The address of the database. */
  url(): string
  /** Removes every row. */
  clear(db: C): Promise<void>
  /** Cases that are known to fail, and why they may. */
  readonly divergences?: readonly Divergence[]
}

/**
 * Registers every case with a test runner.
 *
 * @throws {Error} for a case that needs a capability and does not say how it is refused without
 */
export function registerCases<C>(runner: Runner, subject: Subject<C>, groups: readonly CaseGroup<C>[]): void {
  for (const group of groups) {
    runner.describe(group.name, () => {
      for (const item of group.cases) {
        const [verdict, body] = choose(item, subject)
        runner.it(item.name, () => runCase(subject, body), { verdict, rows: item.rows ?? [] })
      }
    })
  }
}

type Body<C> = (context: CaseContext<C>) => Promise<void>

function choose<C>(item: Case<C>, { capabilities, divergences }: Subject<C>): [Verdict, Body<C>] {
  const reason = divergences?.find((divergence) => divergence.case === item.name)?.reason
  if (reason !== undefined) return ['diverging', (context) => assertFails(item, context, reason)]
  if (item.needs === undefined || capabilities[item.needs]) return ['run', item.run]
  if (item.refusal === undefined) throw new Error(`The case "${item.name}" needs ${item.needs} and has no refusal.`)
  return ['refused', item.refusal]
}

async function assertFails<C>(item: Case<C>, context: CaseContext<C>, reason: string): Promise<void> {
  const failed = await item.run(context).then(
    () => false,
    () => true,
  )
  if (!failed) throw new Error(`No longer divergent (${reason}): take it off the list.`)
}

async function runCase<C>(subject: Subject<C>, body: Body<C>): Promise<void> {
  const opened: { $disconnect(): Promise<void> }[] = []
  const open = (url?: string) => {
    const client = subject.open(url)
    opened.push(client)
    return client
  }
  const openAt = (change: (address: URL) => void) => {
    const address = new URL(subject.url())
    change(address)
    return open(address.href)
  }
  try {
    const db = open()
    await subject.clear(db)
    await body({ db, capabilities: subject.capabilities, open: () => open(), openAt })
  } finally {
    for (const client of opened) await client.$disconnect()
  }
}
