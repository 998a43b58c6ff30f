import { expect, it } from 'vitest'
import type { Case, CaseGroup } from '../../../src/conformance/case.js'
import { coreCases } from '../../../src/conformance/core/index.js'
import { DIVERGENCES, type Divergence } from '../../../src/conformance/divergences.js'
import { type Place, ROWS } from '../../../src/conformance/rows.js'
import { zooCases } from '../../../src/conformance/zoo/index.js'

const groups: readonly CaseGroup<never>[] = [...coreCases, ...zooCases]
const cases: readonly Case<never>[] = groups.flatMap((group) => group.cases)

// MariaDB's own do not count.
const { mariadb: _, ...counted } = DIVERGENCES
const diverging = new Set(Object.values(counted).flatMap((list: readonly Divergence[]) => list.map((one) => one.case)))

const rowsAt = (place: Place) => Object.entries(ROWS).flatMap(([row, one]) => (one.place === place ? [row] : []))
const namesOf = (row: string) => cases.filter(({ rows }) => rows?.some((one) => one === row)).map(({ name }) => name)

it('there are 250 cases at least', () => {
  expect(cases.length).toBeGreaterThanOrEqual(250)
})

it('what is typed away or refused has a case that sees the refusal', () => {
  const rows = [...rowsAt('typed away'), ...rowsAt('refused')]
  expect(rows.filter((row) => !namesOf(row).some((name) => /refuse|is P2\d\d\d/.test(name)))).toEqual([])
})

it('what is divergent has a case that diverges, and nothing else has', () => {
  expect(rowsAt('divergent').filter((row) => !namesOf(row).some((name) => diverging.has(name)))).toEqual([])
  const others = Object.keys(ROWS).filter((row) => !rowsAt('divergent').includes(row))
  expect(others.filter((row) => namesOf(row).some((name) => diverging.has(name)))).toEqual([])
})
