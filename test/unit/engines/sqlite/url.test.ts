import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { engine } from '../../../../src/engines/sqlite/index.js'
import { defaultSettings } from '../../../../src/engines/sqlite/session.js'
import { isMemory, parseUrl } from '../../../../src/engines/sqlite/url.js'

describe('addresses of SQLite', () => {
  it.each([
    ['file:./app.db', resolve('app.db')],
    ['file:app.db', resolve('app.db')],
    ['file:../data/app.db', resolve('../data/app.db')],
    ['file:/var/lib/app.db', '/var/lib/app.db'],
    ['file:///var/lib/app.db', '/var/lib/app.db'],
    ['file://localhost/var/lib/app.db', '/var/lib/app.db'],
    ['FILE:/var/lib/app.db', '/var/lib/app.db'],
    ['  file:/var/lib/app.db\n', '/var/lib/app.db'],
    ['file:/tmp/a%20b%3Fc%23d%25.db', '/tmp/a b?c#d%.db'],
    ['file:/tmp/with space é.db', '/tmp/with space é.db'],
  ])('%s is %s', (url, path) => {
    expect(parseUrl(url)).toMatchObject({ path, label: `file:${path}`, settings: defaultSettings })
  })

  it.each([':memory:', 'file::memory:', '  :memory: '])('%j is a database in memory', (url) => {
    expect(parseUrl(url)).toMatchObject({ path: null, label: ':memory:' })
  })

  it('knows memory from files', () => {
    expect([':memory:', 'file::memory:', 'file:memory.db', 'memory'].map(isMemory)).toEqual([true, true, false, false])
  })

  const FORMS = 'Write file:./app.db (from the working folder), file:/absolute/app.db, or :memory:.'
  it.each([
    ['app.db', 'does not begin with file:'],
    ['sqlite:app.db', 'does not begin with file:'],
    ['', 'does not begin with file:'],
    ['file:', 'names no file.'],
    ['file://', 'names no file.'],
    ['file:./folder/', 'names no file.'],
    ['file://server/app.db', 'cannot be read.'],
    ['file:/tmp/100%.db', 'cannot be read.'],
  ])('%j is refused', (url, reason) => {
    expect(() => parseUrl(url)).toThrow(
      expect.objectContaining({ code: 'REFRACT_URL', message: `The SQLite address ${reason}\n  ${FORMS}` }),
    )
  })

  it('set up the connection by their parameters', () => {
    const pragmas = 'journal_mode=DELETE&synchronous=extra&foreign_keys=off&cache_size=-2000&mmap_size=1048576&busy_timeout=250'
    expect(parseUrl(`file:/tmp/app.db?${pragmas}&connection_limit=1&pool_timeout=3`)).toEqual({
      path: '/tmp/app.db',
      label: 'file:/tmp/app.db',
      settings: { journalMode: 'delete', synchronous: 'extra', foreignKeys: false, cacheSize: -2000, mmapSize: 1_048_576 },
      busyTimeout: 250,
      pool: { max: 1, acquireTimeout: 3_000 },
    })
    expect(parseUrl(':memory:?synchronous=off')).toMatchObject({ path: null, settings: { synchronous: 'off' } })
  })

  it.each([
    ['file:/a.db?cache=shared', 'The SQLite address file:/a.db has unknown parameters: cache'],
    [
      'file:/a.db?journal_mode=memory',
      'The parameter journal_mode of file:/a.db is not known.\n  Known are: wal, delete, truncate, persist.',
    ],
    ['file:/a.db?synchronous=2', 'The parameter synchronous of file:/a.db is not known.\n  Known are: off, normal, full, extra.'],
    ['file:/a.db?foreign_keys=maybe', 'The parameter foreign_keys of file:/a.db is not known.'],
    ['file:/a.db?busy_timeout=1s', 'The parameter busy_timeout of file:/a.db is not a whole number.'],
    ['file:/a.db?mmap_size=-1', 'The parameter mmap_size of file:/a.db is not a whole number.'],
  ])('%j is refused', (url, message) => {
    expect(() => parseUrl(url)).toThrow(expect.objectContaining({ code: 'REFRACT_URL', message: expect.stringContaining(message) }))
  })

  it('of the default file are read back, whatever the folder is called', () => {
    for (const folder of ['/srv/app', '/srv/with space', '/srv/100%', '/srv/a?b#c', '/srv/Größe', '/srv/%20']) {
      expect(parseUrl(engine.defaultUrl(folder)).path).toBe(join(folder, 'refract.db'))
    }
  })
})
