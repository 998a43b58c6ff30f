import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { renderSchemas } from '../../src/commands/render.js'
import { engineOf, PROVIDERS } from '../../src/engines/index.js'
import { type Block, type BlockEntry, blocksOf, type Field, findArgument, findAttribute } from '../../src/schema/ast.js'
import { assertConventions } from '../../src/schema/conventions.js'
import { mappedName, readModels } from '../../src/schema/models.js'
import { parseSchema } from '../../src/schema/parse.js'
import { renderExpression } from '../../src/schema/render.js'
import { enumStorage } from '../../src/schema/storage.js'

const PATH = 'prisma/schema.prisma'
const schema = parseSchema(readFileSync(PATH, 'utf8'), PATH)
const models = readModels(schema)
const enums = blocksOf(schema, 'enum')

const textOf = (field: Field, name: string) => {
  const attribute = findAttribute(field.attributes, name)
  return attribute && [`@${name}`, ...attribute.args.map(({ value }) => renderExpression(value))].join(' ')
}

describe('the model', () => {
  it('is the core of a multi-tenant SaaS', () => {
    expect(models.models.map(({ name }) => name)).toEqual([
      'User',
      'Session',
      'Account',
      'Verification',
      'Workspace',
      'WorkspaceMember',
      'WorkspaceInvitation',
      'Subscription',
      'ApiKey',
      'AuditLog',
    ])
    expect(enums.map(({ name }) => name)).toEqual(['WorkspaceRole', 'InvitationStatus', 'SubscriptionStatus'])
  })

  it.each([
    ['User', 'id name email emailVerified image? workspaces[]'],
    ['Session', 'id token expiresAt ipAddress? userAgent? userId'],
    [
      'Account',
      'id accountId providerId userId accessToken? refreshToken? idToken? accessTokenExpiresAt? refreshTokenExpiresAt? scope? password?',
    ],
    ['Verification', 'id identifier value expiresAt'],
    ['Workspace', 'id name slug logo? metadata? members[]'],
    ['WorkspaceMember', 'workspace user role'],
    ['WorkspaceInvitation', 'email role status expiresAt inviter'],
    ['Subscription', 'workspace plan status seats periodStart? periodEnd? cancelAtPeriodEnd unitAmount currency'],
    ['ApiKey', 'hashedKey name start enabled lastUsedAt? requestCount expiresAt? permissions?'],
    ['AuditLog', 'actor? workspace action targetType targetId before? after? ip?'],
  ])('%s has the fields that programs rely on', (name, fields) => {
    const found = models.models.find((model) => model.name === name)?.fields.map((field) => field.name + field.modifier)
    expect(found).toEqual(expect.arrayContaining(fields.split(' ')))
  })

  it('is unique where programs look one up', () => {
    const uniques = models.models.flatMap(({ name, keys }) =>
      keys.flatMap(({ kind, fields }) => (kind === 'unique' ? [`${name}: ${fields.map((field) => field.name).join(', ')}`] : [])),
    )
    expect(uniques).toEqual(
      expect.arrayContaining([
        'User: email',
        'Session: token',
        'Workspace: slug',
        'ApiKey: hashedKey',
        'WorkspaceMember: workspaceId, userId',
        'WorkspaceInvitation: workspaceId, email',
      ]),
    )
  })
})

it('keeps the conventions that a configuration can ask for', () => {
  expect(() => assertConventions(models)).not.toThrow()
})

describe.each(models.models.map((model) => [model.name, model] as const))('model %s', (name, model) => {
  it('is called in PascalCase, its table core_ and the same in snake_case, in the singular', () => {
    expect(name).toMatch(/^(?:[A-Z][a-z0-9]+)+$/)
    expect(name).not.toMatch(/[^s]s$/)
    expect(model.table).toBe(`core_${snakeCase(name)}`)
  })

  it('has a UUID version 7 as its key, made by the client', () => {
    const id = model.fields[0] as Field
    expect([id.name, id.type, id.modifier]).toEqual(['id', 'String', ''])
    expect(['id', 'default', 'db.Uuid'].map((attribute) => textOf(id, attribute))).toEqual(['@id', '@default uuid(7)', '@db.Uuid'])
  })

  it('says above each index which query it serves', () => {
    for (const { entry, above } of entriesOf(model.block)) {
      if (entry.kind !== 'attribute' || !['index', 'unique'].includes(entry.attribute.name)) continue
      const written = renderExpression(findArgument(entry.attribute, 'fields', 0) ?? { kind: 'word', text: '', position: entry.position })
      expect(above, `${name} @@${entry.attribute.name}(${written})`).toMatch(/^\/\/ .+: \w+\.\w+\(\{.*\}\)$/)
    }
  })

  it('has a text with a length in every key and index', () => {
    const keyed = model.keys.flatMap(({ fields }) => fields.map((field) => model.fields.find(({ name }) => name === field.name)))
    for (const field of keyed.filter((field) => field?.type === 'String')) {
      const natives = field?.attributes.filter((attribute) => attribute.name.startsWith('db.')).map((attribute) => attribute.name)
      expect(natives, `${name}.${field?.name}`).toEqual([expect.stringMatching(/^db\.(VarChar|Uuid)$/)])
    }
  })
})

describe.each(enums.map((block) => [block.name, block] as const))('enum %s', (name, block) => {
  it('is called in PascalCase, its type core_ and the same in snake_case', () => {
    expect(name).toMatch(/^(?:[A-Z][a-z0-9]+)+$/)
    const attributes = block.entries.flatMap((entry) => (entry.kind === 'attribute' ? [entry.attribute] : []))
    expect(mappedName(attributes, name)).toBe(`core_${snakeCase(name)}`)
  })

  it('has members in the ascending byte order of their stored values', () => {
    const { values } = enumStorage(block)
    expect([...values].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))).toEqual(values)
    expect(new Set(values).size).toBe(values.length)
  })
})

describe('documentation', () => {
  it('stands above each model, enum and member, and reaches the rendered schemas', () => {
    const { renderings } = renderSchemas(readFileSync(PATH, 'utf8'), PATH)
    const above = new Map<string, string>()
    schema.entries.forEach((entry, index) => {
      const before = schema.entries[index - 1]
      if (entry.kind === 'model' || entry.kind === 'enum') above.set(entry.name, before?.kind === 'comment' ? before.text : '')
    })
    expect(above.size).toBe(13)
    for (const [name, text] of above) {
      expect(text, name).toMatch(/^\/\/\/ [A-Z].*\.$/)
      for (const rendering of renderings) expect(rendering.text).toContain(`${text}\n`)
    }
    for (const block of enums) {
      for (const { entry, above } of entriesOf(block)) {
        if (entry.kind === 'member') expect(above, `${block.name}.${entry.name}`).toMatch(/^\/\/\/ [A-Z].*\.$/)
      }
    }
  })

  it('is on the key of each model', () => {
    for (const block of blocksOf(schema, 'model')) {
      const id = entriesOf(block).find(({ entry }) => entry.kind === 'field')
      expect(id?.above, block.name).toBe('/// UUID version 7.')
    }
  })
})

it('is rendered for every engine on the board', () => {
  const { renderings } = renderSchemas(readFileSync(PATH, 'utf8'), PATH)
  expect(renderings.map(({ provider }) => provider)).toEqual(PROVIDERS)
  for (const { provider, text } of renderings) {
    expect(text.split('\n')[0]).toBe(
      `// Rendered for ${engineOf(provider).title} from schema.prisma by \`refract generate\`. Do not edit: change schema.prisma and run it again.`,
    )
  }
})

/** Each entry of a block with the comment on the line above it. */
function entriesOf(block: Block): { entry: BlockEntry; above: string }[] {
  return block.entries.map((entry, index) => {
    const before = block.entries[index - 1]
    return { entry, above: before?.kind === 'comment' ? before.text : '' }
  })
}

function snakeCase(text: string): string {
  return text.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase()
}
