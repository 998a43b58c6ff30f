import { describe, expect, it } from 'vitest'
import { HELP, parseCommand } from '../../../src/cli/args.js'
import { PROVIDERS } from '../../../src/engines/index.js'

const problemOf = (...args: string[]) => {
  try {
    parseCommand(args)
  } catch (error) {
    return error
  }
  throw new Error(`not refused: ${args.join(' ')}`)
}

describe('parseCommand', () => {
  it.each([
    [[]],
    [['--help']],
    [['-h']],
    [['generate', '--help']],
    [['migrate', 'deploy', '-h']],
    [['nonsense', '--help']],
    [['--help', '--version']],
  ])('%j asks for help', (args) => {
    expect(parseCommand(args)).toEqual({ name: 'help' })
  })

  it.each([[['--version']], [['-v']], [['generate', '--version']]])('%j asks for the version', (args) => {
    expect(parseCommand(args)).toEqual({ name: 'version' })
  })

  it('reads generate', () => {
    expect(parseCommand(['generate'])).toEqual({ name: 'generate', check: false, quiet: false, watch: false })
    expect(parseCommand(['generate', '--check', '--schema', 'a.prisma'])).toMatchObject({ schema: 'a.prisma', check: true, quiet: false })
    expect(parseCommand(['--schema=a.prisma', '--quiet', 'generate'])).toMatchObject({ schema: 'a.prisma', check: false, quiet: true })
  })

  it('reads migrate deploy', () => {
    expect(parseCommand(['migrate', 'deploy'])).toEqual({
      name: 'migrate deploy',
      provider: undefined,
      migrations: undefined,
      json: false,
    })
    for (const provider of PROVIDERS) {
      expect(parseCommand(['migrate', 'deploy', '--provider', provider, '--migrations', 'm'])).toEqual({
        name: 'migrate deploy',
        provider,
        migrations: 'm',
        json: false,
      })
    }
  })

  it('reads what else migrate does', () => {
    expect(parseCommand(['migrate', 'diff'])).toMatchObject({ from: 'snapshot', to: 'schema', schema: undefined })
    expect(parseCommand(['migrate', 'check', '--replay', 'a', '--replay', 'b'])).toMatchObject({ replays: ['a', 'b'] })
    expect(parseCommand(['migrate', 'dev', '--name', 'a', '--rename', 'A.b=c', '--rename', 'A=B', '--fill', 'B.d=1'])).toMatchObject({
      migration: 'a',
      renames: ['A.b=c', 'A=B'],
      fills: ['B.d=1'],
      createOnly: false,
      acceptDataLoss: false,
    })
    expect(parseCommand(['migrate', 'baseline', '--accept-differences', '--provider', 'mysql'])).toMatchObject({
      name: 'migrate baseline',
      acceptDifferences: true,
      json: false,
      provider: 'mysql',
    })
    expect(parseCommand(['migrate', 'diff', '--from', 'database'])).toMatchObject({ from: 'database', to: 'schema' })
    expect(parseCommand(['migrate', 'status', '--json'])).toMatchObject({ name: 'migrate status', json: true })
    expect(parseCommand(['migrate', 'reset', '--force'])).toMatchObject({ name: 'migrate reset', force: true })
    expect(parseCommand(['migrate', 'reset'])).toMatchObject({ force: false })
    expect(parseCommand(['migrate', 'resolve', '--applied', 'one'])).toMatchObject({ migration: 'one', as: 'applied' })
    expect(parseCommand(['migrate', 'resolve', '--rolled-back', 'one'])).toMatchObject({ migration: 'one', as: 'rolled back' })
  })

  it.each([
    [['nonsense'], 'There is no command "nonsense".'],
    [['migrate'], 'There is no command "migrate".'],
    [['deploy'], 'There is no command "deploy".'],
    [['migrate', 'deploy', 'now'], 'There is no command "migrate deploy now".'],
    [['Generate'], 'There is no command "Generate".'],
    [['generate', '--provider', 'mysql'], 'refract generate has no option --provider.'],
    [['generate', '--migrations', 'm'], 'refract generate has no option --migrations.'],
    [['migrate', 'deploy', '--check'], 'refract migrate deploy has no option --check.'],
    [['migrate', 'deploy', '--force'], 'refract migrate deploy has no option --force.'],
    [['migrate', 'status', '--accept-differences'], 'refract migrate status has no option --accept-differences.'],
    [['migrate', 'status', '--applied', 'one'], 'refract migrate status has no option --applied.'],
    [['migrate', 'dev'], 'refract migrate dev needs a name for the migration: --name add_tags.'],
    [['migrate', 'resolve'], 'refract migrate resolve needs one of --applied <migration> and --rolled-back <migration>.'],
    [
      ['migrate', 'resolve', '--applied', 'one', '--rolled-back', 'one'],
      'refract migrate resolve needs one of --applied <migration> and --rolled-back <migration>.',
    ],
    [['migrate', 'deploy', '--quiet'], 'refract migrate deploy has no option --quiet.'],
    [['migrate', 'deploy', '--schema', 'x'], 'refract migrate deploy has no option --schema.'],
    [['migrate', 'deploy', '--provider', 'postgres'], '--provider postgres is not known. Known are: postgresql, mysql, sqlite.'],
    [['migrate', 'deploy', '--provider', ''], '--provider  is not known. Known are: postgresql, mysql, sqlite.'],
  ])('refuses %j', (args, message) => {
    expect(problemOf(...args)).toMatchObject({ code: 'REFRACT_USAGE', message: `${message}\n  See: refract --help` })
  })

  it.each([
    [['generate', '--chekc'], '--chekc'],
    [['generate', '-x'], '-x'],
    [['generate', '--schema'], '--schema'],
    [['generate', '--check=yes'], '--check'],
  ])('refuses %j by name', (args, name) => {
    expect(problemOf(...args)).toMatchObject({ code: 'REFRACT_USAGE', message: expect.stringContaining(name) })
  })
})

describe('the help', () => {
  it('names every command, option, variable and exit code', () => {
    for (const text of [
      'refract init [--yes] [--engines <list>] [--extend-core]',
      'refract generate [--check] [--quiet] [--watch]',
      'refract migrate deploy [--json]',
      'refract migrate status [--json]',
      'refract migrate baseline [--accept-differences] [--json]',
      'refract migrate resolve --applied <migration> | --rolled-back <migration>',
      'refract migrate reset [--force] [--json]',
      'refract --help, refract --version',
      'postgresql | mysql | sqlite',
      'DATABASE_PROVIDER',
      'DATABASE_URL_<PROVIDER>',
      'NODE_ENV=production',
      'Exit codes: 0 done, 1 failed or not in step, 2 the command line is wrong.',
    ]) {
      expect(HELP).toContain(text)
    }
  })

  it('fits into a terminal of 100 columns', () => {
    expect(Math.max(...HELP.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  })

  it.each(['schema', 'migrations', 'provider', 'applied'])('shows nothing of an address that is given as --%s', (name) => {
    const problem = problemOf(name === 'schema' ? 'generate' : 'migrate deploy', `--${name}`, 'postgres://me:secret@host/db')
    expect(problem).toMatchObject({ code: 'REFRACT_USAGE', message: expect.stringContaining(`--${name} takes no address.`) })
    expect((problem as Error).message).not.toContain('secret')
  })
})
