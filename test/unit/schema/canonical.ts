/** The first lines of every schema here; what follows begins at line 10. */
export const HEAD = `generator client {
  provider = "prisma-client"
  output   = "../out"
}

datasource db {
  provider = "postgresql"
}

`

/** A canonical schema with one model `M`, whose fields begin at line 11. */
export function modelOf(...lines: string[]): string {
  return `${HEAD}model M {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
}
