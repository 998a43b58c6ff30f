import type { Provider } from '../../src/engines/index.js'
import type { Contender } from '../contender.js'
import type { Server } from '../servers.js'
import type { Contestant } from './rounds.js'

/** Gives everyone a database of their own with the same rows in it. */
export async function openContestants(
  playing: readonly Contender[],
  provider: Provider,
  server: Server,
  poolSize: number,
): Promise<(Contestant & { url: string })[]> {
  const contestants: (Contestant & { url: string })[] = []
  for (const { name, journal, open } of playing) {
    const url = await server.createDatabase(journal)
    contestants.push({ name, url, operations: await open({ provider, url, poolSize }), calls: 1_000 })
  }
  return contestants
}
