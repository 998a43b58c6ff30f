import { testServerFaults } from './server-faults.js'
import { postgresql } from './servers.js'

testServerFaults(postgresql)
