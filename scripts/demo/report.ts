import type { PortableClient } from '../../src/index.js'
import { ownUsers, ownWorkspaces, removeDemo, seedDemo } from './seed.js'
import { tour } from './tour.js'

/** Where the demo runs; only these words and the timings differ between engines. */
export interface Place {
  readonly engine: string
  readonly database: string
}

const RULE = '─'.repeat(78)

/** Seeds the demo's rows, asks the queries of the tour and prints every answer. */
export async function runDemo(db: PortableClient, place: Place, print: (line: string) => void): Promise<void> {
  const start = performance.now()
  print(`Refract on ${place.engine}`)
  print(`${place.database}`)
  print(RULE)
  await removeDemo(db)
  await seedDemo(db)
  print(`Seeded ${await describeRows(db)}`)
  for (const [index, stop] of tour.entries()) {
    print('')
    print(`${String(index + 1).padStart(2)}. ${stop.title}`)
    print(`    db.${stop.query}`)
    for (const line of await stop.run(db)) print(`      ${line}`)
  }
  print('')
  print(RULE)
  print(`${tour.length} of ${tour.length} answered in ${((performance.now() - start) / 1000).toFixed(2)} s`)
}

async function describeRows(db: PortableClient): Promise<string> {
  const where = { workspace: ownWorkspaces }
  const counts = {
    users: await db.user.count({ where: ownUsers }),
    sessions: await db.session.count({ where: { user: ownUsers } }),
    workspaces: await db.workspace.count({ where: ownWorkspaces }),
    members: await db.workspaceMember.count({ where }),
    subscriptions: await db.subscription.count({ where }),
    'audit entries': await db.auditLog.count({ where }),
  }
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')
}
