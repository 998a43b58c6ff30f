import type { Argument, Attribute, Block, BlockEntry, Expression, Field, Schema } from './ast.js'

/** Prints a schema as `prisma format` lays it out. The same tree always gives the same bytes. */
export function renderSchema(schema: Schema): string {
  const lines = schema.entries.flatMap((entry) => {
    if (entry.kind === 'blank') return ['']
    if (entry.kind === 'comment') return [entry.text]
    return renderBlock(entry)
  })
  return `${lines.join('\n').trim()}\n`
}

function renderBlock(block: Block): string[] {
  const lines = splitAtBlankLines(block.entries).map((group) => renderGroup(group).map((line) => `  ${line}`))
  const body = lines.flatMap((group, index) => (index === 0 ? group : ['', ...group]))
  return [`${block.kind} ${block.name} {`, ...body, '}']
}

/** Columns are aligned within a group: the entries between two blank lines. */
function renderGroup(group: readonly BlockEntry[]): string[] {
  const fields = group.filter((entry) => entry.kind === 'field')
  const nameWidth = widest(group.flatMap((entry) => (entry.kind === 'field' || entry.kind === 'setting' ? [entry.name] : [])))
  const typeWidth = widest(fields.map(renderType))
  const memberWidth = widest(group.flatMap((entry) => (entry.kind === 'member' ? [entry.name] : [])))
  return group.map((entry) => renderEntry(entry, { name: nameWidth, type: typeWidth, member: memberWidth }))
}

function renderEntry(entry: BlockEntry, width: { name: number; type: number; member: number }): string {
  switch (entry.kind) {
    case 'blank':
      return ''
    case 'comment':
      return entry.text
    case 'directive':
      return `// @refract ${entry.providers.map(({ name }) => name).join(', ')}: ${renderEntry(entry.entry, { name: 0, type: 0, member: 0 })}`
    case 'setting':
      return withComment(`${entry.name.padEnd(width.name)} = ${renderExpression(entry.value)}`, entry.comment)
    case 'attribute':
      return withComment(`@@${renderAttribute(entry.attribute)}`, entry.comment)
    case 'member': {
      const cells = [entry.name.padEnd(width.member), renderFieldAttributes(entry.attributes)]
      return withComment(cells.join(' ').trimEnd(), entry.comment)
    }
    case 'field': {
      const cells = [entry.name.padEnd(width.name), renderType(entry).padEnd(width.type)]
      return withComment([...cells, renderFieldAttributes(entry.attributes)].join(' ').trimEnd(), entry.comment)
    }
  }
}

function renderType(field: Field): string {
  const unsupported = field.unsupported === null ? '' : `(${JSON.stringify(field.unsupported)})`
  return `${field.type}${unsupported}${field.modifier}`
}

function renderFieldAttributes(attributes: readonly Attribute[]): string {
  return attributes.map((attribute) => `@${renderAttribute(attribute)}`).join(' ')
}

function renderAttribute(attribute: Attribute): string {
  return attribute.args.length === 0 ? attribute.name : `${attribute.name}(${renderArguments(attribute.args)})`
}

function renderArguments(args: readonly Argument[]): string {
  return args.map(({ name, value }) => (name === null ? '' : `${name}: `) + renderExpression(value)).join(', ')
}

export function renderExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'string':
      return JSON.stringify(expression.value)
    case 'word':
      return expression.text
    case 'call':
      return `${expression.name}(${renderArguments(expression.args)})`
    case 'array':
      return `[${expression.items.map(renderExpression).join(', ')}]`
  }
}

/** An attribute as it is written, for messages: `@db.VarChar(20)`. */
export function describeAttribute(attribute: Attribute, sign: '@' | '@@' = '@'): string {
  return sign + renderAttribute(attribute)
}

function splitAtBlankLines(entries: readonly BlockEntry[]): BlockEntry[][] {
  const groups: BlockEntry[][] = [[]]
  for (const entry of entries) {
    if (entry.kind === 'blank') groups.push([])
    else groups[groups.length - 1]?.push(entry)
  }
  return groups.filter((group) => group.length > 0)
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length))
}

function withComment(line: string, comment: string | null): string {
  return comment === null ? line : `${line} ${comment}`
}
