import { testAdoption } from '../live/adopt.js'
import { testComparison } from '../live/compare.js'
import { createDatabase } from './server.js'

testComparison('mysql', createDatabase)
testAdoption('mysql', createDatabase)
