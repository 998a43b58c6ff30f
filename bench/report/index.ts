import { writeFile } from 'node:fs/promises'
import type { Results } from '../results.js'
import { renderChart } from './chart.js'
import { renderDocument } from './markdown.js'

/** Writes docs/performance.md and its chart. */
export async function writeReport(results: Results): Promise<void> {
  await writeFile('docs/performance.md', renderDocument(results))
  await writeFile('docs/performance.svg', renderChart(results))
}
