import { readFile, writeFile } from 'node:fs/promises'
import type { Results } from '../results.js'
import { renderChart } from './chart.js'
import { renderDocument } from './markdown.js'
import { renderReadme } from './readme.js'

/** Writes docs/performance.md, its chart, and the README's summary. */
export async function writeReport(results: Results): Promise<void> {
  await writeFile('docs/performance.md', renderDocument(results))
  await writeFile('README.md', renderReadme(await readFile('README.md', 'utf8'), results))
  await writeFile('docs/performance.svg', renderChart(results))
}
