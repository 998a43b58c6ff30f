import { testCapabilities } from '../capabilities.js'
import { testDemo } from '../demo.js'
import { testDeploy } from '../deploy.js'
import { testEvolution } from '../evolution/evolve.js'
import { testRandomEvolution } from '../evolution/random-evolution.js'
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
testRandomEvolution('postgresql', createDatabase)
testCapabilities('postgresql', createDatabase)
