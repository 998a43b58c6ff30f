import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs the command line in a process of its own and returns what it printed. */
export async function runCli(args: readonly string[], url: string): Promise<string> {
  const env = { ...process.env, DATABASE_URL: url }
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/cli/index.ts', ...args], { env })
  return stdout
}
