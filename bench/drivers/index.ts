// `npm run bench:drivers [-- --node 20,22,24 --only install,features,speed --rounds 21]`: the candidates for the SQLite room, side by side; prints markdown.
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { drivers, driversFor } from './drivers.js'
import { install, listPlatforms, readManifest } from './install.js'
import { askFeatures, askSpeed, buildProgram, findNode } from './node.js'
import { featureTable, installTable, platformTable, speedTable } from './report.js'

const { values } = parseArgs({
  options: {
    node: { type: 'string', default: '20,22,24' },
    only: { type: 'string', default: 'install,features,speed' },
    rounds: { type: 'string', default: '21' },
  },
})
const parts = values.only.split(',')
const nodes = values.node.split(',').map(findNode)
const packages = drivers.filter((driver) => driver.package !== null)
const tell = (line: string) => console.error(`  ${line}`)

await buildProgram()
const command = ['npm run bench:drivers', ...process.argv.slice(2)].join(' ').replace('drivers -', 'drivers -- -')
const versions = packages.map(readManifest).map(({ name, version }) => `${name} ${version}`)
console.log(
  `\`${command}\`, ${new Date().toISOString().slice(0, 10)}, on ${cpus().length} × ${cpus()[0]?.model.trim()}, ${process.platform} ${process.arch}.`,
)
console.log(`Node ${nodes.map(({ version }) => version.slice(1)).join(', ')}; ${versions.join(', ')}.\n`)

if (parts.includes('install')) {
  const found = nodes.flatMap((node) =>
    packages.map((driver) => {
      tell(`install ${driver.name} on Node ${node.version}`)
      return { node: node.version.slice(1), driver: driver.name, result: install(node, driver) }
    }),
  )
  console.log(`### Installation\n\n${installTable(found)}\n`)
  console.log(`### Platforms\n\n${platformTable(Object.fromEntries(packages.map((driver) => [driver.name, listPlatforms(driver)])))}\n`)
}

if (parts.includes('features')) {
  const answers = nodes.flatMap((node) =>
    driversFor(node.major).map((driver) => {
      tell(`features of ${driver.name} on Node ${node.version}`)
      return { node: String(node.version.slice(1)), driver: driver.name, answers: askFeatures(node, driver) }
    }),
  )
  console.log(`### Features and faults\n\n${featureTable(answers)}\n`)
}

if (parts.includes('speed')) {
  for (const node of nodes) {
    tell(`speed on Node ${node.version}`)
    const first = node.major < 24 ? '@photostructure/sqlite 1' : 'node:sqlite'
    console.log(`### Speed, Node ${node.version.slice(1)}\n\n${speedTable(askSpeed(node, Number(values.rounds)), first)}\n`)
  }
}
