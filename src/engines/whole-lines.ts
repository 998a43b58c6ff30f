const LINE_FEED = 0x0a

/** Cuts a stream of bytes behind line feeds, so that each piece holds whole lines, and whole characters; the last line feed is left out. */
export async function* readWholeLines(stream: AsyncIterable<Buffer>): AsyncIterable<string> {
  let rest: Buffer[] = []
  for await (const chunk of stream) {
    const end = chunk.lastIndexOf(LINE_FEED)
    if (end < 0) {
      rest.push(chunk)
      continue
    }
    const lines = chunk.subarray(0, end)
    yield (rest.length === 0 ? lines : Buffer.concat([...rest, lines])).toString('utf8')
    rest = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : []
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString('utf8')
}
