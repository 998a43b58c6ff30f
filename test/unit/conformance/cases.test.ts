import { expect, it } from 'vitest'
import type { Case, CaseGroup } from '../../../src/conformance/case.js'
import { coreCases } from '../../../src/conformance/core/index.js'
import { DIVERGENCES, type Divergence, MOST_DIVERGENCES } from '../../../src/conformance/divergences.js'
import { type Place, ROWS } from '../../../src/conformance/rows.js'
import { zooCases } from '../../../src/conformance/zoo/index.js'

const schemas: readonly (readonly CaseGroup<never>[])[] = [coreCases, zooCases]
const cases: readonly Case<never>[] = schemas.flat().flatMap((group) => group.cases)

// MariaDB's own do not count.
const { mariadb, ...counted } = DIVERGENCES
const diverging = new Set(Object.values(counted).flatMap((list: readonly Divergence[]) => list.map((one) => one.case)))

const namesOf = (row: string) => cases.filter(({ rows }) => rows?.some((one) => one === row)).map(({ name }) => name)
const rowsAt = (...places: Place[]) => Object.entries(ROWS).flatMap(([row, { place }]) => (places.includes(place) ? [row] : []))

it('there are 250 cases at least', () => {
  expect(cases.length).toBeGreaterThanOrEqual(250)
})

it('no two cases of a schema have the same name', () => {
  for (const groups of schemas) {
    const names = groups.flatMap((group) => group.cases.map(({ name }) => `${group.name}: ${name}`))
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  }
})

it('every difference that was measured has a case', () => {
  expect(Object.keys(ROWS).filter((row) => namesOf(row).length === 0)).toEqual([])
})

it('what is typed away or refused has a case that sees the refusal', () => {
  const seen = (row: string) => namesOf(row).some((name) => /refuse|is P2\d\d\d/.test(name))
  expect(rowsAt('typed away', 'refused').filter((row) => !seen(row))).toEqual([])
})

it('what is divergent has a case that diverges, and nothing else has', () => {
  const diverges = (row: string) => namesOf(row).some((name) => diverging.has(name))
  expect(Object.keys(ROWS).filter(diverges)).toEqual(rowsAt('divergent'))
})

it('divergences name cases that exist, each with a row', () => {
  const names = [...diverging, ...mariadb.map((one: Divergence) => one.case)]
  expect(names.filter((name) => cases.find((one) => one.name === name)?.rows === undefined)).toEqual([])
})

it('divergences are few, but for those of MariaDB', () => {
  expect(diverging.size).toBeLessThanOrEqual(MOST_DIVERGENCES)
})
