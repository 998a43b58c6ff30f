// Random schemas, gone through with rows in the tables, many times over: `npm run test:schemas`, canonical ones on every
// engine, MySQL's own on MySQL and MariaDB. A few are a part of `npm test`. `SCHEMA_PAIRS=<n>` sets their number,
// `SCHEMA_SEED=<n>` the first seed.
import { startVitest } from 'vitest/node'
import { PROVIDERS } from '../src/engines/index.js'

process.env.SCHEMA_PAIRS ??= '300'
const written = ['test/engines/mysql/schema-diff.test.ts']
const canonical = PROVIDERS.map((provider) => `test/engines/${provider}/matrix.test.ts`)
for (const [files, project, testNamePattern] of [
  [written, ['mysql', 'mariadb'], ''],
  [canonical, [...PROVIDERS, 'mariadb'], 'random changes of a schema'],
] as const) {
  const vitest = await startVitest('test', [...files], { run: true, project: [...project], testNamePattern })
  await vitest.close()
}
