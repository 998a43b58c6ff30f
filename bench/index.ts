// `npm run bench`: installs what is compared where it is missing, builds, and measures in one process.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { BUILD, buildBench } from './build.js'
import { readOptions } from './options.js'

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  if (status !== 0) process.exit(status ?? 1)
}

const args = process.argv.slice(2)
// Says what is wrong with them before minutes are spent.
readOptions(args)
if (!existsSync('bench/node_modules/better-sqlite3/build/Release/better_sqlite3.node')) {
  console.error('Installing what Refract is compared with; better-sqlite3 may have to be compiled.')
  run('npm', ['ci', '--prefix', 'bench', '--no-audit', '--no-fund'])
}
await buildBench()
// In UTC the drivers read times alike: some of them know only the process's zone.
run(process.execPath, ['--expose-gc', `${BUILD}/run.mjs`, ...args], { TZ: 'UTC' })
