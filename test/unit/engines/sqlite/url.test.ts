import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { engine } from '../../../../src/engines/sqlite/index.js'
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
    expect(parseUrl(url)).toEqual({ path, label: `file:${path}` })
  })

  it.each([':memory:', 'file::memory:', '  :memory: '])('%j is a database in memory', (url) => {
    expect(parseUrl(url)).toEqual({ path: null, label: ':memory:' })
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
    ['file:app.db?connection_limit=1', 'has parameters, and SQLite takes none here; a ? in a file name is written %3F.'],
    ['file::memory:?cache=shared', 'has parameters, and SQLite takes none here; a ? in a file name is written %3F.'],
    ['file://server/app.db', 'cannot be read.'],
    ['file:/tmp/100%.db', 'cannot be read.'],
  ])('%j is refused', (url, reason) => {
    expect(() => parseUrl(url)).toThrow(
      expect.objectContaining({ code: 'REFRACT_URL', message: `The SQLite address ${reason}\n  ${FORMS}` }),
    )
  })

  it('of the default file are read back, whatever the folder is called', () => {
    for (const folder of ['/srv/app', '/srv/with space', '/srv/100%', '/srv/a?b#c', '/srv/Größe', '/srv/%20']) {
      expect(parseUrl(engine.defaultUrl(folder)).path).toBe(join(folder, 'refract.db'))
    }
  })
})
