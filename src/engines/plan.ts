import type { PlanNode } from '../contract/composition.js'

/** A value that a plan takes from a name, or makes while it runs. */
export type PlanValue = unknown

export function param(name: string, type: string): PlanValue {
  return { prisma__type: 'param', prisma__value: { name, type } }
}

export function generatorCall(name: string, args: readonly number[]): PlanValue {
  return { prisma__type: 'generatorCall', prisma__value: { name, args } }
}

export function value(args: PlanValue): PlanNode {
  return { type: 'value', args }
}

export function get(name: string): PlanNode {
  return { type: 'get', args: { name } }
}

/** Runs the bindings one after the other, and then the expression, which sees them. */
export function bind(bindings: readonly (readonly [name: string, expr: PlanNode])[], expr: PlanNode): PlanNode {
  return { type: 'let', args: { bindings: bindings.map(([name, bound]) => ({ name, expr: bound })), expr } }
}

export function concat(args: readonly PlanNode[]): PlanNode {
  return { type: 'concat', args }
}

export function sum(args: readonly PlanNode[]): PlanNode {
  return { type: 'sum', args }
}

export function mapField(field: string, records: PlanNode): PlanNode {
  return { type: 'mapField', args: { field, records } }
}

export function createRecord(fields: Readonly<Record<string, PlanValue>>): PlanNode {
  const initializers = Object.entries(fields).map(([name, given]) => [name, { type: 'value', value: given }])
  return { type: 'initializeRecord', args: { expr: { type: 'unit', args: {} }, fields: Object.fromEntries(initializers) } }
}

/** One thing where a query gives one row, and another where it does not. */
export function ifOneRow(rows: PlanNode, one: PlanNode, other: PlanNode): PlanNode {
  // biome-ignore lint/suspicious/noThenProperty: Prisma's word
  return { type: 'if', args: { value: rows, rule: { type: 'rowCountEq', args: 1 }, then: one, else: other } }
}

/** A statement without parameters. */
export function execute(sql: string): PlanNode {
  return { type: 'execute', args: createStatement(sql) }
}

export function query(sql: string): PlanNode {
  return { type: 'query', args: createStatement(sql) }
}

function createStatement(sql: string): object {
  const placeholderFormat = { prefix: '?', hasNumbering: false }
  return {
    type: 'templateSql',
    fragments: [{ type: 'stringChunk', chunk: sql }],
    args: [],
    argTypes: [],
    placeholderFormat,
    chunkable: false,
  }
}

export function inTransaction(node: PlanNode): PlanNode {
  return node.type === 'transaction' ? node : { type: 'transaction', args: node }
}

/** What a plan does, without the transaction around it and without the mapping of its result. */
export function readExpression(node: PlanNode): PlanNode {
  if (node.type === 'transaction') return readExpression(node.args)
  return node.type === 'dataMap' ? node.args.expr : node
}

/** The same plan with another thing done, whose result is mapped as before. */
export function replaceExpression(node: PlanNode, change: (expr: PlanNode) => PlanNode): PlanNode {
  if (node.type === 'transaction') return { ...node, args: replaceExpression(node.args, change) }
  return node.type === 'dataMap' ? { ...node, args: { ...node.args, expr: change(node.args.expr) } } : change(node)
}

/** The same plan with other statements. */
export function mapStatements(node: PlanNode, change: (statement: PlanNode) => PlanNode): PlanNode {
  if (node.type === 'query' || node.type === 'execute') return change(node)
  return node.type === 'value' ? node : { ...node, args: mapWithin(node.args, change) }
}

function mapWithin(args: unknown, change: (statement: PlanNode) => PlanNode): unknown {
  if (Array.isArray(args)) return args.map((one) => mapWithin(one, change))
  if (typeof args !== 'object' || args === null) return args
  if (isNode(args)) return mapStatements(args, change)
  return Object.fromEntries(Object.entries(args).map(([name, one]) => [name, mapWithin(one, change)]))
}

function isNode(object: object): object is PlanNode {
  return 'type' in object && 'args' in object
}

/** The same statement with other text: that of its first part and that of its last. */
export function rewriteStatement(
  statement: PlanNode,
  { first = keep, last = keep }: { first?: (text: string) => string; last?: (text: string) => string },
): PlanNode {
  const fragments: { type: string; chunk?: string }[] = [...statement.args.fragments]
  if (fragments.at(-1)?.type !== 'stringChunk') fragments.push({ type: 'stringChunk', chunk: '' })
  const end = fragments.length - 1
  fragments[0] = { type: 'stringChunk', chunk: first(fragments[0]?.chunk ?? '') }
  fragments[end] = { type: 'stringChunk', chunk: last(fragments[end]?.chunk ?? '') }
  return { ...statement, args: { ...statement.args, fragments } }
}

function keep(text: string): string {
  return text
}

/** The text that a statement begins with. */
export function readBeginning(statement: PlanNode): string {
  return statement.args.fragments?.[0]?.chunk ?? ''
}
