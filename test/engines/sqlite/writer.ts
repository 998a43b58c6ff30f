// A process of its own that writes to a database: `writer.ts <url> <name> <count>`, half of it in transactions.
import { createClient } from '../../../src/index.js'

const [url = '', name = '', count = '0'] = process.argv.slice(2)
const db = createClient({ url })
for (let index = 0; index < Number(count); index++) {
  const data = { name: 'written by a process', email: `${name}-${index}@example.com` }
  if (index % 2 === 0) await db.user.create({ data })
  else {
    await db.$transaction(async (tx) => {
      if ((await tx.user.count({ where: { email: data.email } })) === 0) await tx.user.create({ data })
    })
  }
}
await db.$disconnect()
