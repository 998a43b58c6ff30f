import type { FileHandle } from 'node:fs/promises'

/** A disk that is nearly full takes a part of what it is given, and says so the next time alone. */
export async function writeAll(file: Pick<FileHandle, 'write'>, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, position + at)
    if (bytesWritten === 0) throw new Error('The disk takes no more bytes.')
    at += bytesWritten
  }
}
