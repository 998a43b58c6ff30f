import type { Adoption } from '../../contract/adoption.js'

export const adoption: Adoption = {
  exampleUrl: (name) => `mysql://${name}:change-me@localhost:3306/${name}`,
  service: {
    image: 'mysql:8.4',
    environment: (name) => ({ MYSQL_ROOT_PASSWORD: 'change-me', MYSQL_USER: name, MYSQL_PASSWORD: 'change-me', MYSQL_DATABASE: name }),
    // By TCP: while the image prepares a new data folder, its server listens on a socket alone. A ping needs no password.
    healthcheck: ['mysqladmin', '--protocol=tcp', '--host=127.0.0.1', '--connect-timeout=2', 'ping'],
    port: 3306,
    data: '/var/lib/mysql',
  },
  datasources: ['mysql'],
  // https://www.prisma.io/docs/orm/overview/databases/mysql#native-type-mappings
  natives: {
    TinyText: null,
    Text: null,
    MediumText: null,
    LongText: null,
    Char: 'VarChar',
    Int: null,
    TinyInt: 'SmallInt',
    MediumInt: null,
    BigInt: null,
    Year: null,
    Float: null,
    Double: null,
    DateTime: null,
    Timestamp: null,
    Json: null,
    Binary: null,
    VarBinary: null,
    TinyBlob: null,
    Blob: null,
    MediumBlob: null,
    LongBlob: null,
  },
}
