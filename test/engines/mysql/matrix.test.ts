import { testCapabilities } from '../capabilities.js'
import { testDemo } from '../demo.js'
import { testDeploy } from '../deploy.js'
import { testEvolution } from '../evolution/evolve.js'
import { testRandomPairs } from '../evolution/random-pairs.js'
import { testLogging } from '../logging.js'
import { runMatrix } from '../matrix.js'
import { testSameAnswers } from '../same-answers.js'
import { createDatabase } from './server.js'

runMatrix('mysql', createDatabase)
testDemo('mysql', createDatabase)
testSameAnswers('mysql', createDatabase)
testDeploy('mysql', createDatabase)
testLogging('mysql', createDatabase)
testEvolution('mysql', createDatabase)
testRandomPairs('mysql', createDatabase)
testCapabilities('mysql', createDatabase)
