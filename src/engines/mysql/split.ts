/**
 * Cuts a script into statements at the semicolons that end one: not those in strings, quoted names
 * or comments. Comments stay, since `/*! … *\/` is SQL to MySQL.
 *
 * @throws {Error} on DELIMITER, which belongs to MySQL's command line and not to its SQL
 */
export function splitStatements(script: string): string[] {
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
  // The client's command stands where a statement begins; elsewhere it is only a word.
  if (statements.some((text) => /^DELIMITER\s/i.test(withoutComments(text))))
    throw new Error('DELIMITER belongs to the mysql command line: put the routine into a migration of its own')
  return statements.map((text) => text.trim()).filter((text) => withoutComments(text) !== '')
}

/** What is SQL at the beginning of a statement; `/*! … *\/` is, and MariaDB's `/*M! … *\/`. */
function withoutComments(statement: string): string {
  return statement.replace(/--(?=\s|$)[^\n]*|#[^\n]*|\/\*(?!M?!)[\s\S]*?\*\//g, '').trim()
}
