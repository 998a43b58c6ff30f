import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { BetterAuthOptions } from '@better-auth/core'
import { prismaAdapter } from '@better-auth/prisma-adapter'
import { generateSchema } from 'auth/api'

const STATES = join(import.meta.dirname, 'states')

const HEAD = `generator client {
  provider = "prisma-client"
  output   = "../client"
}

datasource db {
  provider = "postgresql"
}
`

/** What `refract migrate dev` asks about fields that the suite adds: required, without a default. */
const ANSWERS = {
  email_address: ['--rename', 'User.email=email_address'],
  numericField: ['--fill', 'User.numericField=0'],
  cbDefaultValueField: ['--fill', "User.cbDefaultValueField=''"],
  dateField: ['--fill', 'User.dateField=now()'],
}

/**
 * A user's project for one state of Better Auth's schema, below it the clients and the migrations of all engines. It is made
 * once, by the run that asks first. The migrations lead from Better Auth's core tables to the state, as when a user adds a plugin.
 */
export async function prepareState(options: BetterAuthOptions): Promise<string> {
  const text = await writeSchema(options)
  const folder = join(STATES, createHash('sha256').update(text).digest('hex').slice(0, 12))
  await mkdir(STATES, { recursive: true })
  // Runs on other servers ask for the same at the same time.
  while (!existsSync(folder)) {
    const lock = `${folder}.lock`
    const isMine = await mkdir(lock).then(
      () => true,
      () => false,
    )
    if (!isMine) await setTimeout(50)
    else await makeState(folder, text, coreOf(options)).finally(() => rm(lock, { recursive: true }))
  }
  return folder
}

async function makeState(folder: string, text: string, core: BetterAuthOptions): Promise<void> {
  if (existsSync(folder)) return
  const before = (await writeSchema(core)) === text ? undefined : await prepareState(core)
  const scratch = await mkdtemp(`${folder}-`)
  await mkdir(join(scratch, 'prisma'))
  await writeFile(join(scratch, 'prisma', 'schema.prisma'), text)
  if (before !== undefined) await cp(historyOf(before), historyOf(scratch), { recursive: true })
  const answers = before === undefined ? [] : ['--accept-data-loss', ...answer(text)]
  await Promise.all([
    refract(scratch, 'generate', '--quiet'),
    refract(scratch, 'migrate', 'dev', '--name', 'state', '--create-only', ...answers),
  ])
  await rename(scratch, folder)
}

/** The folder with the history of each engine. */
export const historyOf = (state: string) => join(state, 'prisma', 'migrations')

/** The canonical schema: what Better Auth's own command line writes for PostgreSQL. */
async function writeSchema(options: BetterAuthOptions): Promise<string> {
  const folder = await mkdtemp(join(import.meta.dirname, 'schema-'))
  try {
    const file = join(folder, 'schema.prisma')
    await writeFile(file, HEAD)
    const database = prismaAdapter({}, { provider: 'postgresql' })
    const { code } = await generateSchema({ file, adapter: database({}), options: { ...options, database } })
    if (code === undefined) throw new Error('Better Auth writes no schema.')
    return code
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Its core tables, with the same kind of ids. */
function coreOf({ advanced }: BetterAuthOptions): BetterAuthOptions {
  const generateId = advanced?.database?.generateId
  return typeof generateId === 'string' ? { advanced: { database: { generateId } } } : {}
}

/** The answers about the required fields of the model `User`, which has rows as far as a migration knows. */
function answer(schema: string): string[] {
  const user = /^model User \{.*?^\}/ms.exec(schema)?.[0] ?? ''
  return Object.entries(ANSWERS).flatMap(([field, flags]) => (new RegExp(`^ +${field} +\\w+$`, 'm').test(user) ? flags : []))
}

/** Runs the installed package's command line. */
async function refract(folder: string, ...args: readonly string[]): Promise<void> {
  const installed = join(import.meta.dirname, 'node_modules', 'refract-db')
  const { bin } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as { bin: { refract: string } }
  await promisify(execFile)(process.execPath, [join(installed, bin.refract), ...args], { cwd: folder })
}
