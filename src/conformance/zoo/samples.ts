import type { Prisma } from '../../generated/zoo/sqlite/client.js'

/** One value of every required field. */
export const BASE: Prisma.ScalarCreateInput = {
  text: 't',
  short: 's',
  boolean: false,
  int: 0,
  small: 0,
  bigInt: 0n,
  float: 0,
  decimal: 0,
  dateTime: new Date(0),
  zoned: new Date(0),
  json: {},
  bytes: new Uint8Array(),
  size: 'small',
}

/** Numbers that seem random and are the same in every run: mulberry32, from 0 to below 1. */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
