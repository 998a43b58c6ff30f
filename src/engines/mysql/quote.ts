/** A name in SQL. */
export function quote(text: string): string {
  return `\`${text.replaceAll('`', '``')}\``
}

/** A text in SQL, under the default `sql_mode`, in which a backslash escapes. */
export function quoteText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
