/** A name in SQL. */
export function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

/** A text in SQL. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
