import { testServerFaults } from './server-faults.js'
import { mariadbServer } from './servers.js'

// The room is MySQL's, which every run tries: this one is for the many rounds.
testServerFaults(mariadbServer, { everyRun: false })
