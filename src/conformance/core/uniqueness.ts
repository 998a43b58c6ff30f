import assert from 'node:assert/strict'
import type { PortableClient } from '../../client/portable.js'
import type { Case, CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import { createTenant, createUser, createWorkspace, INSTANT, unique } from './samples.js'

/** Pairs that a comparison by language, case or padding takes for one another. */
const LOOKALIKES: readonly (readonly [string, string, string])[] = [
  ['letter case', 'bob@example.com', 'Bob@example.com'],
  ['an accent', 'resume', 'résumé'],
  ['composed and decomposed', 'é', 'e\u0301'],
  ['a trailing space', 'x', 'x '],
  ['nothing and a space', '', ' '],
  ['two emoji', '😀', '😁'],
  ['ß and ss', 'straße', 'strasse'],
  ['full width', 'a', 'ａ'],
  ['a zero-width space', 'ab', 'a\u200Bb'],
]

export const uniqueness: CaseGroup<PortableClient> = {
  name: 'uniqueness',
  cases: [
    {
      name: 'every unique key is held',
      rows: ['B.7:unique'],
      async run({ db }) {
        const { user, workspace } = await createTenant(db)
        const [userId, workspaceId] = [user.id, workspace.id]
        const invitation = { workspaceId, inviterId: userId, email: 'x@example.com', expiresAt: INSTANT }
        const session = { userId, token: unique('t'), expiresAt: INSTANT }
        const account = { userId, accountId: unique('a'), providerId: 'github' }
        const key = { workspaceId, name: 'k', hashedKey: unique('h'), start: 's' }
        const paid = { workspaceId, plan: 'p', unitAmount: 1, currency: 'EUR', providerSubscriptionId: unique('s') }
        await db.session.create({ data: session })
        await db.account.create({ data: account })
        await db.apiKey.create({ data: key })
        await db.subscription.create({ data: paid })
        await assertCode(createUser(db, { email: user.email }), 'P2002')
        await assertCode(createUser(db, { id: user.id }), 'P2002')
        await assertCode(createWorkspace(db, { slug: workspace.slug }), 'P2002')
        await assertCode(db.session.create({ data: session }), 'P2002')
        await assertCode(db.account.create({ data: account }), 'P2002')
        await assertCode(db.workspaceMember.create({ data: { userId, workspaceId } }), 'P2002')
        await assertCode(db.workspaceInvitation.create({ data: invitation }), 'P2002')
        await assertCode(db.apiKey.create({ data: key }), 'P2002')
        await assertCode(db.subscription.create({ data: paid }), 'P2002')
        await assertCode(db.user.update({ where: { id: (await createUser(db)).id }, data: { email: user.email } }), 'P2002')
      },
    },
    {
      name: 'null is no value: many rows may lack a unique one',
      rows: ['W15'],
      async run({ db }) {
        const { id: workspaceId } = await createWorkspace(db)
        const data = { workspaceId, plan: 'p', unitAmount: 1, currency: 'EUR' }
        await db.subscription.createMany({ data: [data, data, data] })
        assert.equal(await db.subscription.count({ where: { providerSubscriptionId: null } }), 3)
      },
    },
    {
      name: 'createMany with a duplicate writes nothing',
      rows: ['W1'],
      async run({ db }) {
        const data = [1, 2, 3].map(() => ({ name: 'n', email: unique('e') }))
        await assertCode(db.user.createMany({ data: [...data, { name: 'n', email: data[0]?.email ?? '' }] }), 'P2002')
        assert.equal(await db.user.count(), 0)
      },
    },
    ...LOOKALIKES.map(
      ([what, one, other]): Case<PortableClient> => ({
        name: `texts that differ in ${what} are two: unique keys take both, filters find one`,
        rows: ['1', '2', '3', '4', '5', '6', '7', '8'],
        async run({ db }) {
          const first = await createUser(db, { email: one })
          const second = await createUser(db, { email: other })
          assert.equal((await db.user.findUnique({ where: { email: one } }))?.id, first.id)
          assert.equal((await db.user.findUnique({ where: { email: other } }))?.id, second.id)
          assert.equal(await db.user.count({ where: { email: { in: [one] } } }), 1)
          assert.equal(await db.user.count({ where: { email: { not: one } } }), 1)
          const groups = await db.user.groupBy({ by: ['email'], _count: true })
          assert.deepEqual(
            groups.map(({ _count }) => _count),
            [1, 1],
          )
          await assertCode(createUser(db, { email: one }), 'P2002')
        },
      }),
    ),
  ],
}
