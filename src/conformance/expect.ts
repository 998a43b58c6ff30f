import assert from 'node:assert/strict'

/** Asserts that a query fails with one of Prisma's codes or of ours. */
export async function assertCode(query: Promise<unknown>, code: string): Promise<void> {
  const outcome = await query.then(
    () => 'no error',
    (error: { code?: string; message?: string }) => error.code ?? `an error without code: ${error.message}`,
  )
  assert.equal(outcome, code)
}

/** Asserts that Prisma refuses an argument before it asks the database. */
export async function assertInvalid(query: Promise<unknown>, argument: string): Promise<void> {
  await assert.rejects(query, (error: Error) => {
    assert.equal(error.name, 'PrismaClientValidationError', error.message)
    assert.ok(error.message.includes(`rgument \`${argument}\``), error.message)
    return true
  })
}
