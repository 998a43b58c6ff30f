/** package.json, in the part that is read. */
export interface Manifest {
  readonly name?: string
  readonly type?: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly prisma?: { readonly schema?: string }
}

/** The versions that belong together. */
export interface Versions {
  readonly refract: string
  readonly prisma: string
}

export const SCRIPTS: Readonly<Record<string, string>> = {
  'db:generate': 'refract generate',
  'db:migrate': 'refract migrate dev',
  'db:deploy': 'refract migrate deploy',
  'db:status': 'refract migrate status',
  'db:check': 'refract migrate check',
}

/**
 * Adds scripts and packages to a package.json and leaves the rest as it is, to the indentation. A script of the same name stays.
 *
 * @param text null where there is none: it is made, for modules
 */
export function addToManifest(text: string | null, name: string, { refract, prisma }: Versions): string {
  const manifest = (text === null ? {} : JSON.parse(text)) as Manifest
  // npm itself makes such a file when it installs the first package: nobody has decided on anything yet.
  const isBare = Object.keys(manifest).every((key) => key === 'dependencies' || key === 'devDependencies')
  const { prisma: _, ...dependencies } = manifest.dependencies ?? {}
  const changed = {
    ...(isBare ? { name, private: true, type: 'module' } : {}),
    ...manifest,
    scripts: { ...SCRIPTS, ...manifest.scripts },
    dependencies: sort({ 'refract-db': `^${refract}`, ...dependencies }),
    devDependencies: sort({ ...manifest.devDependencies, prisma }),
  }
  if (text !== null && JSON.stringify(changed) === JSON.stringify(manifest)) return text
  const indent = /^([ \t]+)"/m.exec(text ?? '')?.[1] ?? '  '
  return `${JSON.stringify(order(changed, manifest), null, indent)}\n`
}

/** What was there first keeps its place. */
function order(changed: object, manifest: object): object {
  const keys = [...new Set([...Object.keys(manifest).filter((key) => key in changed), ...Object.keys(changed)])]
  const first = ['name', 'private', 'type'].filter((key) => !(key in manifest) && key in changed)
  return Object.fromEntries([...new Set([...first, ...keys])].map((key) => [key, (changed as Record<string, unknown>)[key]]))
}

function sort(packages: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)))
}
