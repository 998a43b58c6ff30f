import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'refract-lazy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Modules loaded until each mark of the program. */
let loaded: Record<string, string>

beforeAll(async () => {
  const file = join(folder, 'modules.log')
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--import', './test/unit/client/loading/log.mjs', 'test/unit/client/loading/program.ts'],
    {
      env: { ...process.env, MODULE_LOG: file, DATABASE_URL: ':memory:', DATABASE_PROVIDER: '', NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let printed = ''
  child.stderr.on('data', (chunk) => {
    printed += chunk
  })
  const status = await new Promise((resolve) => child.on('close', resolve))
  expect(status, printed).toBe(0)
  const text = readFileSync(file, 'utf8')
  loaded = Object.fromEntries(['imported', 'created', 'used'].map((mark) => [mark, text.slice(0, text.indexOf(`# ${mark}\n`))]))
})

const DRIVERS = ['pg', 'mariadb', '@photostructure/sqlite', '@prisma/adapter-pg', '@prisma/adapter-mariadb']
const driversIn = (text = '') => DRIVERS.filter((name) => text.includes(`/node_modules/${name}/`))

const PRISMA = ['@prisma/client', '@prisma/client-runtime-utils', '@prisma/debug', '@prisma/driver-adapter-utils']

/** The packages that were loaded, but for the compiler that the test itself runs on. */
const packagesIn = (text = '') => {
  const names = [...text.matchAll(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//g)].map(([, name]) => name)
  return [...new Set(names)].filter((name) => !['tsx', 'esbuild', 'get-tsconfig', 'resolve-pkg-maps'].includes(name ?? '')).sort()
}
const nativeIn = (text = '') => text.split('\n').filter((line) => line.endsWith('.node'))

describe('importing the package and making a client of every engine', () => {
  it.each(['imported', 'created'])('loads no driver and no adapter (%s)', (mark) => {
    expect(loaded[mark]).toContain('src/engines/postgresql/index.ts')
    expect(driversIn(loaded[mark])).toEqual([])
  })

  it.each(['imported', 'created'])("loads of other packages Prisma's runtime alone (%s)", (mark) => {
    expect(packagesIn(loaded[mark])).toEqual(PRISMA)
  })

  it.each(['imported', 'created'])('loads no native code (%s)', (mark) => {
    expect(nativeIn(loaded[mark])).toEqual([])
  })

  it.each(['imported', 'created'])('loads no query compiler (%s)', (mark) => {
    expect(loaded[mark]).toContain('src/generated/mysql/client.ts')
    expect(loaded[mark]).not.toMatch(/query_compiler|wasm/)
  })

  it('leaves both to the first query, which loads those of its engine alone', () => {
    expect(driversIn(loaded.used)).toEqual(['@photostructure/sqlite'])
    expect(nativeIn(loaded.used)).toHaveLength(1)
    expect(loaded.used).toContain('query_compiler_small_bg.sqlite')
    expect(loaded.used).not.toMatch(/query_compiler_\w+\.(mysql|postgresql)/)
  })
})
