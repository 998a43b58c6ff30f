import type { Provider } from '../src/engines/index.js'
import { measureCases } from './measure/cases.js'
import { measureCold } from './measure/cold.js'
import { measureCompiler } from './measure/compiler.js'
import { measureFactory } from './measure/factory.js'
import { measureMixed } from './measure/mixed.js'
import { type BenchOptions, readOptions } from './options.js'
import { writeReport } from './report/index.js'
import { printTables } from './report/text.js'
import { type EngineResults, readResults, writeResults } from './results.js'
import { startServer } from './servers.js'

const tell = (line: string) => console.error(`  ${line}`)

async function runEngine(provider: Provider, { parts, pace }: BenchOptions): Promise<EngineResults> {
  const server = await startServer(provider)
  const results: EngineResults = {}
  // A container must not outlive a run that somebody ended.
  const end = () => void server.stop().finally(() => process.exit(130))
  process.once('SIGINT', end)
  try {
    if (parts.includes('cases')) results.cases = await measureCases(provider, server, pace, tell)
    if (parts.includes('factory') && provider === 'sqlite') results.factory = await measureFactory(server, pace, tell)
    if (parts.includes('mixed') && provider === 'sqlite') results.mixed = await measureMixed(server, pace, tell)
    if (parts.includes('cold')) results.cold = await measureCold(provider, server, pace.rounds, tell)
    if (parts.includes('compiler')) results.compiler = await measureCompiler(provider, server, pace, tell)
  } finally {
    process.off('SIGINT', end)
    await server.stop()
  }
  return results
}

const options = readOptions(process.argv.slice(2))
for (const provider of options.report ? [] : options.engines) {
  const fresh = await runEngine(provider, options)
  console.log(printTables(provider, fresh))
  if (options.quick) continue
  const results = readResults()
  writeResults({ ...results, [provider]: { ...results[provider], ...fresh } })
}
if (!options.quick) await writeReport(readResults())
