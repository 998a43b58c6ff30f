import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Root, or who may become it without being asked, as on machines that run CI. */
function asRoot(command: string, ...args: string[]): void {
  const [file = '', ...rest] = process.getuid?.() === 0 ? [command, ...args] : ['sudo', '-n', command, ...args]
  execFileSync(file, rest, { stdio: 'pipe' })
}

/** A disk of a few megabytes, which only the administrator of a Linux can make. */
export async function mountSmallDisk(megabytes: number): Promise<{ folder: string; remove(): Promise<void> } | { notRun: string }> {
  if (process.platform !== 'linux') return { notRun: 'small disks are mounted on Linux alone' }
  const folder = await mkdtemp(join(tmpdir(), 'refract-disk-'))
  try {
    asRoot('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,uid=${process.getuid?.()}`, 'tmpfs', folder)
  } catch (error) {
    await rm(folder, { recursive: true })
    return { notRun: `a small disk cannot be mounted (${error instanceof Error ? error.message.trim() : error})` }
  }
  return {
    folder,
    async remove() {
      // The driver may keep the files open until its statements are collected as garbage.
      asRoot('umount', '--lazy', folder)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
