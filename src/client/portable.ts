import type { Prisma } from '../generated/portable/client.js'

export type { PortableClient } from '../generated/portable/client.js'

/**
 * The `tx` of `$transaction`. A function that takes one takes a {@link PortableClient} as well.
 *
 * @example
 * const rename = (db: PortableTransaction, id: string, name: string) => db.user.update({ where: { id }, data: { name } })
 * await rename(db, id, 'Ada')
 * await db.$transaction((tx) => rename(tx, id, 'Ada'))
 */
export type PortableTransaction = Prisma.TransactionClient
