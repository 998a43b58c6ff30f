import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'

/** One run of a compiler over a project. */
export interface Compilation {
  /** Seconds from start to end, as the compiler says. */
  readonly total: number
  /** Seconds of it that types were checked. */
  readonly check: number
  readonly megabytes: number
}

/** The compilers, by the packages they come in. */
export const compilers = ['typescript', 'typescript-6', 'typescript-7'] as const

/** Compiles a project without writing anything. @throws where a query does not compile */
export function compile(compiler: string, folder: string): Compilation {
  const tsc = resolve('node_modules', compiler, 'bin', 'tsc')
  const printed = execFileSync(process.execPath, [tsc, '-p', folder, '--extendedDiagnostics'], { encoding: 'utf8' })
  const read = (name: string) => Number(new RegExp(`^${name}: +([\\d.]+)`, 'm').exec(printed)?.[1])
  return { total: read('Total time'), check: read('Check time'), megabytes: read('Memory used') / 1024 }
}
