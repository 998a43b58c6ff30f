import type { DevelopmentService } from '../../contract/adoption.js'
import { engineOf, PROVIDERS, type Provider } from '../../engines/index.js'

/** The canonical schema of a new project. */
export function renderNewSchema(output: string, extendCore: boolean): string {
  return `// The canonical schema, in PostgreSQL's words: the only one that you edit. \`refract generate\` renders it for
// each engine and writes the clients; your program imports ${output}/index.
generator client {
  provider      = "prisma-client"
  output        = "${output}"
  compilerBuild = "small"
}

datasource db {
  provider = "postgresql"
}

${extendCore ? CORE_MODELS : OWN_MODELS}`
}

const OWN_MODELS = `model User {
  id        String   @id @default(uuid(7)) @db.Uuid
  email     String   @unique
  name      String?
  createdAt DateTime @default(now())
  updatedAt DateTime @updatedAt

  posts Post[]
}

model Post {
  id        String   @id @default(uuid(7)) @db.Uuid
  title     String
  published Boolean  @default(false)
  authorId  String   @db.Uuid
  createdAt DateTime @default(now())
  updatedAt DateTime @updatedAt

  author User @relation(fields: [authorId], references: [id], onDelete: Cascade)

  @@index([authorId])
}
`

const CORE_MODELS = `model Post {
  id        String   @id @default(uuid(7)) @db.Uuid
  title     String
  published Boolean  @default(false)
  authorId  String   @db.Uuid
  createdAt DateTime @default(now())
  updatedAt DateTime @updatedAt

  author User @relation(fields: [authorId], references: [id], onDelete: Cascade)

  @@index([authorId])
}

// Adds to the User of the core model.
model User {
  posts Post[]
}
`

export function renderConfig(options: {
  readonly schema: string
  readonly engines: readonly Provider[]
  readonly extendCore: boolean
}): string {
  const lines = [
    ...(options.schema === 'prisma/schema.prisma' ? [] : [`schema: '${options.schema}',`]),
    '// What is rendered, generated and migrated. Leave out what you will never use.',
    `engines: [${options.engines.map((engine) => `'${engine}'`).join(', ')}],`,
    ...(options.extendCore ? ['// The models of the package are there, and yours add to them.', 'extendCore: true,'] : []),
  ]
  return `import { defineConfig } from 'refract-db/config'\n\nexport default defineConfig({\n${lines.map((line) => `  ${line}\n`).join('')}})\n`
}

/** @param name what the databases are called */
export function renderEnvironment(engines: readonly Provider[], name: string): string {
  const [first] = PROVIDERS.filter((engine) => engines.includes(engine) && engineOf(engine).defaultUrl('.') !== null)
  return `# Copy to .env, which git ignores, and put passwords of your own in place of change-me.
# Refract reads the environment, not this file: load it with \`node --env-file=.env\`, a shell or your host.

# The engine: ${engines.join(', ')}. This line is the swap.
DATABASE_PROVIDER=${first ?? engines[0]}

${engines.map((engine) => `DATABASE_URL_${engine.toUpperCase()}=${engineOf(engine).adoption.exampleUrl(name)}\n`).join('')}`
}

/** Null where no engine needs a server. */
export function renderCompose(engines: readonly Provider[], name: string): string | null {
  const services = engines.flatMap((engine): [Provider, DevelopmentService][] => {
    const { service } = engineOf(engine).adoption
    return service === null ? [] : [[engine, service]]
  })
  if (services.length === 0) return null
  return `# Servers for development: docker compose up --wait. The addresses are those of .env.example.
services:
${services.map(([engine, service]) => renderService(engine, service, name)).join('\n')}
volumes:
${services.map(([engine]) => `  ${engine}:\n`).join('')}`
}

function renderService(engine: Provider, { image, environment, healthcheck, port, data }: DevelopmentService, name: string): string {
  const variables = Object.entries(environment(name)).map(([variable, value]) => `      ${variable}: ${value}\n`)
  return `  ${engine}:
    image: ${image}
    environment:
${variables.join('')}    ports: ["127.0.0.1:${port}:${port}"]
    volumes: ["${engine}:${data}"]
    healthcheck:
      test: [${['CMD', ...healthcheck].map((word) => `"${word}"`).join(', ')}]
      interval: 1s
      timeout: 3s
      retries: 120
`
}

/** For a folder that has nothing yet. */
export const TSCONFIG = `{
  "compilerOptions": {
    "target": "es2022",
    "module": "nodenext",
    "strict": true,
    "skipLibCheck": true,
    "noEmit": true
  }
}
`
