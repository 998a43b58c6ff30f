import assert from 'node:assert/strict'
import type { PortableClient, PortableTransaction } from '../../client/portable.js'
import type { RetryOptions } from '../../client/retry.js'
import { Prisma } from '../../index.js'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import { createWorkspace, unique } from './samples.js'

const ACCOUNTS = 8
const AT_ONCE = 16
const EACH = 4
const START = 100n

/** Eight accounts: keys of a workspace, and what each holds is its number of requests. */
class Bank {
  private constructor(
    private readonly db: PortableClient,
    readonly workspaceId: string,
    readonly accounts: readonly string[],
  ) {}

  static async open(db: PortableClient): Promise<Bank> {
    const { id: workspaceId } = await createWorkspace(db)
    const data = Array.from({ length: ACCOUNTS }, () => ({
      workspaceId,
      name: 'k',
      hashedKey: unique('h'),
      start: 's',
      requestCount: START,
    }))
    await db.apiKey.createMany({ data })
    const keys = await db.apiKey.findMany()
    return new Bank(
      db,
      workspaceId,
      keys.map(({ id }) => id),
    )
  }

  /** Sixteen at once, one after the other in each; gives the names of those that were acknowledged. */
  async run(transfer: (from: string, to: string, name: string) => Promise<unknown>): Promise<string[]> {
    const worker = async (_: unknown, index: number) => {
      const done: string[] = []
      for (let turn = 0; turn < EACH; turn += 1) {
        const from = (index + turn) % ACCOUNTS
        const to = (from + 1 + ((index * EACH + turn) % (ACCOUNTS - 1))) % ACCOUNTS
        const name = unique('transfer')
        await transfer(this.accounts[from] ?? '', this.accounts[to] ?? '', name)
        done.push(name)
      }
      return done
    }
    return (await Promise.all(Array.from({ length: AT_ONCE }, worker))).flat()
  }

  note(db: PortableTransaction, name: string) {
    return db.auditLog.create({ data: { workspaceId: this.workspaceId, action: 'transfer', targetType: 'apiKey', targetId: name } })
  }

  /** The sum is what it was, every acknowledged transfer is there, and no other. */
  async check(acknowledged: readonly string[]): Promise<void> {
    assert.equal(acknowledged.length, AT_ONCE * EACH)
    const { _sum } = await this.db.apiKey.aggregate({ _sum: { requestCount: true } })
    assert.equal(_sum.requestCount, START * BigInt(ACCOUNTS))
    const kept = await this.db.auditLog.findMany({ select: { targetId: true } })
    assert.deepEqual(kept.map(({ targetId }) => targetId).sort(), [...acknowledged].sort())
  }
}

/** Each transfer meets fifteen others on eight accounts. PostgreSQL takes a second to see a deadlock. */
const PATIENT = { maxWait: 30_000, timeout: 30_000, retry: { attempts: 30 } }

class Refused extends Error {}

/** What an engine throws after a conflict, thrown by hand. */
function createConflict(): Error {
  return new Prisma.PrismaClientKnownRequestError('a conflict', { code: 'P2034', clientVersion: '' })
}

export const transfers: CaseGroup<PortableClient> = {
  name: 'transfers and conflicts',
  cases: [
    {
      name: 'sixteen transfers at once that read and then write, Serializable and run again after a conflict, lose nothing',
      rows: ['T9', 'T11', 'T12'],
      async run({ db }) {
        const bank = await Bank.open(db)
        const balance = async (tx: PortableTransaction, id: string) => (await tx.apiKey.findUniqueOrThrow({ where: { id } })).requestCount
        const transfer = (from: string, to: string, name: string) =>
          db.$transaction(
            async (tx) => {
              const [one, other] = [await balance(tx, from), await balance(tx, to)]
              await tx.apiKey.update({ where: { id: from }, data: { requestCount: one - 3n } })
              await tx.apiKey.update({ where: { id: to }, data: { requestCount: other + 3n } })
              await bank.note(tx, name)
            },
            { ...PATIENT, isolationLevel: 'Serializable' },
          )
        await bank.check(await bank.run(transfer))
      },
    },
    {
      name: 'sixteen transfers at once by updates with a condition, at the default level and run again after a deadlock, lose nothing',
      rows: ['T9', 'T11'],
      async run({ db }) {
        const bank = await Bank.open(db)
        const transfer = (from: string, to: string, name: string) =>
          db.$transaction(async (tx) => {
            const where = { id: from, requestCount: { gte: 3n } }
            const { count } = await tx.apiKey.updateMany({ where, data: { requestCount: { decrement: 3n } } })
            if (count === 0) throw new Refused()
            await tx.apiKey.update({ where: { id: to }, data: { requestCount: { increment: 3n } } })
            await bank.note(tx, name)
          }, PATIENT)
        await bank.check(await bank.run(transfer))
      },
    },
    {
      name: 'sixteen transfers at once as lists of queries, run again after a deadlock, lose nothing',
      rows: ['T11'],
      async run({ db }) {
        const bank = await Bank.open(db)
        const transfer = (from: string, to: string, name: string) =>
          db.$transaction(
            [
              db.apiKey.update({ where: { id: from }, data: { requestCount: { decrement: 3n } } }),
              db.apiKey.update({ where: { id: to }, data: { requestCount: { increment: 3n } } }),
              bank.note(db, name),
            ],
            PATIENT,
          )
        await bank.check(await bank.run(transfer))
      },
    },
    {
      name: 'three that read a number and write the next one, Serializable and run again after a conflict, make three',
      rows: ['T9', 'T12'],
      async run({ db }) {
        const { accounts } = await Bank.open(db)
        const where = { id: accounts[0] ?? '' }
        const count = () =>
          db.$transaction(
            async (tx) => {
              const { requestCount } = await tx.apiKey.findUniqueOrThrow({ where })
              await tx.apiKey.update({ where, data: { requestCount: requestCount + 1n } })
            },
            { ...PATIENT, isolationLevel: 'Serializable' },
          )
        await Promise.all([count(), count(), count()])
        assert.equal((await db.apiKey.findUnique({ where }))?.requestCount, START + 3n)
      },
    },
    {
      name: 'without retry a transaction runs once, whatever it fails with',
      async run({ db }) {
        let runs = 0
        const run = db.$transaction(async () => {
          runs += 1
          throw createConflict()
        })
        await assertCode(run, 'P2034')
        assert.equal(runs, 1)
      },
    },
    {
      name: 'a transaction runs as often as retry says and no more, and what it wrote before is not kept',
      async run({ db }) {
        let runs = 0
        const fail = async (tx: PortableTransaction) => {
          runs += 1
          await createWorkspace(tx)
          throw createConflict()
        }
        await assertCode(db.$transaction(fail, { retry: { attempts: 3, minDelay: 1 } }), 'P2034')
        assert.equal(runs, 3)
        assert.equal(await db.workspace.count(), 0)
        const succeed = (tx: PortableTransaction) => (runs < 5 ? fail(tx) : createWorkspace(tx))
        assert.ok(await db.$transaction(succeed, { retry: { attempts: 3, minDelay: 1 } }))
        assert.equal(await db.workspace.count(), 1)
      },
    },
    {
      name: 'with retry a transaction runs once where it fails with anything but a conflict',
      async run({ db }) {
        const { slug } = await createWorkspace(db)
        let runs = 0
        const retry = { attempts: 3, minDelay: 1 }
        const run = db.$transaction(
          async (tx) => {
            runs += 1
            await createWorkspace(tx, { slug })
          },
          { retry },
        )
        await assertCode(run, 'P2002')
        await assert.rejects(
          db.$transaction(
            async () => {
              runs += 1
              throw new Refused()
            },
            { retry },
          ),
          Refused,
        )
        assert.equal(runs, 2)
      },
    },
    {
      name: 'a transaction within another passes its conflict on, and the outer one runs again as a whole',
      async run({ db }) {
        const runs = { outer: 0, inner: 0 }
        await db.$transaction(
          async (tx) => {
            runs.outer += 1
            await createWorkspace(tx)
            await tx.$transaction(
              async (inner) => {
                runs.inner += 1
                await createWorkspace(inner)
                if (runs.outer < 2) throw createConflict()
              },
              { retry: { attempts: 5, minDelay: 1 } },
            )
          },
          { retry: { attempts: 3, minDelay: 1 } },
        )
        assert.deepEqual(runs, { outer: 2, inner: 2 })
        assert.equal(await db.workspace.count(), 2)
      },
    },
    {
      name: 'two that read two numbers and lower one each, Serializable and run again after a conflict that appears at the end, lower one',
      rows: ['T12'],
      async run({ db }) {
        const { accounts } = await Bank.open(db)
        const [one = '', other = ''] = accounts
        const attempts = new Set<PortableTransaction>()
        let written = 0
        const lower = (id: string) =>
          db.$transaction(
            async (tx) => {
              attempts.add(tx)
              const { _sum } = await tx.apiKey.aggregate({ where: { id: { in: [one, other] } }, _sum: { requestCount: true } })
              if (_sum.requestCount !== 2n * START) return
              await tx.apiKey.update({ where: { id }, data: { requestCount: 0n } })
              written += 1
              // Where no lock keeps the other from writing meanwhile, both have nothing left to do but to commit.
              for (let waited = 0; written < 2 && waited < 200; waited += 10) await new Promise((resolve) => setTimeout(resolve, 10))
            },
            { ...PATIENT, isolationLevel: 'Serializable' },
          )
        await Promise.all([lower(one), lower(other)])
        const { _sum } = await db.apiKey.aggregate({ where: { id: { in: [one, other] } }, _sum: { requestCount: true } })
        assert.equal(_sum.requestCount, START)
        // Each attempt has a transaction of its own.
        assert.ok(attempts.size >= 2)
      },
    },
    {
      name: 'an extended client runs its transactions again, each time in a new one, and the one before takes no more queries',
      async run({ db }) {
        const used: string[] = []
        const extended = db.$extends({
          query: {
            workspace: {
              create({ args, query }) {
                used.push(args.data.name)
                return query(args)
              },
            },
          },
        })
        let latest: { count(): Promise<number> } | undefined
        await extended.$transaction(
          async (tx) => {
            const failed = latest
            latest = tx.workspace
            if (failed !== undefined) return assertCode(failed.count(), 'P2028')
            await tx.workspace.create({ data: { name: 'first', slug: unique('slug') } })
            throw createConflict()
          },
          { retry: { attempts: 2, minDelay: 1 } },
        )
        assert.deepEqual(used, ['first'])
        assert.equal(await db.workspace.count(), 0)
      },
    },
    {
      name: 'a transaction that has taken too long does not run again',
      async run({ db }) {
        let runs = 0
        const run = db.$transaction(
          async (tx) => {
            runs += 1
            await createWorkspace(tx)
            await new Promise((resolve) => setTimeout(resolve, 200))
            await createWorkspace(tx)
          },
          { timeout: 100, retry: { attempts: 3, minDelay: 1 } },
        )
        await assertCode(run, 'P2028')
        assert.equal(runs, 1)
        assert.equal(await db.workspace.count(), 0)
      },
    },
    {
      name: 'retry options that mean nothing are refused before anything runs',
      async run({ db }) {
        const wrong: readonly unknown[] = [
          true,
          3,
          { attempts: 0 },
          { attempts: 1.5 },
          { minDelay: -1 },
          { maxDelay: Number.NaN },
          { times: 3 },
        ]
        for (const retry of wrong) {
          const options = { retry: retry as RetryOptions }
          await assertCode(
            db.$transaction(async () => assert.fail('it ran'), options),
            'REFRACT_OPTIONS',
          )
          await assertCode(db.$transaction([], options), 'REFRACT_OPTIONS')
          await assertCode(
            db.$transaction((tx) => tx.$transaction(async () => assert.fail('it ran'), options)),
            'REFRACT_OPTIONS',
          )
        }
      },
    },
  ],
}
