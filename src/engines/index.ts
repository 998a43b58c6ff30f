import type { Engine } from '../contract/engine.js'
import { engine as mysql } from './mysql/index.js'
import { engine as postgresql } from './postgresql/index.js'
import { engine as sqlite } from './sqlite/index.js'

/** The board: every engine there is, by provider. A fourth is one line here. */
const board = { postgresql, mysql, sqlite }

/** The key of an engine: `postgresql`, `mysql` or `sqlite`. */
export type Provider = keyof typeof board

/** Every provider, in the order of the board. */
export const PROVIDERS: readonly Provider[] = Object.keys(board) as Provider[]

export function isProvider(text: unknown): text is Provider {
  return typeof text === 'string' && Object.hasOwn(board, text)
}

/** The engine of a provider. What a room makes of an address is known to that room alone. */
export function engineOf(provider: Provider): Engine {
  return board[provider] as unknown as Engine
}
