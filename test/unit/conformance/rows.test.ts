import { expect, it } from 'vitest'
import type { CaseGroup } from '../../../src/conformance/case.js'
import { coreCases } from '../../../src/conformance/core/index.js'
import { ROWS } from '../../../src/conformance/rows.js'
import { zooCases } from '../../../src/conformance/zoo/index.js'

it('every difference that was measured has a case', () => {
  const groups: readonly CaseGroup<never>[] = [...coreCases, ...zooCases]
  const cases = groups.flatMap((group) => group.cases)
  const covered = new Set<string>(cases.flatMap(({ rows = [] }) => rows))
  expect(Object.keys(ROWS).filter((row) => !covered.has(row))).toEqual([])
})

it('no two cases of a schema have the same name', () => {
  for (const groups of [coreCases, zooCases]) {
    const names = groups.flatMap((group) => group.cases.map(({ name }) => `${group.name}: ${name}`))
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  }
})
