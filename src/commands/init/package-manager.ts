import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

export interface PackageManager {
  /** What installs. */
  readonly install: string
  /** What runs a command of an installed package. */
  readonly run: string
}

const LOCKS: readonly (readonly [string, PackageManager])[] = [
  ['pnpm-lock.yaml', { install: 'pnpm install', run: 'pnpm exec' }],
  ['yarn.lock', { install: 'yarn install', run: 'yarn' }],
  ['bun.lock', { install: 'bun install', run: 'bunx' }],
  ['bun.lockb', { install: 'bun install', run: 'bunx' }],
  ['package-lock.json', { install: 'npm install', run: 'npx' }],
]

/** By the nearest lock file, which in a workspace lies above; else npm. */
export function findPackageManager(folder: string): PackageManager {
  for (let place = resolve(folder); ; place = dirname(place)) {
    const found = LOCKS.find(([lock]) => existsSync(join(place, lock)))
    if (found !== undefined) return found[1]
    if (place === dirname(place)) return { install: 'npm install', run: 'npx' }
  }
}
