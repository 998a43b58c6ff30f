// Renders both canonical schemas of this repository and generates their clients: the core model, which
// is the product, and the type-zoo, which the conformance cases use. `npm run generate [-- --check]`.
import { printGenerated } from '../src/cli/generate.js'
import { generate } from '../src/commands/generate.js'

const SCHEMAS = [
  ['prisma/schema.prisma', '../factory.js'],
  ['src/conformance/zoo/schema.prisma', '../../factory.js'],
] as const

const flags = process.argv.slice(2)
const [check, quiet] = ['--check', '--quiet'].map((flag) => flags.includes(flag))
try {
  // The package cannot import itself before it is built: its build has the runtime redirected.
  for (const [schema, factory] of SCHEMAS) {
    const report = await generate({ schema, check: check === true, imports: { factory, runtime: null, isCore: schema === SCHEMAS[0][0] } })
    if (quiet !== true) printGenerated(report, schema)
  }
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
