import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of a few megabytes, which only the administrator of a Linux can make. */
export async function mountSmallDisk(megabytes: number): Promise<{ folder: string; remove(): Promise<void> } | { notRun: string }> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return { notRun: 'only root may mount a small disk, on Linux' }
  const folder = await mkdtemp(join(tmpdir(), 'refract-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' })
  } catch (error) {
    await rm(folder, { recursive: true })
    return { notRun: `a small disk cannot be mounted (${error instanceof Error ? error.message.trim() : error})` }
  }
  return {
    folder,
    async remove() {
      // The driver may keep the files open until its statements are collected as garbage.
      execFileSync('umount', ['--lazy', folder])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
