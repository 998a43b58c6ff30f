// A process that writes until it is killed: `writer.ts <provider> <url> <prefix>`. A key is printed when its write was
// acknowledged, and not a moment sooner.
import { writeSync } from 'node:fs'
import { createClient, type Provider } from '../../src/index.js'
import { writes } from './write-kinds.js'

const [provider, url = '', prefix = ''] = process.argv.slice(2)
const db = createClient({ provider: provider as Provider, url })
const work = async (kind: string, write: (typeof writes)[string], writer: number) => {
  for (let index = 0; ; index++) {
    const key = `${prefix}-${kind}-${writer}-${index}`
    await write(db, key)
    writeSync(1, `${key}\n`)
  }
}
await Promise.all([1, 2].flatMap((writer) => Object.entries(writes).map(([kind, write]) => work(kind, write, writer))))
