import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from '../process.js'

export interface Certificates {
  /** The path of a file in the folder. */
  path(name: string): string
  remove(): Promise<void>
}

/** Makes two authorities, `ca` and `other`; `server` for the name localhost and `client` for the user certified are by the first. */
export async function makeCertificates(): Promise<Certificates> {
  const folder = await mkdtemp(join(tmpdir(), 'refract-tls-'))
  const path = (name: string) => join(folder, name)
  const key = (name: string) => ['-newkey', 'rsa:2048', '-noenc', '-keyout', path(`${name}.key`)]
  for (const name of ['ca', 'other']) {
    runProgram('openssl', ['req', '-x509', ...key(name), '-subj', `/CN=refract test ${name}`, '-days', '2', '-out', path(`${name}.crt`)])
  }
  await writeFile(path('names'), 'subjectAltName = DNS:localhost\n')
  for (const [name, subject] of [
    ['server', 'localhost'],
    ['client', 'certified'],
  ] as const) {
    runProgram('openssl', ['req', ...key(name), '-subj', `/CN=${subject}`, '-out', path(`${name}.csr`)])
    const signed = ['-CA', path('ca.crt'), '-CAkey', path('ca.key'), '-CAcreateserial', '-days', '2', '-extfile', path('names')]
    runProgram('openssl', ['x509', '-req', '-in', path(`${name}.csr`), ...signed, '-out', path(`${name}.crt`)])
  }
  return { path, remove: () => rm(folder, { recursive: true, force: true }) }
}
