import { testAdoption } from '../live/adopt.js'
import { testComparison } from '../live/compare.js'
import { createDatabase } from './server.js'

testComparison('postgresql', createDatabase)
testAdoption('postgresql', createDatabase)
