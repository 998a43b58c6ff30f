import { defineConfig } from 'vitest/config'
import { SERVERS } from './test/engines/servers.js'

// One project for each server: the same cases.
const engines = SERVERS.map(({ name, provider, setup }) => ({
  test: {
    name,
    include: [`test/engines/${provider}/*.test.ts`],
    globalSetup: [`test/engines/${provider}/${setup}.ts`],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // The cases of one file share a database.
    fileParallelism: false,
  },
}))

const results = process.env.TEST_RESULTS_FILE

export default defineConfig({
  test: {
    // One core is not kept free, which is half of a small machine's: who waits here is the tests themselves.
    maxWorkers: '100%',
    // A file for the results, where a machine counts them.
    reporters: [
      'default',
      './test/report.ts',
      ...(results === undefined ? [] : [['json', { outputFile: results }] as ['json', { outputFile: string }]]),
    ],
    projects: [
      // Some build, generate clients or replay histories, which a busy machine takes a while for.
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } },
      {
        test: {
          name: 'types',
          include: [],
          typecheck: { enabled: true, only: true, include: ['test/types/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
        },
      },
      // Compiles everything once for each version of TypeScript.
      { test: { name: 'compilers', include: ['test/types/*.test.ts'], testTimeout: 120_000 } },
      ...engines,
      // Rows go between all of them.
      {
        test: {
          name: 'copy',
          include: ['test/copy/*.test.ts'],
          globalSetup: ['test/copy/servers.ts'],
          testTimeout: 300_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      // Each starts and breaks servers of its own; `npm run test:faults` does it many times.
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          testTimeout: process.env.FAULT_ROUNDS === undefined ? 120_000 : 3_600_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      // Brings docker-compose.yml up and down; pulling its images takes a while the first time.
      { test: { name: 'compose', include: ['test/compose/*.test.ts'], testTimeout: 120_000 } },
    ],
  },
})
