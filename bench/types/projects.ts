import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { writeQueries } from './queries.js'

/** How a program comes by its client. */
export interface Contestant {
  readonly name: string
  readonly header: string
}

/** Prisma's own client first: the other is measured against it. */
export const contestants: readonly Contestant[] = [
  {
    name: 'plain Prisma',
    header: "import { type Prisma, PrismaClient } from './generated/client.js'\nconst db = new PrismaClient({ adapter: null as never })",
  },
  { name: 'PortableClient', header: "import { createClient, type Prisma } from 'refract-db'\nconst db = createClient()" },
]

const compilerOptions = {
  target: 'es2022',
  lib: ['es2023'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  types: ['node'],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
}

/** Makes a project of one file of queries, as a user has it: the client generated beside it, or the package installed. */
export async function createProject(root: string, { name, header }: Contestant, queries: number): Promise<string> {
  const folder = join(root, name.replace(/\W/g, '-'))
  const modules = join(folder, 'node_modules')
  await mkdir(modules, { recursive: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['queries.ts'] }))
  await writeFile(join(folder, 'queries.ts'), writeQueries(header, queries))
  for (const scope of ['@prisma', '@types']) await symlink(resolve('node_modules', scope), join(modules, scope))
  await symlink(resolve('.'), join(modules, 'refract-db'))
  await cp('src/generated/postgresql', join(folder, 'generated'), { recursive: true })
  return folder
}
