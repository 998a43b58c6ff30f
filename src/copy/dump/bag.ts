import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { damaged } from './format.js'

/*
 * A bag of files with their checksums: RFC 8493, https://www.rfc-editor.org/rfc/rfc8493
 */

const DECLARATION = 'bagit.txt'
const INFORMATION = 'bag-info.txt'
const MANIFEST = 'manifest-sha256.txt'
const TAG_MANIFEST = 'tagmanifest-sha256.txt'

export const BAG_FILES = [DECLARATION, INFORMATION, MANIFEST, TAG_MANIFEST]

/** Bytes that are hashed at once. */
const CHUNK = 2 ** 20

/** The lines of a folder's files in the manifest, read from the disk. */
export async function printPayload(folder: string): Promise<string> {
  return printManifest(folder, await listFiles(folder, 'data'))
}

/** Writes what makes a bag of a folder whose payload is there, with its {@link printPayload}; the last file makes it whole. */
export async function writeBag(folder: string, payload: string, information: Readonly<Record<string, string>>): Promise<void> {
  await writeSynced(join(folder, DECLARATION), 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')
  const lines = Object.entries(information).map(([name, value]) => `${name}: ${value}\n`)
  await writeSynced(join(folder, INFORMATION), lines.join(''))
  await writeSynced(join(folder, MANIFEST), payload)
  await writeSynced(join(folder, TAG_MANIFEST), await printManifest(folder, [DECLARATION, INFORMATION, MANIFEST]))
}

/** Removes what makes a bag of a folder, so that nobody takes it for one. */
export async function openBag(folder: string): Promise<void> {
  for (const name of [...BAG_FILES].reverse()) await rm(join(folder, name), { force: true })
}

/** @throws {RefractError} `REFRACT_COPY` where a file is missing, was added, or has other bytes */
export async function assertBag(folder: string): Promise<void> {
  if (!existsSync(join(folder, TAG_MANIFEST))) throw damaged(folder, `it has no ${TAG_MANIFEST}, which is written when a dump is finished`)
  const tags = await checkManifest(folder, TAG_MANIFEST)
  for (const name of [DECLARATION, INFORMATION, MANIFEST]) if (!tags.includes(name)) throw damaged(folder, `${TAG_MANIFEST} lacks ${name}`)
  const listed = new Set(await checkManifest(folder, MANIFEST))
  if (!existsSync(join(folder, 'data'))) throw damaged(folder, 'it has no folder data')
  const added = (await listFiles(folder, 'data')).find((path) => !listed.has(path))
  if (added !== undefined) throw damaged(folder, `${added} is not in ${MANIFEST}`)
}

async function checkManifest(folder: string, name: string): Promise<string[]> {
  const lines = (await readFile(join(folder, name), 'utf8')).split('\n').filter((line) => line !== '')
  const paths: string[] = []
  for (const line of lines) {
    const [, wanted, path = ''] = /^([\da-f]{64}) [ *](.+)$/.exec(line) ?? []
    // A dump may come from anywhere.
    if (wanted === undefined || path.split('/').includes('..') || path.startsWith('/'))
      throw damaged(folder, `${name} has the line ${line.slice(0, 100)}`)
    if (!existsSync(join(folder, path))) throw damaged(folder, `${path} is missing`)
    const hash = await hashFile(join(folder, path)).catch((error: Error) => {
      throw damaged(folder, `${path} cannot be read: ${error.message}`)
    })
    if (hash !== wanted) throw damaged(folder, `${path} is not as it was written`)
    paths.push(path)
  }
  return paths
}

async function printManifest(folder: string, paths: readonly string[]): Promise<string> {
  const lines: string[] = []
  for (const path of paths) lines.push(`${await hashFile(join(folder, path))}  ${path}\n`)
  return lines.join('')
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: CHUNK }), hash)
  return hash.digest('hex')
}

/** Paths of files below a folder, with slashes, in one order on every system. */
export async function listFiles(folder: string, within: string): Promise<string[]> {
  const entries = await readdir(join(folder, within), { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort()
}

export async function writeSynced(path: string, text: string): Promise<void> {
  await writeFile(path, text)
  const file = await open(path, 'r')
  await file.sync()
  await file.close()
}
