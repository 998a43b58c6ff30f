// A server that Vite bundles: posts of the users of the core model.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type PortableClient, prisma } from './generated/index.js'

const db: PortableClient = prisma

const server = createServer(async (request, response) => {
  const author = new URL(request.url ?? '', 'http://localhost').searchParams.get('author') ?? ''
  const where = { author: { is: { email: { equals: author, mode: 'insensitive' as const } } } }
  const posts = await db.post.findMany({
    where,
    orderBy: { title: 'asc' },
    select: { title: true, author: { select: { name: true, email: true } } },
  })
  response.setHeader('content-type', 'application/json').end(JSON.stringify(posts))
})

const titles = ['Zebra', 'apple', 'Ähre']
const posts = { create: titles.map((title) => ({ title })) }
await db.user.create({ data: { email: 'ada@example.com', name: 'Ada', posts } })
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address() as AddressInfo
  const answer = await fetch(`http://127.0.0.1:${port}/?author=ADA@example.com`)
  console.log(await answer.text())
  server.close()
  await db.$disconnect()
})
