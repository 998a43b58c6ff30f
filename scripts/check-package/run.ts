import { execFile } from 'node:child_process'
import { delimiter, dirname } from 'node:path'

/**
 * Runs a program as a user would in a folder of their own: without what `npm run` adds to the environment of this
 * script (it would make npm work on this repository), and without a database that this machine has set.
 *
 * @throws with everything that the program printed
 */
export async function run(folder: string, command: string, args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const foreign =
    /^(npm_(?!config_)|npm_config_(local_prefix|package|call|workspaces?)$|DATABASE_|NODE_(ENV|OPTIONS|PATH|V8_COVERAGE)$|INIT_CWD$|FORCE_COLOR$)/
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
  const paths = (process.env.PATH ?? '').split(delimiter).filter((path) => !/[.-]bin$/.test(path))
  // The Node that runs this script, whatever the machine's own.
  const PATH = [dirname(process.execPath), ...paths].join(delimiter)
  const options = { cwd: folder, env: { ...inherited, PATH, NO_COLOR: '1', ...env }, maxBuffer: 64 * 1024 * 1024 }
  return new Promise((done, fail) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error === null) done(stdout)
      else fail(new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`))
    })
  })
}
