/** What the portable client's way costs where an engine lacks something, against the engine's native way: `npm run bench:gaps`. */
import { createClient } from '../../src/index.js'
import { quantile } from '../measure/statistics.js'
import { startServer } from '../servers.js'
import { bulk } from './bulk.js'
import type { ExactClient, Gap } from './gap.js'
import { insensitive } from './insensitive.js'

const only = process.argv[2] ?? ''
const GAPS: readonly Gap[] = [...insensitive, ...bulk].filter(({ name }) => name.includes(only))
const ROUNDS = 15

const milliseconds = async (run: () => Promise<unknown>) => {
  const start = performance.now()
  await run()
  return performance.now() - start
}

/** In alternation, so that what the machine does besides falls on both alike. */
async function measure(gap: Gap, url: string): Promise<string> {
  const db = createClient({ provider: gap.provider, url })
  const exact = createClient(gap.provider as 'mysql', { url }) as unknown as ExactClient
  await gap.prepare?.(db)
  const [ours, native]: [number[], number[]] = [[], []]
  for (let round = -3; round < ROUNDS; round += 1) {
    const pair = [await milliseconds(() => gap.run(db)), await milliseconds(() => gap.runNatively(exact))] as const
    if (round < 0) continue
    ours.push(pair[0])
    native.push(pair[1])
  }
  await db.$disconnect()
  await exact.$disconnect()
  const [one, other] = [quantile(ours, 0.5), quantile(native, 0.5)]
  return `| ${gap.name} | ${gap.native} | ${one.toFixed(1)} ms | ${other.toFixed(1)} ms | ${(one / other).toFixed(2)} |`
}

for (const provider of ['postgresql', 'mysql', 'sqlite'] as const) {
  const gaps = GAPS.filter((gap) => gap.provider === provider)
  const server = await startServer(provider)
  console.log(`\n${server.version}\n\n| gap | native way | ours | native | ratio |\n|---|---|---|---|---|`)
  for (const gap of gaps) console.log(await measure(gap, await server.createDatabase()))
  await server.stop()
}
