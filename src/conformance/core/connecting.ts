import type { PortableClient } from '../../client/portable.js'
import type { Case, CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'

type Fault = Omit<Case<PortableClient>, 'run' | 'needs' | 'refusal'> & {
  readonly code: string
  /** Makes a server's address wrong. */
  change(address: URL): void
}

/** Nobody listens there: ports below 1024 are given to programs that are known. */
const CLOSED_PORT = '1'

const FAULTS: readonly Fault[] = [
  {
    name: 'a server that cannot be reached',
    rows: ['B.7:unreachable'],
    code: 'P1001',
    change: (address) => {
      address.port = CLOSED_PORT
    },
  },
  {
    name: 'a wrong password',
    rows: ['B.7:access'],
    code: 'P1000',
    change: (address) => {
      address.password = 'wrong'
    },
  },
  {
    name: 'an unknown database',
    rows: ['B.7:access'],
    code: 'P1003',
    change: (address) => {
      address.pathname = '/no_such_database'
    },
  },
]

export const connecting: CaseGroup<PortableClient> = {
  name: 'connecting',
  cases: [
    ...FAULTS.map(
      ({ name, rows, code, change }): Case<PortableClient> => ({
        name: `${name} is told as such`,
        ...(rows === undefined ? {} : { rows }),
        async run({ capabilities, openAt }) {
          // A database that is a file has none of them: its folder may be missing.
          const file = capabilities.inMemory
          const db = openAt(file ? moveAway : change)
          await assertCode(db.user.count(), file ? 'REFRACT_CONNECTION' : code)
        },
      }),
    ),
    {
      name: "the address alone is enough, with the server's own way to sign in",
      rows: ['B.7:authentication'],
      async run({ openAt }) {
        await openAt(() => undefined).$connect()
      },
    },
  ],
}

function moveAway(address: URL): void {
  address.pathname = '/no/such/folder/app.db'
}
