import { testCapabilities } from '../capabilities.js'
import { testDemo } from '../demo.js'
import { testDeploy } from '../deploy.js'
import { testEvolution } from '../evolution/evolve.js'
import { testRandomEvolution } from '../evolution/random-evolution.js'
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
testRandomEvolution('sqlite', createDatabase)
testCapabilities('sqlite', createDatabase)
