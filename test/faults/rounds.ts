/**
 * How often a fault is made to happen: a few times with every test run, `many` times with `npm run test:faults`,
 * or as often as `FAULT_ROUNDS` says.
 */
export function rounds(few: number, many: number): number {
  const { FAULT_ROUNDS } = process.env
  if (FAULT_ROUNDS === undefined) return few
  return FAULT_ROUNDS === 'many' ? many : Number(FAULT_ROUNDS)
}
