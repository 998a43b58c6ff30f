import { join } from 'node:path'
import { engineOf, type Provider } from '../engines/index.js'
import { readScriptTables, type ScriptKey, type ScriptTables } from '../engines/script-tables.js'
import { readHistory } from './migration-history.js'
import { readSnapshot } from './snapshots.js'

const NOTHING: ScriptTables = new Map()

/**
 * Reads each engine's migrations, one after the other, and says where one does not lead to the tables, columns and keys of its
 * snapshot. All snapshots of a step are of one schema, so that what leads to each is the same change. Nothing is run.
 */
export async function compareSteps(migrations: string, names: readonly string[], engines: readonly Provider[]): Promise<string[]> {
  const problems: string[] = []
  for (const provider of engines) {
    const engine = engineOf(provider)
    const history = await readHistory(join(migrations, provider), engine)
    let tables = NOTHING
    for (const name of names) {
      tables = readScriptTables(tables, history.find((migration) => migration.name === name)?.sql ?? '', engine.textLiteral)
      const schema = (await readSnapshot(migrations, name)).step.engines[provider]
      if (schema === undefined) continue
      const [made, wanted] = [describe(tables), describe(readScriptTables(NOTHING, schema.script, engine.textLiteral))]
      const differences = [
        ...wanted.filter((line) => !made.includes(line)).map((line) => `  - ${line}`),
        ...made.filter((line) => !wanted.includes(line)).map((line) => `  + ${line}`),
      ]
      if (differences.length === 0) continue
      const path = join(migrations, provider, name, 'migration.sql')
      problems.push(`${path} does not lead to its snapshot (- what it lacks, + what it should not make):\n${differences.join('\n')}`)
      // What comes after is wrong for the same reason.
      break
    }
  }
  return problems
}

function describe(tables: ScriptTables): string[] {
  return [...tables].flatMap(([table, { columns, keys }]) => [
    `table ${table}`,
    ...columns.map((column) => `column ${table}.${column}`),
    ...keys.map((key) => `${key.kind} ${table} (${key.columns.join(', ')})${describeTarget(key)}`),
  ])
}

function describeTarget({ target }: ScriptKey): string {
  return target === null ? '' : ` to ${target.table} (${target.columns.join(', ')})`
}
