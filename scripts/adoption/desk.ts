import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createDatabase as createOnMysql } from '../../test/engines/mysql/server.js'
import { createDatabase as createOnPostgresql } from '../../test/engines/postgresql/server.js'
import { createDatabase as createOnSqlite } from '../../test/engines/sqlite/server.js'
import { run } from '../check-package/run.js'
import type { TestServer } from '../servers.js'

const CREATE = { postgresql: createOnPostgresql, mysql: createOnMysql, sqlite: createOnSqlite }

/** A database, and the environment that names it. */
export interface Target {
  readonly name: string
  readonly provider: string
  readonly url: string
  readonly env: Record<string, string>
}

/** Where a project is made, with what its user has at hand. */
export class Desk {
  constructor(
    readonly root: string,
    readonly tarball: string,
    readonly servers: readonly TestServer[],
    readonly isShown: boolean,
  ) {}

  async createFolder(name: string): Promise<string> {
    const folder = join(this.root, name)
    await mkdir(folder)
    return folder
  }

  /** Runs a command as a user writes it, and returns what it printed. */
  async run(folder: string, line: string, env: Record<string, string> = {}): Promise<string> {
    const start = performance.now()
    const [command = '', ...args] = line.split(' ')
    const printed = await run(folder, command, args, env)
    if (this.isShown) console.log(`\n$ ${line}    # ${((performance.now() - start) / 1000).toFixed(1)} s\n${printed}`)
    return printed
  }

  /** A program of the project, by the tsx and the TypeScript of this repository. */
  async runProgram(folder: string, file: string, { env }: Pick<Target, 'env'>): Promise<string> {
    return run(folder, process.execPath, [resolve('node_modules/tsx/dist/cli.mjs'), file], env)
  }

  /** `npm install` of the project's packages, none of whose scripts is needed. */
  async install(folder: string, packages = ''): Promise<void> {
    await this.run(folder, `npm install --ignore-scripts --no-audit --no-fund ${packages}`.trim())
  }

  /** An empty database on each server. */
  async createTargets(name: string): Promise<Target[]> {
    return Promise.all(
      this.servers.map(async ({ name: server, provider, url }) => {
        const create = CREATE[provider as keyof typeof CREATE]
        const database = await create(url, `refract_${name}_${process.pid}_${server}`)
        return { name: server, provider, url: database.url, env: { DATABASE_PROVIDER: provider, DATABASE_URL: database.url } }
      }),
    )
  }
}

/** Fails unless every engine has given the same text, which it returns. */
export function assertSame(answers: ReadonlyMap<string, string>): string {
  const [[first = '', expected = ''] = []] = answers
  for (const [name, answer] of answers) assert.equal(answer, expected, `${name} answers otherwise than ${first}`)
  return expected
}
