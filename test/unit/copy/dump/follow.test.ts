import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CopyRow, CopyTable } from '../../../../src/contract/copy.js'
import { Digest } from '../../../../src/copy/digest.js'
import { DumpFollower } from '../../../../src/copy/dump/follow.js'
import { LinePrinter, ROWS_FOLDER, rowsFile } from '../../../../src/copy/dump/format.js'

const column = (name: string, storage: CopyTable['columns'][number]['storage']) => ({
  field: name,
  name,
  storage,
  required: true,
  autoincrement: false,
})
const table: CopyTable = {
  model: 'Followed',
  name: 'followed',
  columns: [column('id', { kind: 'int' }), column('text', { kind: 'text', length: null })],
  key: [0],
  foreignKeys: [],
}
const rows = Array.from({ length: 30 }, (_, at): CopyRow => [String(at), `${at} "größer" 🦉`])

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refract-follow-'))
  await mkdir(join(folder, ROWS_FOLDER), { recursive: true })
})
afterAll(() => rm(folder, { recursive: true }))

it('reads batch after batch what is there of a table, and no more than it is told', async () => {
  const file = join(folder, rowsFile(table))
  const follower = new DumpFollower(folder, table)
  const [wanted, printer] = [new Digest(table), new LinePrinter()]
  const seen: number[] = []
  let length = 0
  expect(follower.save()).toEqual(wanted.save())
  // The second time two batches come at once, and the last one is not told.
  for (const [from, batches, isTold] of [
    [0, 1, true],
    [10, 2, true],
    [0, 1, false],
  ] as const) {
    for (let batch = 0; batch < batches; batch += 1) {
      const some = rows.slice(from + batch * 10, from + batch * 10 + 10)
      const member = gzipSync(printer.print(table, some))
      await appendFile(file, member)
      if (!isTold) continue
      for (const row of some) wanted.add(row)
      length += member.length
    }
    await follower.readTo(length, (count) => seen.push(count))
  }
  expect(seen).toEqual([10, 30])
  expect(follower.save()).toEqual(wanted.save())
})

it('takes nothing that is no row of the table', async () => {
  const other = { ...table, model: 'Other' }
  const member = gzipSync('["x","y"]\n')
  await appendFile(join(folder, rowsFile(other)), member)
  await expect(new DumpFollower(folder, other).readTo(member.length, () => undefined)).rejects.toThrow('id is no integer of 32 bits')
})
