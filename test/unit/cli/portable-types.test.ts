import { describe, expect, it } from 'vitest'
import { derivePortableTypes } from '../../../src/commands/portable-types.js'

describe("the portable client's types", () => {
  it('are not made from what another version of Prisma may write', () => {
    expect(() => derivePortableTypes('internal/class.ts', 'export interface Client {}', {}, [])).toThrow(
      expect.objectContaining({ code: 'REFRACT_GENERATE', message: expect.stringContaining('internal/class.ts') }),
    )
  })

  it('have the keys that are banned as never, in the place of what Prisma wrote', () => {
    const text = 'export type StringFilter<M = never> = {\n  equals?: string\n  search?: string\n}\n'
    expect(derivePortableTypes('models.ts', text, {}, [])).toBe(
      'export type StringFilter<M = never> = {\n  equals?: string\n  search?: never\n}\n',
    )
  })
})
