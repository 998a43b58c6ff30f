import type { CreateComposer } from '../../contract/composition.js'
import { composeDeleteMany } from '../count-deletes.js'
import { composeCreateManyAndReturn } from './create-and-return.js'
import { composeCreateMany, composeNestedCreateMany } from './skip-duplicates.js'
import { composeUpdateManyAndReturn } from './update-and-return.js'

/** MySQL has no `RETURNING`, and Prisma's `skipDuplicates` would pass over every error there. */
export const createComposer: CreateComposer = (facts) => (query) => {
  switch (query.action) {
    case 'createMany':
      return query.query.arguments?.skipDuplicates === true ? composeCreateMany(facts, query) : null
    case 'createManyAndReturn':
      return composeCreateManyAndReturn(facts, query)
    case 'updateManyAndReturn':
      return composeUpdateManyAndReturn(facts, query)
    case 'deleteMany':
      return composeDeleteMany(facts, query)
    case 'createOne':
    case 'updateOne':
    case 'upsertOne':
      return composeNestedCreateMany(facts, query)
    default:
      return null
  }
}
