// One start of one program: node child.mjs <module> <address> <a user's id> <a workspace's id>. Prints its figures.
const [, , module = '', url = '', user = '', workspace = ''] = process.argv

interface Client {
  user: { findUnique(args: object): Promise<object | null> }
  workspace: { findUnique(args: object): Promise<object | null> }
  $disconnect(): Promise<void>
}

const start = performance.now()
const { open } = (await import(module)) as { open(url: string): Client }
const client = open(url)
const found = await client.user.findUnique({ where: { id: user } })
const firstQuery = performance.now() - start
const resident = process.memoryUsage().rss / 2 ** 20
if (found === null) throw new Error('The user was not found.')

const beforeNested = performance.now()
await client.workspace.findUnique({ where: { id: workspace }, include: { members: { include: { user: true } } } })
const firstNested = performance.now() - beforeNested

const READS = 500
let warm = 0
for (let run = 0; run < 5; run += 1) {
  const begin = performance.now()
  for (let read = 0; read < READS; read += 1) await client.user.findUnique({ where: { id: user } })
  warm = ((performance.now() - begin) * 1_000) / READS
}
console.log(JSON.stringify({ firstQuery, resident, firstNested, warm }))
await client.$disconnect()
