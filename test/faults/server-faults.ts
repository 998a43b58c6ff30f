import { describe, expect } from 'vitest'
import { testBroken } from './broken.js'
import { testCopyFaults } from './copy-faults.js'
import { expectNoCrash } from './crashes.js'
import { testCuts } from './cut.js'
import { testDeployKill } from './deploy-kill.js'
import { testHold } from './hold.js'
import { testProcessKill } from './process-kill.js'
import { testRestart } from './restart.js'
import { rounds } from './rounds.js'
import { retry, useServer } from './running.js'
import type { ServerKind } from './servers.js'

/** Every fault of a server, on one server: with every run, or with `npm run test:faults` alone. */
export function testServerFaults(kind: ServerKind, { everyRun = true } = {}): void {
  const left = !everyRun && rounds(0, 1) === 0
  describe.skipIf(left)(left ? `${kind.title} (only with npm run test:faults)` : kind.title, () => {
    const server = useServer(kind)
    expectNoCrash()
    testRestart(server)
    testCuts(server)
    testBroken(server)
    testHold(server)
    // The server ends what had reached it.
    testProcessKill(server, rounds(2, 30), ({ countConnections }) => retry(10_000, async () => expect(await countConnections()).toBe(0)))
    testCopyFaults(server)
    // Removes all that is in the database.
    testDeployKill(server, rounds(3, 50))
  })
}
