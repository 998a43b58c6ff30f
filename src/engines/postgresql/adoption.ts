import type { Adoption } from '../../contract/adoption.js'

export const adoption: Adoption = {
  exampleUrl: (name) => `postgresql://${name}:change-me@localhost:5432/${name}`,
  service: {
    image: 'postgres:17-alpine',
    environment: (name) => ({ POSTGRES_USER: name, POSTGRES_PASSWORD: 'change-me', POSTGRES_DB: name }),
    // By TCP: while the image prepares a new data folder, its server listens on a socket alone.
    healthcheck: ['pg_isready', '--host=127.0.0.1'],
    port: 5432,
    data: '/var/lib/postgresql/data',
  },
  datasources: ['postgresql', 'postgres'],
  // A canonical schema is in PostgreSQL's words.
  natives: {},
}
