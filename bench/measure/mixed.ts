import { fork } from 'node:child_process'
import { cases } from '../cases.js'
import { contenders } from '../contenders/index.js'
import { describeRun } from '../machine.js'
import type { MixedResult, MixedRow } from '../results.js'
import type { Server } from '../servers.js'
import { openContestants } from './contestants.js'
import type { Contestant, Pace } from './rounds.js'
import { summarize } from './statistics.js'

const READERS = 16

interface Count {
  reads: number
  writes: number
  errors: number
}

type Place = Contestant & { url: string }

const [read, insert] = ['point read', 'insert one'].map((name) => cases.find((one) => one.name === name))

/** Reads per second while one writer writes without a pause: in the same client, and in another process. */
export async function measureMixed(server: Server, pace: Pace, tell: (line: string) => void): Promise<MixedResult> {
  const playing = contenders.filter(({ providers }) => providers.includes('sqlite'))
  const contestants = await openContestants(playing, 'sqlite', server, 1)
  const duration = pace.slice * 5
  const sameProcess = await alternate(contestants, pace.rounds, duration, countBesideOwnWriter)
  const otherProcess = await alternate(contestants, pace.rounds, duration, countBesideOtherProcess)
  for (const { operations } of contestants) await operations.close()
  for (const [where, rows] of Object.entries({ 'in the same client': sameProcess, 'in another process': otherProcess })) {
    const line = rows.map((r) => `${r.name} ${r.readsPerSecond.median.toFixed(0)} reads/s, ${r.writesPerSecond.median.toFixed(0)} writes/s`)
    tell(`readers while one writer writes ${where}: ${line.join('; ')}`)
  }
  return { run: describeRun(server, 'sqlite', playing, pace.rounds), readers: READERS, sameProcess, otherProcess }
}

async function alternate(
  contestants: readonly Place[],
  rounds: number,
  duration: number,
  count: (contestant: Place, duration: number) => Promise<Count>,
): Promise<MixedRow[]> {
  const counts = new Map(contestants.map(({ name }) => [name, [] as Count[]]))
  // The first round warms up.
  for (let round = -1; round < rounds; round += 1) {
    for (let place = 0; place < contestants.length; place += 1) {
      const contestant = contestants[(round + 1 + place) % contestants.length] as Place
      const result = await count(contestant, duration)
      if (round >= 0) counts.get(contestant.name)?.push(result)
      // A file that is still locked is emptied the next time.
      await contestant.operations.removeSessions().catch(() => undefined)
    }
  }
  return contestants.map(({ name }) => {
    const all = counts.get(name) ?? []
    return {
      name,
      readsPerSecond: summarize(all.map(({ reads }) => reads)),
      writesPerSecond: summarize(all.map(({ writes }) => writes)),
      errors: all.reduce((sum, { errors }) => sum + errors, 0),
    }
  })
}

async function countBesideOwnWriter(contestant: Place, duration: number): Promise<Count> {
  let [writes, errors, writing] = [0, 0, true]
  const writer = (async () => {
    while (writing) {
      contestant.calls += 1
      try {
        await insert?.run(contestant.operations, contestant.calls)
        writes += 1
      } catch {
        errors += 1
      }
      // A driver that never waits would keep the thread for ever.
      await new Promise(setImmediate)
    }
  })()
  const result = await countReads(contestant, duration)
  writing = false
  await writer
  return { reads: result.reads, writes: writes / result.seconds, errors: errors + result.errors }
}

async function countBesideOtherProcess(contestant: Place, duration: number): Promise<Count> {
  const child = fork(new URL('writer.mjs', import.meta.url), [contestant.name, contestant.url])
  const ended = new Promise<never>((_, reject) => child.once('exit', () => reject(new Error(`${contestant.name}: the writer ended.`))))
  // Ending is what it is for, once it has answered.
  ended.catch(() => undefined)
  const message = () => Promise.race([ended, new Promise<unknown>((resolve) => child.once('message', resolve))])
  await message()
  const start = performance.now()
  const result = await countReads(contestant, duration)
  child.send('stop')
  const { writes, errors } = (await message()) as { writes: number; errors: number }
  const seconds = (performance.now() - start) / 1_000
  await ended.catch(() => undefined)
  return { reads: result.reads, writes: writes / seconds, errors: errors + result.errors }
}

async function countReads(contestant: Place, duration: number): Promise<{ reads: number; seconds: number; errors: number }> {
  let [reads, errors] = [0, 0]
  const start = performance.now()
  const end = start + duration
  const reader = async () => {
    while (performance.now() < end) {
      contestant.calls += 1
      try {
        await read?.run(contestant.operations, contestant.calls)
        reads += 1
      } catch {
        errors += 1
      }
      // A request comes from outside, so that the thread does other things between two of one reader.
      await new Promise(setImmediate)
    }
  }
  await Promise.all(Array.from({ length: READERS }, reader))
  const seconds = (performance.now() - start) / 1_000
  return { reads: reads / seconds, seconds, errors }
}
