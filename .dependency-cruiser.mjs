// The floors of the house (src/README.md): imports point down only, and what is dangerous has one door.
// `npm run lint` holds it; types count as imports, so that no room's types leak either.

/** Each floor with the folders on it, from the ground up. */
const floors = [['contract'], ['schema', 'engines'], ['client'], ['copy'], ['conformance', 'commands'], ['cli']]

const folder = (names) => `^src/(${names.join('|')})/`

/**
 * A floor imports neither what is above it nor what lies beside it. The entries of the package (src/*.ts) stand
 * over the client; the conformance cases enter by the front door, as a user does.
 */
const floorRules = floors.flatMap((names, level) =>
  names.map((name) => {
    const elsewhere = floors
      .slice(level)
      .flat()
      .filter((other) => other !== name)
    return {
      name: `floor-${level}-${name}`,
      comment: `src/${name} is on floor ${level}: it imports from its own folder and from below.`,
      severity: 'error',
      from: { path: folder([name]) },
      to: { path: [folder(elsewhere), ...(name === 'conformance' ? [] : ['^src/[^/]+\\.ts$'])] },
    }
  }),
)

const drivers = '(^|/)(pg|pg-copy-streams|mariadb|@types/pg|@types/pg-copy-streams|@photostructure/sqlite|@prisma/adapter-[^/]+)(/|$)'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...floorRules,
    {
      name: 'rooms-apart',
      comment: 'A room never imports another room: what two share lies beside them in src/engines.',
      severity: 'error',
      from: { path: '^src/engines/([^/]+)/' },
      to: { path: '^src/engines/[^/]+/', pathNot: '^src/engines/$1/' },
    },
    {
      name: 'doors-of-rooms',
      comment: "A room is entered by its door: the board and the package's own entries import its index.ts, nothing else of it.",
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/engines/[^/]+/' },
      to: { path: '^src/engines/[^/]+/', pathNot: '^src/engines/[^/]+/index\\.ts$' },
    },
    {
      name: 'one-engine-by-name',
      comment: 'Only the board and the entry that is named after an engine import its room: everything else asks the board.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/engines/', '^src/(?!index)[^/]+\\.ts$'] },
      to: { path: '^src/engines/[^/]+/' },
    },
    {
      name: 'drivers-in-connect',
      comment: "A driver, or Prisma's adapter for it, is known to its room's connect.ts alone, types included.",
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/engines/[^/]+/connect\\.ts$' },
      to: { path: drivers },
    },
    {
      name: 'drivers-on-demand',
      comment: 'A driver is imported when a client connects, so that choosing one engine loads no other: await import(), or types.',
      severity: 'error',
      from: { path: '^src/engines/[^/]+/connect\\.ts$' },
      to: { path: drivers, dependencyTypesNot: ['dynamic-import', 'type-only', 'type-import'] },
    },
    {
      name: 'processes-in-one-file',
      comment: "Only src/commands/prisma.ts starts a process: Prisma's generator.",
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/commands/prisma\\.ts$' },
      to: { path: '^(node:)?child_process$' },
    },
    {
      name: 'generated-clients',
      comment: 'Generated clients are used by the factory, the model types and the entries: everything else works with any schema.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/generated/', '^src/client/', '^src/[^/]+\\.ts$'] },
      to: { path: '^src/generated/', pathNot: '^src/generated/zoo/' },
    },
    {
      name: 'generated-zoo',
      comment: "The type-zoo's clients belong to the conformance cases.",
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/generated/zoo/', '^src/conformance/zoo/'] },
      to: { path: '^src/generated/zoo/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment: 'Every import exists and is in package.json.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'installed-with-the-package',
      comment: 'What runs at a user is a dependency, not a development dependency. Types of drivers are only seen here.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    // Prisma's code: its circles are its own.
    doNotFollow: { path: ['node_modules', '^src/generated/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
