import type { InitCommand } from './args.js'
export async function runInit(_command: InitCommand, _packageFolder: string): Promise<number> {
  return 0
}
