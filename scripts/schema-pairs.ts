// Random schemas, gone through with rows in the tables, many times over: `npm run test:schemas`, on every engine. A few are a part of `npm test`. `SCHEMA_PAIRS=<n>` sets their number, `SCHEMA_SEED=<n>` the first seed.
import { startVitest } from 'vitest/node'

process.env.SCHEMA_PAIRS ??= '300'
const vitest = await startVitest('test', ['test/engines'], {
  run: true,
  project: ['postgresql', 'mysql', 'mariadb', 'sqlite'],
  testNamePattern: 'fresh install ends',
})
await vitest.close()
