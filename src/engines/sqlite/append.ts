/** The function that every connection has for what is put behind a list. */
export const APPEND = 'refract_append'

export function append(column: string): string {
  return `${APPEND}(${column}, ?)`
}

/** Two arrays of Json, of which the first may be null, to one. */
export function appendJson(list: unknown, values: unknown): string {
  const members = list === null ? [] : (JSON.parse(String(list)) as unknown[])
  return JSON.stringify([...members, ...(JSON.parse(String(values)) as unknown[])])
}
