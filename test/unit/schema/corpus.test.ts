import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderSchemas } from '../../../src/commands/render.js'
import { SchemaRefusedError } from '../../../src/contract/errors.js'

const CORPUS = resolve(import.meta.dirname, '../../../../shared/corpus')
const files = existsSync(CORPUS)
  ? readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.prisma'))
  : []
if (files.length === 0) console.log('There is no corpus of real schemas beside this folder: none of them is rendered.')

/** Why schemas of the corpus are refused, and how many of them. */
const REFUSED: Readonly<Record<string, number>> = {
  '@db.Decimal(…): SQLite keeps a decimal as a double and would lose digits beyond n in silence': 54,
}

/** A schema of any engine, of any time, in PostgreSQL's words: as a person would write it. */
function toCanonical(text: string): string {
  return text
    .replace(/generator \w+ \{[^}]*\}/, 'generator client {\n  provider = "prisma-client"\n  output = "../out"\n}')
    .replace(/datasource \w+ \{[^}]*\}/, 'datasource db {\n  provider = "postgresql"\n}')
    .replace(/ @db\.(?:Unsigned\w+|Int|TinyInt|MediumInt|Long\w+|Medium\w+|Tiny\w+|DateTime)\b(?:\(\d*\))?/g, '')
}

/** A reason without the numbers and names of its place. */
function reasonsOf(text: string, file: string): string[] {
  try {
    renderSchemas(toCanonical(text), file)
    return []
  } catch (error) {
    if (!(error instanceof SchemaRefusedError)) throw error
    return [...new Set(error.findings.map(({ reason }) => reason.replace(/\([^)]*\)+/g, '(…)').replace(/\d+/g, 'n')))]
  }
}

describe.skipIf(files.length === 0)('real schemas', () => {
  it('are rendered for every engine, or refused for what is known', () => {
    const refused: Record<string, number> = {}
    let rendered = 0
    for (const file of files) {
      const reasons = reasonsOf(readFileSync(`${CORPUS}/${file}`, 'utf8'), file)
      if (reasons.length === 0) rendered += 1
      for (const reason of reasons) refused[reason] = (refused[reason] ?? 0) + 1
    }
    console.log(`Real schemas: ${rendered} of ${files.length} are rendered for every engine.`)
    expect(refused).toEqual(REFUSED)
  }, 60_000)
})
