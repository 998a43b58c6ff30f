import type { Facts } from './facts.js'

/** A query in Prisma's JSON protocol, as a client hands it to its engine. */
export interface ProtocolQuery {
  readonly modelName?: string
  readonly action: string
  readonly query: {
    readonly arguments?: Readonly<Record<string, unknown>>
    readonly selection: Readonly<Record<string, unknown>>
  }
}

/** A node of a query plan, as Prisma's compiler writes and its interpreter runs it. */
export interface PlanNode {
  readonly type: string
  // biome-ignore lint/suspicious/noExplicitAny: each type of node has arguments of its own
  readonly args: any
}

/** A query that Prisma's compiler does not know on an engine, as queries that it knows and a plan made of theirs. */
export interface Composition {
  /** What the plan depends on beside the queries: plans are kept by both. */
  readonly key: string
  readonly queries: readonly ProtocolQuery[]
  /** @param plans those of the queries, in their order */
  merge(plans: readonly PlanNode[]): PlanNode
}

/** Composes a query, or gives null for one that the engine's compiler knows. Asked for every query. */
export type Compose = (query: ProtocolQuery) => Composition | null

/** @param facts what the schema says of the models */
export type CreateComposer = (facts: Facts) => Compose
