import { testCapabilities } from '../capabilities.js'
import { testDemo } from '../demo.js'
import { testDeploy } from '../deploy.js'
import { testEvolution } from '../evolution/evolve.js'
import { testRandomPairs } from '../evolution/random-pairs.js'
import { testLogging } from '../logging.js'
import { runMatrix } from '../matrix.js'
import { testSameAnswers } from '../same-answers.js'
import { createDatabase } from './server.js'

runMatrix('sqlite', createDatabase)
testDemo('sqlite', createDatabase)
testSameAnswers('sqlite', createDatabase)
testDeploy('sqlite', createDatabase)
testLogging('sqlite', createDatabase)
testEvolution('sqlite', createDatabase)
testRandomPairs('sqlite', createDatabase)
testCapabilities('sqlite', createDatabase)
