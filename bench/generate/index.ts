// `npm run bench:generate [-- --rounds 5 --models 100]`: the time of `refract generate`, which renders a schema for three engines and
// writes a client for each, the portable types and the typed entry, beside three plain `prisma generate` runs one after the
// other, of the same rendered schemas. In turns, in one run; bench/README.md gets the medians.
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PROVIDERS } from '../../src/engines/index.js'
import { describeMachine } from '../machine.js'
import { quantile } from '../measure/statistics.js'
import { renderManyModels } from './schema.js'

const DOCUMENT = 'bench/README.md'
const [START, END] = ['<!-- Written by `npm run bench:generate`. -->', '<!-- End of what bench:generate wrote. -->']

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, models: { type: 'string', default: '100' } } })
const folder = await mkdtemp(join(tmpdir(), 'refract-generate-'))
try {
  await mkdir(join(folder, 'prisma'))
  await writeFile(join(folder, 'prisma/schema.prisma'), renderManyModels(Number(values.models)))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  // A user has both packages side by side.
  await mkdir(join(folder, 'node_modules'))
  await symlink(resolve('node_modules/prisma'), join(folder, 'node_modules/prisma'))
  const ours = () => time(resolve('dist/cli.js'), 'generate', '--quiet')
  const plain = () => {
    const schemas = PROVIDERS.map((provider) => join('prisma', `schema.${provider}.prisma`))
    return schemas.reduce((sum, schema) => sum + time(resolve('node_modules/prisma/build/index.js'), 'generate', '--schema', schema), 0)
  }
  // Fills the system's caches, renders what the plain runs read, and does not count.
  ours()
  plain()
  const rounds = Array.from({ length: Number(values.rounds) }, () => ({ ours: ours(), plain: plain() }))
  const ratio = quantile(
    rounds.map((round) => round.ours / round.plain),
    0.5,
  )
  const seconds = (key: 'ours' | 'plain') =>
    (
      quantile(
        rounds.map((round) => round[key]),
        0.5,
      ) / 1000
    ).toFixed(1)
  const line =
    `A schema of ${values.models} models: \`refract generate\` takes ${ratio.toFixed(2)} of the time of three plain \`prisma generate\` runs ` +
    `one after the other (${seconds('ours')} s, ${seconds('plain')} s; medians of ${rounds.length} rounds in turns; ${describeMachine()}).`
  console.log(line)
  const text = await readFile(DOCUMENT, 'utf8')
  const [before = '', rest = ''] = text.split(START)
  await writeFile(DOCUMENT, `${before}${START}\n\n${line}\n\n${END}${rest.split(END)[1]}`)
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** Milliseconds that a program takes. */
function time(program: string, ...args: string[]): number {
  const start = performance.now()
  // Prisma wants to fetch a native engine, which generating does not need.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }
  execFileSync(process.execPath, [program, ...args], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] })
  return performance.now() - start
}
