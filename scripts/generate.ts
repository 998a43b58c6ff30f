// Renders both canonical schemas of this repository and generates their clients: the core model, which
// is the product, and the type-zoo, which the conformance cases use. `npm run generate [-- --check]`.
import { main } from '../src/cli/main.js'

const flags = process.argv.slice(2)
for (const schema of ['prisma/schema.prisma', 'src/conformance/zoo/schema.prisma']) {
  process.exitCode ||= await main(['generate', '--schema', schema, ...flags])
}
