import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createTlsOptions } from '../../../src/engines/tls.js'

const folder = mkdtempSync(join(tmpdir(), 'refract-tls-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const fileOf = (name: string) => {
  writeFileSync(join(folder, name), `the ${name}`)
  return join(folder, name)
}

describe('createTlsOptions', () => {
  it('encrypts without asking who answers: prefer, require', () => {
    for (const mode of ['prefer', 'require'] as const) expect(createTlsOptions(mode, {})).toEqual({ rejectUnauthorized: false })
  })

  it('checks the certificate and not the name: verify-ca', () => {
    const { checkServerIdentity, ...others } = createTlsOptions('verify-ca', {})
    expect(others).toEqual({ rejectUnauthorized: true })
    expect(checkServerIdentity?.()).toBeUndefined()
  })

  it('checks both: verify-full leaves the name to Node', () => {
    expect(createTlsOptions('verify-full', {})).toEqual({ rejectUnauthorized: true })
  })

  it('reads the files', () => {
    const files = { ca: fileOf('ca'), cert: fileOf('cert'), key: fileOf('key'), passphrase: 'secret' }
    expect(createTlsOptions('verify-full', files)).toEqual({
      rejectUnauthorized: true,
      ca: 'the ca',
      cert: 'the cert',
      key: 'the key',
      passphrase: 'secret',
    })
  })

  it('names a file that is not there', () => {
    expect(() => createTlsOptions('require', { ca: '/nowhere/ca.pem', passphrase: 'secret' })).toThrow(
      expect.objectContaining({ code: 'REFRACT_URL', message: 'The TLS file /nowhere/ca.pem that the address names cannot be read.' }),
    )
  })
})
