import { runMatrix } from '../matrix.js'
import { createDatabase } from './server.js'

runMatrix('mysql', createDatabase)
