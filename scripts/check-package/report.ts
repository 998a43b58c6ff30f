/** Collects and prints the checks of the package. */
export class Report {
  #passed = 0
  #failed = 0

  /** Starts a group of checks that stands under its own line. */
  group(title: string): void {
    console.log(`\n${title}`)
  }

  /** Runs a check. One that throws has failed; what one returns is printed beside its name. */
  async check(name: string, run: () => unknown): Promise<boolean> {
    const start = performance.now()
    try {
      const detail = await run()
      const seconds = (performance.now() - start) / 1000
      const extra = [typeof detail === 'string' ? detail : '', seconds < 0.5 ? '' : `${seconds.toFixed(1)} s`].filter(Boolean)
      console.log(`  ok    ${name}${extra.length === 0 ? '' : ` (${extra.join(', ')})`}`)
      this.#passed++
      return true
    } catch (error) {
      console.log(`  FAIL  ${name}`)
      // A stack that quotes minified code has lines of 30,000 characters.
      const lines = (error instanceof Error ? error.message : String(error)).trim().split('\n').slice(0, 60)
      for (const line of lines) console.log(`        ${line.slice(0, 200)}`)
      this.#failed++
      return false
    }
  }

  /** Prints the last line and sets the exit code. */
  end(): void {
    console.log(`\n${this.#passed} passed, ${this.#failed} failed`)
    if (this.#failed > 0) process.exitCode = 1
  }
}
