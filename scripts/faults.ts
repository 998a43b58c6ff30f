// Kills, restarts, cut connections and full disks, many times over: `npm run test:faults [-- <filter>]`. A few rounds
// of each are a part of `npm test`. `FAULT_ROUNDS=<n>` sets their number.
import { startVitest } from 'vitest/node'

process.env.FAULT_ROUNDS ??= 'many'
process.env.FAULTS_CLI ??= 'dist/cli.js'
const vitest = await startVitest('test', process.argv.slice(2), { run: true, project: ['faults'] })
await vitest.close()
