import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { inheritEnvironment } from '../client/env.js'
import { RefractError } from '../contract/errors.js'

/**
 * Runs Prisma's own generator on a schema. The only place that starts a process.
 *
 * Prisma's command line wants its native schema engine, which generating does not use, and would
 * download it. Told that one is there it asks no further, so this works behind a firewall.
 *
 * @throws {RefractError} `REFRACT_GENERATE` with what Prisma printed
 */
export async function runPrismaGenerate(schema: string): Promise<void> {
  const command = await findPrisma(dirname(resolve(schema)))
  const folder = await mkdtemp(join(tmpdir(), 'refract-'))
  try {
    // A prisma.config.ts of the project may ask for an address that generating does not need.
    const config = join(folder, 'prisma.config.mjs')
    await writeFile(config, 'export default {}\n')
    await run(command, ['generate', '--schema', schema, '--config', config], schema)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function run(command: string, args: readonly string[], schema: string): Promise<void> {
  const child = spawn(process.execPath, [command, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      ...inheritEnvironment(),
    },
  })
  const printed: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk))
  const status = await new Promise<number | null>((done, fail) => {
    child.on('error', fail)
    child.on('close', done)
  })
  if (status === 0) return
  throw new RefractError(
    'REFRACT_GENERATE',
    `Prisma could not generate a client from ${schema}:\n${Buffer.concat(printed).toString().trim()}`,
  )
}

async function findPrisma(folder: string): Promise<string> {
  try {
    const manifest = createRequire(join(folder, 'package.json')).resolve('prisma/package.json')
    const { bin } = JSON.parse(await readFile(manifest, 'utf8')) as { bin: { prisma: string } }
    return join(dirname(manifest), bin.prisma)
  } catch (cause) {
    throw new RefractError('REFRACT_GENERATE', 'The package prisma, which generates clients, is not installed.', {
      hint: 'Run: npm install --save-dev prisma@7.10.0',
      cause,
    })
  }
}
