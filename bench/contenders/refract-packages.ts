import type { Contender } from '../contender.js'

/** What Refract stands on, engine by engine. */
export const refractPackages: Contender['packages'] = {
  postgresql: ['@prisma/client', '@prisma/adapter-pg', 'pg'],
  mysql: ['@prisma/client', '@prisma/adapter-mariadb', 'mariadb'],
  sqlite: ['@prisma/client', '@photostructure/sqlite'],
}
