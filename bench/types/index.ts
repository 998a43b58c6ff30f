// `npm run bench:types [-- --rounds 7]`: what the compiler takes for 200 queries on a PortableClient of the built package, and
// on the client that Prisma generates of the same schema. In turns, in one run; docs/portability-costs.md gets the medians.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { describeMachine } from '../machine.js'
import { type Compilation, compile, compilers } from './compile.js'
import { contestants, createProject } from './projects.js'
import { type Measured, replaceSection, writeSection } from './report.js'

const QUERIES = 200
const DOCUMENT = 'docs/portability-costs.md'

async function measure(root: string, rounds: number): Promise<Measured[]> {
  const folders = await Promise.all(contestants.map((contestant) => createProject(root, contestant, QUERIES)))
  return compilers.map((compiler) => {
    const runs: Compilation[][] = folders.map(() => [])
    // The first round fills the system's caches and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      folders.forEach((folder, index) => {
        const run = compile(compiler, folder)
        if (round > 0) runs[index]?.push(run)
      })
    }
    return { compiler, runs }
  })
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } })
const root = await mkdtemp(join(tmpdir(), 'refract-types-'))
try {
  const section = writeSection(
    await measure(root, Number(values.rounds)),
    QUERIES,
    `${new Date().toISOString().slice(0, 10)}, ${describeMachine()}`,
  )
  console.log(section)
  await writeFile(DOCUMENT, replaceSection(await readFile(DOCUMENT, 'utf8').catch(() => ''), section))
} finally {
  await rm(root, { recursive: true })
}
