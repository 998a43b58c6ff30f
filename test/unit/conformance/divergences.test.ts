import { expect, it } from 'vitest'
import type { CaseGroup } from '../../../src/conformance/case.js'
import { coreCases } from '../../../src/conformance/core/index.js'
import { DIVERGENCES, MOST_DIVERGENCES } from '../../../src/conformance/divergences.js'
import { zooCases } from '../../../src/conformance/zoo/index.js'

const divergences = Object.values(DIVERGENCES).flat()

it('divergences name cases that exist, each with a row', () => {
  const groups: readonly CaseGroup<never>[] = [...coreCases, ...zooCases]
  const cases = groups.flatMap((group) => group.cases)
  for (const { case: name } of divergences) expect(cases.find((one) => one.name === name)?.rows, name).toBeDefined()
})

it('divergences are few, but for those of MariaDB', () => {
  const { mariadb: _, ...counted } = DIVERGENCES
  expect(new Set(Object.values(counted).flatMap((list) => list.map((one: { case: string }) => one.case))).size).toBeLessThanOrEqual(
    MOST_DIVERGENCES,
  )
})
