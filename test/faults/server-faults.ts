import { describe } from 'vitest'
import { testBroken } from './broken.js'
import { expectNoCrash } from './crashes.js'
import { testCuts } from './cut.js'
import { testHold } from './hold.js'
import { testProcessKill } from './process-kill.js'
import { testRestart } from './restart.js'
import { useServer } from './running.js'
import type { ServerKind } from './servers.js'

/** Every fault of a server, on one server. */
export function testServerFaults(kind: ServerKind): void {
  describe(kind.title, () => {
    const server = useServer(kind)
    expectNoCrash()
    testRestart(server)
    testCuts(server)
    testBroken(server)
    testHold(server)
    testProcessKill(server)
  })
}
