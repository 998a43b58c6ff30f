import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchSchema } from '../../../src/commands/watch.js'

let folder: string
let stop: AbortController

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'refract-watch-'))
  stop = new AbortController()
  writeFileSync(join(folder, 'schema.prisma'), '')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const touch = (name: string) => writeFileSync(join(folder, name), String(Math.random()))
const settle = () => new Promise((done) => setTimeout(done, 300))

it.each([
  ['a file', 'schema.prisma'],
  ['a folder', ''],
])('%s of a schema is worked on when it changes, and not when what was rendered does', async (_, schema) => {
  const work = vi.fn(async () => undefined)
  const watching = watchSchema(join(folder, schema), work, stop.signal)
  await settle()
  touch('schema.mysql.prisma')
  touch('notes.txt')
  await settle()
  expect(work).not.toHaveBeenCalled()
  touch('schema.prisma')
  touch('schema.prisma')
  await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(1))
  touch('schema.prisma')
  await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(2))
  stop.abort()
  await watching
})
