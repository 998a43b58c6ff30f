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

  it('reads copy', () => {
    expect(parseCommand(['copy', '--from', 'sqlite', '--to', 'dump:backup'])).toEqual({
      name: 'copy',
      from: 'sqlite',
      to: 'dump:backup',
      json: false,
      force: false,
      // All that is left out, but for this, the copy itself knows.
      options: { verify: true },
    })
    const flags = ['append', 'replace', 'resume', 'repair', 'verify-only', 'no-verify', 'dry-run', 'json', 'force'].map(
      (name) => `--${name}`,
    )
    expect(parseCommand(['copy', '--from', 'a', '--to', 'b', ...flags])).toEqual({
      name: 'copy',
      from: 'a',
      to: 'b',
      json: true,
      force: true,
      options: { append: true, replace: true, resume: true, repair: true, verifyOnly: true, verify: false, dryRun: true },
    })
  })

  it('reads where a copy is from and to, addresses too', () => {
    const [from, to] = ['postgres://me:secret@host/db', 'file:./app.db']
    expect(parseCommand(['copy', `--from=${from}`, '--to', to])).toMatchObject({ from, to })
  })

  it.each([
    [['--tables', 'User,Session'], { tables: ['User', 'Session'], exclude: undefined }],
    [['--tables=User'], { tables: ['User'] }],
    [['--tables', ' User , _PostToTag '], { tables: ['User', '_PostToTag'] }],
    [['--exclude', 'AuditLog,Session'], { tables: undefined, exclude: ['AuditLog', 'Session'] }],
    [['--tables', 'A', '--exclude', 'B'], { tables: ['A'], exclude: ['B'] }],
    [['--batch-size', '1'], { batchSize: 1 }],
    [['--batch-size=100000'], { batchSize: 100_000 }],
    [['--on-error', 'stop'], { onError: 'stop', rejects: undefined }],
    [['--on-error=report'], { onError: 'report', rejects: undefined }],
    [['--on-error=report', '--rejects', 'r.jsonl'], { onError: 'report', rejects: 'r.jsonl' }],
    [['--schema', 's.prisma', '--config', 'c.ts'], { schema: 's.prisma', config: 'c.ts' }],
  ])('reads copy %j', (args, options) => {
    expect(parseCommand(['copy', '--from', 'a', '--to', 'b', ...args])).toMatchObject({ options })
  })

  it.each([
    [['--batch-size', '0'], '--batch-size is a whole number from 1 to 100000.'],
    [['--batch-size', '100001'], '--batch-size is a whole number from 1 to 100000.'],
    [['--batch-size', '99999999999999999999'], '--batch-size is a whole number from 1 to 100000.'],
    [['--batch-size=-5'], '--batch-size is a whole number from 1 to 100000.'],
    [['--batch-size', '1e3'], '--batch-size is a whole number from 1 to 100000.'],
    [['--batch-size', '1.5'], '--batch-size is a whole number from 1 to 100000.'],
    [['--batch-size', 'many'], '--batch-size is a whole number from 1 to 100000.'],
    [['--batch-size='], '--batch-size is a whole number from 1 to 100000.'],
    [['--on-error', 'skip'], '--on-error is stop or report.'],
    [['--on-error='], '--on-error is stop or report.'],
    [['--rejects', 'r.jsonl'], '--rejects names the file of --on-error=report, which is not there.'],
    [['--rejects', 'r.jsonl', '--on-error', 'stop'], '--rejects names the file of --on-error=report, which is not there.'],
    [['--on-error', 'report', '--verify-only'], '--verify-only copies nothing, and --on-error is about rows that are copied.'],
    [['--on-error', 'stop', '--verify-only'], '--verify-only copies nothing, and --on-error is about rows that are copied.'],
    [['--tables', ''], '--tables is a list of models with commas between, such as User,Session.'],
    [['--exclude', 'User,,Session'], '--exclude is a list of models with commas between, such as User,Session.'],
    [['--provider', 'mysql'], 'refract copy has no option --provider.'],
    [['--migrations', 'm'], 'refract copy has no option --migrations.'],
    [['--quiet'], 'refract copy has no option --quiet.'],
    [['--yes'], 'refract copy has no option --yes.'],
  ])('refuses copy %j', (args, message) => {
    const problem = problemOf('copy', '--from', 'a', '--to', 'b', ...args)
    expect(problem).toMatchObject({ code: 'REFRACT_USAGE', message: `${message}\n  See: refract --help` })
  })

  it.each([[[]], [['--from', 'a']], [['--to', 'b']], [['--json', '--replace', '--to', 'b']]])('asks copy %j for both places', (args) => {
    expect(problemOf('copy', ...args)).toMatchObject({
      code: 'REFRACT_USAGE',
      message: 'refract copy needs --from <place> and --to <place>.\n  See: refract --help',
    })
  })

  it.each([['--resum'], ['--batchsize=5'], ['--from'], ['--json=yes'], ['--no-json']])('refuses copy %s by name', (arg) => {
    const problem = problemOf('copy', '--to', 'b', arg)
    expect(problem).toMatchObject({ code: 'REFRACT_USAGE', message: expect.stringContaining(arg.replace(/=.*/, '')) })
  })

  it.each([
    [['nonsense'], 'There is no command "nonsense".'],
    [['copy', 'now', '--json'], 'There is no command "copy now".'],
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
      'refract copy --from <place> --to <place> [--append | --replace | --resume]',
      'from 1 to 100000 (default 5000)',
      'rows to --rejects (default refract-rejects.jsonl)',
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

  it('says of copy what asks, and that a table has a name too', () => {
    const copy = HELP.slice(HELP.indexOf('refract copy'), HELP.indexOf('All but init')).replace(/\s+/g, ' ')
    expect(copy).toContain('--replace remove the rows that the target has; asks first, --force answers yes')
    expect(copy).toMatch(/--repair [^-]+ asks first where no copy has begun, --force answers yes/)
    expect(copy).toMatch(/--tables, --exclude models, such as User,Session, or tables/)
    const options = ['append', 'replace', 'resume', 'verify-only', 'repair', 'no-verify', 'dry-run', 'on-error', 'batch-size', 'json']
    expect(options.filter((name) => !copy.includes(` --${name} `))).toEqual([])
  })

  it('fits into a terminal of 100 columns', () => {
    expect(Math.max(...HELP.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  })

  it.each(['schema', 'migrations', 'provider', 'applied'])('shows nothing of an address that is given as --%s', (name) => {
    const problem = problemOf(name === 'schema' ? 'generate' : 'migrate deploy', `--${name}`, 'postgres://me:secret@host/db')
    expect(problem).toMatchObject({ code: 'REFRACT_USAGE', message: expect.stringContaining(`--${name} takes no address.`) })
    expect((problem as Error).message).not.toContain('secret')
  })

  it.each(['schema', 'config', 'tables', 'exclude', 'rejects', 'on-error', 'batch-size'])('nor of one that copy has as --%s', (name) => {
    const problem = problemOf('copy', '--from', 'a', '--to', 'b', `--${name}`, 'postgres://me:secret@host/db')
    expect(problem).toMatchObject({ code: 'REFRACT_USAGE', message: expect.stringContaining(`--${name} takes no address.`) })
    expect((problem as Error).message).not.toContain('secret')
  })
})
