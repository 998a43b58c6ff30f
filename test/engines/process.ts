import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createServer } from 'node:net'

/** The first of some programs that is on the PATH, with what it says of its version. */
export function findProgram(...names: readonly string[]): { name: string; version: string } | undefined {
  for (const name of names) {
    const { status, stdout } = spawnSync(name, ['--version'], { encoding: 'utf8' })
    if (status === 0) return { name, version: stdout }
  }
  return undefined
}

/** A port that nobody uses. */
export async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Runs a program to its end. */
export function runProgram(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`)
}

/** Starts a server and waits until `ready` succeeds. */
export async function startProgram(program: string, args: readonly string[], ready: () => Promise<void>): Promise<ChildProcess> {
  const child = spawn(program, args, { stdio: 'ignore' })
  const end = Date.now() + 60_000
  for (;;) {
    try {
      await ready()
      return child
    } catch (error) {
      if (child.exitCode !== null || Date.now() > end) {
        child.kill()
        throw error
      }
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

export async function stopProgram(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}
