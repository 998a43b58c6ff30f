const [QUOTE, BACKSLASH, MINUS, ZERO, NINE] = [0x22, 0x5c, 0x2d, 0x30, 0x39]

/** The numbers within Json. */
export function findNumbers(json: string): string[] {
  const numbers: string[] = []
  for (let at = findNumber(json, 0); at < json.length; ) {
    const end = endOfNumber(json, at)
    numbers.push(json.slice(at, end))
    at = findNumber(json, end)
  }
  return numbers
}

/** By hand: a regular expression that passes over texts keeps each of their characters in mind, and has no room for millions. */
export function replaceNumbers(json: string, replace: (token: string) => string): string {
  let replaced = ''
  let from = 0
  for (let at = findNumber(json, 0); at < json.length; at = findNumber(json, from)) {
    replaced += json.slice(from, at)
    from = endOfNumber(json, at)
    replaced += replace(json.slice(at, from))
  }
  return replaced + json.slice(from)
}

/** Where the next number begins, from a place that is not within a text; the length where there is none. */
function findNumber(json: string, from: number): number {
  for (let at = from; at < json.length; at += 1) {
    const code = json.charCodeAt(at)
    if (code === QUOTE) at = endOfText(json, at)
    else if (code === MINUS || (code >= ZERO && code <= NINE)) return at
  }
  return json.length
}

function endOfNumber(json: string, start: number): number {
  let end = start + 1
  while (IN_NUMBER.has(json.charCodeAt(end))) end += 1
  return end
}

const IN_NUMBER: ReadonlySet<number> = new Set(Array.from('0123456789.eE+-', (character) => character.charCodeAt(0)))

/** Where the text ends that begins at a quote. */
export function endOfText(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end > 0; end = json.indexOf('"', end + 1)) {
    let backslashes = 0
    while (json.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1
    if (backslashes % 2 === 0) return end
  }
  return json.length
}
