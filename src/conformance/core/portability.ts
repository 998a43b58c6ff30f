import assert from 'node:assert/strict'
import type { PortableClient } from '../../client/portable.js'
import { createBanCases } from '../bans.js'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import { coreBans } from './bans.js'
import { createTenant, createUser, createWorkspace, unique, userData } from './samples.js'

export const portability: CaseGroup<PortableClient> = {
  name: 'the portable client',
  cases: [
    ...createBanCases(coreBans),
    {
      name: 'does not take data for arguments',
      async run({ db }) {
        const metadata = { mode: 'insensitive', path: ['a'], search: 'x', skipDuplicates: true, where: { name: { mode: 'x' } } }
        const { id } = await createWorkspace(db, { metadata })
        assert.deepEqual((await db.workspace.findUnique({ where: { id } }))?.metadata, metadata)
        assert.equal(await db.workspace.count({ where: { metadata: { equals: { path: 'x' } } } }), 0)
      },
    },
    {
      name: 'says the same of values that do not fit',
      rows: ['27', 'B.7:range'],
      async run({ db }) {
        const { workspace } = await createTenant(db)
        const subscription = { workspaceId: workspace.id, plan: 'p', unitAmount: 1, currency: 'EUR' }
        await assertCode(createUser(db, { name: 'x'.repeat(192) }), 'P2000')
        await createUser(db, { name: '🦄'.repeat(191) })
        await assertCode(db.subscription.create({ data: { ...subscription, currency: 'EURO' } }), 'P2000')
        await assertCode(db.subscription.create({ data: { ...subscription, unitAmount: '10000000000' } }), 'P2020')
        await assertCode(db.subscription.create({ data: { ...subscription, seats: 2_147_483_648 } }), 'P2020')
        const { id } = await db.subscription.create({ data: { ...subscription, seats: 2_147_483_647 } })
        await assertCode(db.subscription.update({ where: { id }, data: { seats: { increment: 1 } } }), 'P2020')
      },
    },
    {
      name: 'refuses the character U+0000 in a text and in Json, to store it and to search for it',
      rows: ['31'],
      async run({ db }) {
        const { id } = await createUser(db)
        await assertCode(createUser(db, { name: 'a\0b' }), 'P2007')
        await assertCode(db.user.createMany({ data: [userData(), userData({ name: '\0' })] }), 'P2007')
        await assertCode(db.user.update({ where: { id }, data: { name: 'a\0' } }), 'P2007')
        await assertCode(db.user.count({ where: { name: { contains: '\0' } } }), 'P2007')
        assert.equal(await db.user.count(), 1)
        for (const metadata of ['\0', { a: ['b\0'] }, { 'a\0': 1 }]) await assertCode(createWorkspace(db, { metadata }), 'P2007')
        await assertCode(db.workspace.count({ where: { metadata: { equals: { a: '\0' } } } }), 'P2007')
        // A backslash and a word.
        const { metadata } = await createWorkspace(db, { metadata: { a: '\\u0000' } })
        assert.deepEqual(metadata, { a: '\\u0000' })
      },
    },
    {
      name: 'rounds a Decimal to its scale when it stores it',
      rows: ['48'],
      async run({ db }) {
        const { id: workspaceId } = await createWorkspace(db)
        const { id } = await db.subscription.create({ data: { workspaceId, plan: unique('p'), unitAmount: '1.006', currency: 'EUR' } })
        assert.equal((await db.subscription.findUniqueOrThrow({ where: { id } })).unitAmount.toFixed(4), '1.0100')
        await db.subscription.update({ where: { id }, data: { unitAmount: '0.1' } })
        await db.subscription.update({ where: { id }, data: { unitAmount: { increment: '0.2' } } })
        assert.equal(await db.subscription.count({ where: { unitAmount: '0.3' } }), 1)
      },
    },
  ],
}
