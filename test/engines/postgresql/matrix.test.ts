import { testCapabilities } from '../capabilities.js'
import { testDemo } from '../demo.js'
import { testDeploy } from '../deploy.js'
import { testEvolution } from '../evolution/evolve.js'
import { testRandomPairs } from '../evolution/random-pairs.js'
import { testLogging } from '../logging.js'
import { runMatrix } from '../matrix.js'
import { testSameAnswers } from '../same-answers.js'
import { createDatabase } from './server.js'

runMatrix('postgresql', createDatabase)
testDemo('postgresql', createDatabase)
testSameAnswers('postgresql', createDatabase)
testDeploy('postgresql', createDatabase)
testLogging('postgresql', createDatabase)
testEvolution('postgresql', createDatabase)
testRandomPairs('postgresql', createDatabase)
testCapabilities('postgresql', createDatabase)
