import type { CopyTable, CopyTarget } from '../contract/copy.js'
import { RefractError } from '../contract/errors.js'
import { describeRow, readKey } from './convert.js'
import type { JobHead } from './job.js'
import type { CopyRequest } from './request.js'

/*
 * What stands against a copy, or against the end of one.
 */

/** @throws {RefractError} `REFRACT_COPY` where the target is not as the request takes it to be */
export async function assertTarget(request: CopyRequest, target: CopyTarget, head: JobHead | null): Promise<void> {
  const { onto, task, repair, tables, to } = request
  if ((task === 'repair' || repair) && !to.canChange) throw refuseCopy('A dump is not repaired.', 'Write it anew: --replace.')
  if (task === 'repair') {
    // What was interrupted is repaired as a whole: afterwards nothing is known of it any more.
    if (head !== null) assertSameJob(request, head, 'Give the same --from, --tables and --exclude.')
    return
  }
  if (onto === 'resume') {
    if (head === null) throw refuseCopy('There is no interrupted copy in the target.', 'Leave out --resume.')
    if (head.repairing) {
      throw refuseCopy(
        'A repair of the interrupted copy was begun.',
        'Run it to its end: --repair, without --resume. Or begin anew: --replace.',
      )
    }
    return assertSameJob(request, head, 'Give the same --from, --tables and --exclude, or begin anew with --replace.')
  }
  if (head !== null && onto !== 'replace') {
    throw refuseCopy(
      'The target holds an interrupted copy.',
      `Go on with it: ${head.repairing ? '--repair' : '--resume'}. Or begin anew: --replace.`,
    )
  }
  if (!to.canChange && onto === 'append') throw refuseCopy('Nothing can be added to a dump.', 'Write it anew: --replace.')
  if (onto === 'replace') return assertReplaceable(request, target, head)
  if (onto === 'empty') await assertEmpty(tables, target)
}

function assertSameJob({ tables, origin }: CopyRequest, head: JobHead, hint: string): void {
  const names = tables.map(({ name }) => name)
  if (head.origin === origin && names.length === head.tables.length && names.every((name) => head.tables.includes(name))) return
  throw refuseCopy('The interrupted copy in the target was of another source, schema or choice of tables.', hint)
}

async function assertEmpty(tables: readonly CopyTable[], target: CopyTarget): Promise<void> {
  for (const table of tables) {
    const rows = await target.countRows(table)
    if (rows === 0) continue
    throw refuseCopy(
      `The target is not empty: ${table.model} has ${rows} ${rows === 1 ? 'row' : 'rows'}.`,
      'Keep them and add to them: --append. Or remove the rows of all tables that are copied: --replace.',
    )
  }
}

async function assertReplaceable({ tables, others }: CopyRequest, target: CopyTarget, head: JobHead | null): Promise<void> {
  const replaced = new Set(tables.map(({ name }) => name))
  const left = head?.tables.find((name) => !replaced.has(name))
  if (left !== undefined) {
    throw refuseCopy(`The interrupted copy in the target has brought a part of ${left}, which is not copied now.`, 'Copy it too.')
  }
  // Rows that are to go must not be those that others, which stay, point to.
  for (const table of others) {
    const parent = table.foreignKeys.find((key) => replaced.has(key.table))
    if (parent === undefined || (await target.countRows(table)) === 0) continue
    throw refuseCopy(
      `Rows of ${table.model}, which is not copied, may point to rows of ${parent.table}, which would be removed.`,
      `Copy ${table.model} too, or empty it before.`,
    )
  }
}

/** Rows that were there before are nobody's to take away. */
export async function assertNoOrphans({ tables, to }: CopyRequest, target: CopyTarget): Promise<void> {
  for (const table of tables) {
    for (const foreignKey of table.foreignKeys) {
      const [key] = await target.findOrphans(table, foreignKey, 1)
      if (key === undefined) continue
      throw refuseCopy(
        `The target has rows already that point to nothing in ${foreignKey.table}: ${describeRow(table, readKey(table, to.values, key))}.`,
        'Correct them before something is added.',
      )
    }
  }
}

/** Rows that a repair has taken away, because the source has them not, may be those that others point to which are not copied. */
export async function assertNobodyLeft({ tables, others, to }: CopyRequest, target: CopyTarget): Promise<void> {
  const copied = new Set(tables.map(({ name }) => name))
  for (const table of others) {
    for (const foreignKey of table.foreignKeys.filter((key) => copied.has(key.table))) {
      const [key] = await target.findOrphans(table, foreignKey, 1)
      if (key === undefined) continue
      throw refuseCopy(
        `Rows of ${table.model}, which is not copied, point to rows of ${foreignKey.table} that are not there: ${describeRow(table, readKey(table, to.values, key))}.`,
        `The source has not what they point to. Repair ${table.model} too, or correct them.`,
      )
    }
  }
}

/** A repair of what is not known to be a copy removes rows, as a replacement does. */
export async function assertAgreed({ onto, task, agreeToRemove }: CopyRequest, head: JobHead | null): Promise<void> {
  const which = onto === 'replace' ? 'all' : task === 'repair' && head === null ? 'extra' : null
  if (which === null || (await agreeToRemove(which))) return
  throw new RefractError('REFRACT_COPY', 'Nothing was copied, and nothing removed.')
}

export function refuseCopy(message: string, hint: string): RefractError {
  return new RefractError('REFRACT_COPY', message, { hint })
}
