// Adopts Refract in three projects in folders of their own, as a user would: from the tarball, by the commands of the README, on
// every server. `npm run test:adoption`; with `-- --built` what is in dist is packed as it is, with `-- --transcript` all that the
// commands print is shown.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SERVERS } from '../test/engines/servers.js'
import { Desk } from './adoption/desk.js'
import { adoptNew } from './adoption/new.js'
import { adoptShop } from './adoption/shop.js'
import { adoptVite } from './adoption/vite.js'
import { Report } from './check-package/report.js'
import { pack } from './check-package/tarball.js'
import { startServers } from './servers.js'

const report = new Report()
const { servers, stop } = await startServers()
const root = await mkdtemp(join(tmpdir(), 'refract-adoption-'))
try {
  report.group(`On ${servers.map(({ version }) => version).join(', ')}`)
  if (servers.length < SERVERS.length) await report.check('every server runs', () => Promise.reject(new Error('one is not run, see above')))
  const { path } = await pack(root, process.argv.includes('--built'))
  const desk = new Desk(root, path, servers, process.argv.includes('--transcript'))
  await report.check('a new project', () => adoptNew(desk))
  await report.check('a shop of 35 models, of Prisma 6, with its data', () => adoptShop(desk))
  await report.check('a server that Vite bundles, on the core model', () => adoptVite(desk))
} finally {
  await stop()
  await rm(root, { recursive: true, force: true })
}
report.end()
