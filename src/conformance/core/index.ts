import type { PortableClient } from '../../client/portable.js'
import type { CaseGroup } from '../case.js'
import { agreement } from './agreement.js'
import { conflicts } from './conflicts.js'
import { connecting } from './connecting.js'
import { crud } from './crud.js'
import { extensions } from './extensions.js'
import { insensitive } from './insensitive.js'
import { namespace } from './namespace.js'
import { portability } from './portability.js'
import { rawSql } from './raw-sql.js'
import { reading } from './reading.js'
import { relations } from './relations.js'
import { schemas } from './schemas.js'
import { texts } from './texts.js'
import { transactions } from './transactions.js'
import { transfers } from './transfers.js'
import { uniqueness } from './uniqueness.js'

/** The cases of the core model. */
export const coreCases: readonly CaseGroup<PortableClient>[] = [
  crud,
  relations,
  uniqueness,
  reading,
  transactions,
  transfers,
  conflicts,
  portability,
  agreement,
  extensions,
  namespace,
  rawSql,
  schemas,
  connecting,
  texts,
  insensitive,
]

export { clearCore } from './samples.js'
