/**
 * Cuts a script into statements at the semicolons that end one: not those in strings, quoted names
 * or comments. Comments stay, since `/*! … *\/` is SQL to MySQL.
 *
 * @throws {Error} on DELIMITER, which belongs to MySQL's command line and not to its SQL
 */
export function splitStatements(script: string): string[] {
  if (/^\s*DELIMITER\s/im.test(script))
    throw new Error('DELIMITER belongs to the mysql command line: put the routine into a migration of its own')
  // A quoted text (with doubled quotes as two of them), a comment to the end of its line, a block comment, or any other character.
  const pieces =
    script.match(/'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"|`[^`]*`|--(?=\s|$)[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|[\s\S]/g) ?? []
  const statements: string[] = []
  let statement = ''
  for (const piece of pieces) {
    if (piece === ';') {
      statements.push(statement)
      statement = ''
    } else statement += piece
  }
  statements.push(statement)
  return statements.map((text) => text.trim()).filter(holdsSql)
}

function holdsSql(statement: string): boolean {
  const bare = statement.replace(/--(?=\s|$)[^\n]*|#[^\n]*|\/\*(?![!M])[\s\S]*?\*\//g, '')
  return bare.trim() !== ''
}
