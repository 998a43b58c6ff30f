import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { splitStatements } from '../../../../src/engines/mysql/split.js'

describe('splitStatements', () => {
  it.each<[string, string, string[]]>([
    ['statements at semicolons, trimmed', 'SELECT 1;\n\n SELECT 2 ;', ['SELECT 1', 'SELECT 2']],
    ['a last statement without semicolon', 'SELECT 1;SELECT 2', ['SELECT 1', 'SELECT 2']],
    ['nothing', ' \n ', []],
    ['empty statements', ';;SELECT 1;;', ['SELECT 1']],
    ['single quotes', "INSERT INTO t VALUES ('a;b');SELECT 1", ["INSERT INTO t VALUES ('a;b')", 'SELECT 1']],
    ['doubled quotes', "SELECT 'it''s; fine';SELECT 2", ["SELECT 'it''s; fine'", 'SELECT 2']],
    ['escaped quotes', "SELECT 'it\\'s; fine';SELECT 2", ["SELECT 'it\\'s; fine'", 'SELECT 2']],
    ['an escaped backslash before a quote', "SELECT 'a\\\\';SELECT 2", ["SELECT 'a\\\\'", 'SELECT 2']],
    ['double quotes', 'SELECT "a;\\"b;";SELECT 2', ['SELECT "a;\\"b;"', 'SELECT 2']],
    ['quotes in quotes', `SELECT "it's; one";SELECT 'say "a;b"'`, [`SELECT "it's; one"`, `SELECT 'say "a;b"'`]],
    ['backticks', 'SELECT `a;b`, `c``;d`;SELECT 2', ['SELECT `a;b`, `c``;d`', 'SELECT 2']],
    ['a string over several lines', "SELECT 'a\n;\nb';SELECT 2", ["SELECT 'a\n;\nb'", 'SELECT 2']],
    [
      'comments to the end of a line',
      'SELECT 1 -- one; two\n, 2;SELECT 3 # three; four\n;',
      ['SELECT 1 -- one; two\n, 2', 'SELECT 3 # three; four'],
    ],
    ['a quote in a comment', "-- it's\nSELECT 1;SELECT 2", ["-- it's\nSELECT 1", 'SELECT 2']],
    ['two dashes that are no comment', 'SELECT 5--1;SELECT 2', ['SELECT 5--1', 'SELECT 2']],
    ['block comments', "SELECT /* a; it's b */ 1;SELECT 2", ["SELECT /* a; it's b */ 1", 'SELECT 2']],
    ['what is only comments', '-- one\n;/* two */;# three', []],
    ["what begins as MariaDB's comments do", '/* Made by hand */;/*Made by hand*/;SELECT 1', ['SELECT 1']],
    ['comments that are SQL', '/*!40101 SET NAMES utf8 */;/*M!100202 SET x=1 */;', ['/*!40101 SET NAMES utf8 */', '/*M!100202 SET x=1 */']],
    ['a semicolon in a comment that is SQL', '/*!80000 SELECT 1; */;SELECT 2', ['/*!80000 SELECT 1; */', 'SELECT 2']],
    ['Windows line ends', 'SELECT 1;\r\n-- two\r\nSELECT 2;\r\n', ['SELECT 1', '-- two\r\nSELECT 2']],
    ['a dash comment at the end of the script', 'SELECT 1;--', ['SELECT 1']],
  ])('cuts %s', (_, script, statements) => {
    expect(splitStatements(script)).toEqual(statements)
  })

  it.each(['DELIMITER //\nSELECT 1//', 'SELECT 1;\n  delimiter $$\nSELECT 2$$', '-- a routine\nDELIMITER //\n'])('refuses %j', (script) => {
    expect(() => splitStatements(script)).toThrow('DELIMITER belongs to the mysql command line')
  })

  it.each(["INSERT INTO t VALUES ('\ndelimiter one')", 'SELECT 1 /*\nDELIMITER //\n*/', 'SELECT\ndelimiter FROM t'])(
    'takes the word alone in %j',
    (script) => {
      expect(splitStatements(script)).toEqual([script])
    },
  )

  it.each(['prisma', 'src/conformance/zoo'])('finds each statement of the migration in %s', (folder) => {
    const script = readFileSync(`${folder}/migrations/mysql/20261122000000_init/migration.sql`, 'utf8')
    const statements = splitStatements(script)
    expect(statements.length).toBe(script.match(/^-- (CreateTable|AddForeignKey)$/gm)?.length)
    for (const statement of statements) expect(statement).toMatch(/^-- (CreateTable\nCREATE TABLE|AddForeignKey\nALTER TABLE)[\s\S]*[^;]$/)
  })
})
