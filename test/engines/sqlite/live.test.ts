import { testAdoption } from '../live/adopt.js'
import { testComparison } from '../live/compare.js'
import { createDatabase } from './server.js'

testComparison('sqlite', createDatabase)
testAdoption('sqlite', createDatabase)
