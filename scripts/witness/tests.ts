import { readFile } from 'node:fs/promises'
import { stripVTControlCharacters } from 'node:util'

/** The tests of one run, by name. */
export interface TestCounts {
  readonly passed: readonly string[]
  readonly failed: readonly string[]
  readonly skipped: readonly string[]
}

interface TestReport {
  readonly testResults: readonly { readonly assertionResults: readonly TestResult[]; readonly message: string }[]
}

interface TestResult {
  readonly fullName: string
  readonly status: string
  readonly failureMessages: readonly string[]
}

/** The suite prints its headings as tests; one that fails counts all the same, since it makes tables. */
const HEADING = /─{10}/

/** Reads vitest's report. A file that could not be run has no tests and is one failure. */
export async function readTests(path: string): Promise<TestCounts> {
  const { testResults } = JSON.parse(await readFile(path, 'utf8'), stripColours) as TestReport
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const broken = testResults.filter(({ assertionResults }) => assertionResults.length === 0).map(({ message }) => message)
  const failed = tests
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => `${fullName}\n${failureMessages[0]}`)
  const named = (status: (text: string) => boolean) =>
    tests.filter((test) => status(test.status) && !HEADING.test(test.fullName)).map(({ fullName }) => fullName)
  return {
    passed: named((status) => status === 'passed'),
    failed: [...broken, ...failed],
    skipped: named((status) => status !== 'passed' && status !== 'failed'),
  }
}

function stripColours(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? stripVTControlCharacters(value) : value
}
