import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Provider } from '../../src/engines/index.js'
import { plainPrisma } from '../contenders/plain-prisma.js'
import { refract } from '../contenders/refract.js'
import { userId, workspaceId } from '../data.js'
import { describeRun } from '../machine.js'
import type { ColdResult, ColdRow } from '../results.js'
import type { Server } from '../servers.js'
import { summarize } from './statistics.js'

/** Whose start is measured, by the name of its program. */
const PROGRAMS = {
  refract: 'Refract, `refract-db`',
  'refract-one': 'Refract, one engine',
  'prisma-fast': 'plain Prisma (`fast`, the default)',
  'prisma-small': 'plain Prisma, `compilerBuild = "small"`',
} as const

export const COLD_SUBJECT = PROGRAMS.refract
export const COLD_ONE_ENGINE = PROGRAMS['refract-one']
export const COLD_BASELINE = PROGRAMS['prisma-fast']

type Start = Record<'firstQuery' | 'resident' | 'firstNested' | 'warm', number>

/** Starts each program in a process of its own, again and again, in turns. */
export async function measureCold(provider: Provider, server: Server, rounds: number, tell: (line: string) => void): Promise<ColdResult> {
  const urls = new Map<string, string>()
  for (const program of Object.keys(PROGRAMS)) {
    urls.set(program, await server.createDatabase(program.startsWith('prisma') ? 'delete' : 'wal'))
  }
  const starts = new Map(Object.keys(PROGRAMS).map((program) => [program, [] as Start[]]))
  const programs = Object.keys(PROGRAMS)
  // The first round fills the caches of the file system and is thrown away.
  for (let round = -1; round < rounds; round += 1) {
    for (let place = 0; place < programs.length; place += 1) {
      const program = programs[(round + 1 + place) % programs.length] ?? ''
      const start = await startProgram(`${program}-${provider}`, urls.get(program) ?? '')
      if (round >= 0) starts.get(program)?.push(start)
    }
  }
  const rows = Object.entries(PROGRAMS).map(([program, name]): ColdRow => {
    const of = (what: keyof Start) => summarize((starts.get(program) ?? []).map((start) => start[what]))
    return { name, firstQuery: of('firstQuery'), resident: of('resident'), firstNested: of('firstNested'), warm: of('warm') }
  })
  for (const { name, firstQuery, resident } of rows) {
    tell(`cold start, ${name}: ${firstQuery.median.toFixed(0)} ms, ${resident.median.toFixed(0)} MB`)
  }
  return { run: describeRun(server, provider, [refract, plainPrisma], rounds), rows }
}

async function startProgram(name: string, url: string): Promise<Start> {
  const child = new URL('child.mjs', import.meta.url)
  const program = new URL(`cold/${name}/${name}.mjs`, import.meta.url)
  const { stdout } = await promisify(execFile)(process.execPath, [child.pathname, program.href, url, userId(1), workspaceId(1)])
  return JSON.parse(stdout) as Start
}
