// A process that writes until its parent tells it to stop: node writer.mjs <contender> <address>.
import { cases } from '../cases.js'
import { contenders } from '../contenders/index.js'

const [, , name, url = ''] = process.argv
const contender = contenders.find((one) => one.name === name)
const insert = cases.find((one) => one.name === 'insert one')
if (contender === undefined || insert === undefined) throw new Error(`There is no contender ${name}.`)

const operations = await contender.open({ provider: 'sqlite', url, poolSize: 1 })
let writing = true
process.on('message', () => {
  writing = false
})
let [writes, errors] = [0, 0]
// Away from the rows of its parent and of other writers.
let number = process.pid * 10_000
// Connecting and compiling is not what is measured. A library may fail here already: its file is locked.
await insert.run(operations, number).catch(() => undefined)
process.send?.('ready')
while (writing) {
  number += 1
  try {
    await insert.run(operations, number)
    writes += 1
  } catch {
    errors += 1
  }
  // Lets the message in: a driver without waiting would hold the thread for ever.
  if (number % 16 === 0) await new Promise(setImmediate)
}
process.send?.({ writes, errors })
await operations.close()
process.disconnect?.()
