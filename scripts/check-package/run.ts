import { execFile } from 'node:child_process'
import { delimiter } from 'node:path'

/**
 * Runs a program as a user would in a folder of their own: without what `npm run` adds to the environment of this
 * script (it would make npm work on this repository), and without a database that this machine has set.
 *
 * @throws with everything that the program printed
 */
export async function run(folder: string, command: string, args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const foreign = /^(npm_package_|npm_lifecycle_|npm_config_local_prefix$|DATABASE_|NODE_ENV$|NODE_OPTIONS$|INIT_CWD$|FORCE_COLOR$)/
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
  const path = (process.env.PATH ?? '').split(delimiter).filter((part) => !part.endsWith('.bin') && !part.endsWith('node-gyp-bin'))
  const options = { cwd: folder, env: { ...inherited, PATH: path.join(delimiter), NO_COLOR: '1', ...env }, maxBuffer: 64 * 1024 * 1024 }
  return new Promise((done, fail) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error === null) done(stdout)
      else fail(new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`))
    })
  })
}
