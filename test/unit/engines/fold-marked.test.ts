import { describe, expect, it } from 'vitest'
import { foldMarked, markFolded } from '../../../src/engines/fold-marked.js'

const fold = (text: string) => `f(${text})`

/** The text and the values after folding; a value that begins with `~` is marked. */
function run(sql: string, ...values: unknown[]): [string, unknown[]] {
  const args = values.map((value) => (typeof value === 'string' && value.startsWith('~') ? markFolded(value.slice(1)) : value))
  const query = foldMarked({ sql, args, argTypes: [] }, fold)
  return [query.sql, query.args]
}

describe('foldMarked', () => {
  it('returns a query without a mark as it is', () => {
    const query = { sql: 'SELECT ?', args: ['a'], argTypes: [] }
    expect(foldMarked(query, fold)).toBe(query)
  })

  it.each([
    ['`t`.`c` = ?', 'f(`t`.`c`) = f(?)'],
    ['`s`.`t`.`c` <> ?', 'f(`s`.`t`.`c`) <> f(?)'],
    ['"s"."t"."c" >= $1', 'f("s"."t"."c") >= f($1)'],
    ['"t"."c"::text LIKE (\'%\' || $1 || \'%\')', 'f("t"."c"::text) LIKE (\'%\' || f($1) || \'%\')'],
    ["`t`.`c` NOT LIKE CONCAT('%', ?)", "f(`t`.`c`) NOT LIKE CONCAT('%', f(?))"],
    ["`t`.`c` LIKE (? || '%')", "f(`t`.`c`) LIKE (f(?) || '%')"],
    ['MAX(`t`.`c`) < ?', 'f(MAX(`t`.`c`)) < f(?)'],
    ['`t`.`a ``?`` = ?` = ?', 'f(`t`.`a ``?`` = ?`) = f(?)'],
  ])('folds %s', (sql, folded) => {
    expect(run(`SELECT 1 WHERE (${sql})`, '~v')).toEqual([`SELECT 1 WHERE (${folded})`, ['v']])
  })

  it('folds the values of a list, and the column once', () => {
    expect(run('`c` = ? AND `t`.`c` IN (?,?) AND `t`.`d` NOT IN (?) LIMIT ?', 1, '~a', '~b', '~c', 9)).toEqual([
      '`c` = ? AND f(`t`.`c`) IN (f(?),f(?)) AND f(`t`.`d`) NOT IN (f(?)) LIMIT ?',
      [1, 'a', 'b', 'c', 9],
    ])
  })

  it('finds values by their numbers', () => {
    expect(run('"a" = $2 AND "b" = $1', '~v', 'w')).toEqual(['"a" = $2 AND f("b") = f($1)', ['v', 'w']])
  })

  it('takes no question mark in a literal for a value', () => {
    expect(run("'?' = ? AND `c` = ?", 'x', '~v')).toEqual(["'?' = ? AND f(`c`) = f(?)", ['x', 'v']])
  })

  it('refuses a place that it does not know, and sends no mark to a database', () => {
    expect(() => run('SELECT ?', '~v')).toThrow("mode: 'insensitive' cannot be had")
    expect(() => run('INSERT INTO `t` (`c`) VALUES (?)', '~v')).toThrow("mode: 'insensitive' cannot be had")
  })
})
