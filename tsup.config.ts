import { defineConfig } from 'tsup'

// Dependencies stay outside: they are installed beside the package. Prisma's packages must, since the
// generated clients load the query compiler from them.
const shared = { target: 'node20', external: [/^@prisma\//], treeshake: true } as const

export default defineConfig([
  {
    ...shared,
    entry: ['src/index.ts', 'src/postgresql.ts', 'src/mysql.ts', 'src/sqlite.ts'],
    format: ['esm', 'cjs'],
    dts: true,
    splitting: true,
    clean: true,
  },
  // The command line alone needs no types and runs as a module.
  { ...shared, entry: { cli: 'src/cli/index.ts' }, format: ['esm'], splitting: false },
])
