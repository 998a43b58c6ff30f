import { defineConfig } from 'vitest/config'
import type { Target } from './target.js'

const target = JSON.parse(process.env.WITNESS_TARGET ?? 'null') as Target

export default defineConfig({
  test: {
    include: ['suite.test.ts'],
    provide: { target },
    // Its first test of each group makes the state's schema and migrations, which a busy machine takes a while for.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // The suite tells what it does, for each test.
    silent: 'passed-only',
  },
})
