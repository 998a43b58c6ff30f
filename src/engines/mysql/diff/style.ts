/**
 * `prisma` writes what Prisma Migrate writes, byte for byte. `refract` differs where that loses data, fails, or ends in
 * other tables than a fresh install makes.
 */
export type Style = 'prisma' | 'refract'
