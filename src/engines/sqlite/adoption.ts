import type { Adoption } from '../../contract/adoption.js'

export const adoption: Adoption = {
  exampleUrl: (name) => `file:./${name}.db`,
  service: null,
  datasources: ['sqlite'],
  // Prisma has none for SQLite.
  natives: {},
}
