import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Measurement {
  readonly seconds: number
  /** Of the process, in megabytes; null where the system does not tell. */
  readonly peak: number | null
}

const PAUSE = 25

/**
 * Runs a program to its end: wall clock, and the kernel's own high-water mark of its memory. The mark never goes down, so that only what
 * a program takes in its last milliseconds is missed; `ru_maxrss` would have the parent's memory in it, of which a child begins as a copy.
 */
export async function measure(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Measurement & { output: string }> {
  const start = performance.now()
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  let peak: number | null = null
  const timer = setInterval(() => (peak = readPeak(child.pid) ?? peak), PAUSE)
  try {
    const end = await new Promise<{ status: number | null; at: number }>((resolve, reject) => {
      let at = 0
      child.on('error', reject)
      child.on('exit', () => (at = performance.now()))
      child.on('close', (status) => resolve({ status, at }))
    })
    if (end.status !== 0) throw new Error(`${command} ended with ${end.status}:\n${output.slice(-3_000)}`)
    return { seconds: (end.at - start) / 1_000, peak, output }
  } finally {
    clearInterval(timer)
  }
}

function readPeak(pid: number | undefined): number | null {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return kilobytes === undefined ? null : Number(kilobytes) / 1_000
  } catch {
    return null
  }
}
