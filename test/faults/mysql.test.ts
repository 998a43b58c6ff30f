import { testServerFaults } from './server-faults.js'
import { mysql } from './servers.js'

testServerFaults(mysql)
