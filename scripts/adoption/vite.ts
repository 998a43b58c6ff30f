import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { assertSame, type Desk } from './desk.js'

/** A package of its own kind, in which the core model is extended. */
export async function adoptVite(desk: Desk): Promise<string> {
  const folder = await desk.createFolder('vite')
  await mkdir(join(folder, 'src'))
  await cp(resolve('scripts/adoption/vite/server.ts'), join(folder, 'src/server.ts'))
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'posts', private: true, type: 'module' }))
  await desk.install(folder, desk.tarball)
  await desk.run(folder, 'npx --no-install refract init --yes --extend-core')
  await desk.install(folder)
  await desk.run(folder, 'npx --no-install refract generate')
  await desk.run(folder, 'npx --no-install refract migrate dev --name init --create-only')
  const vite = resolve('node_modules/vite/bin/vite.js')
  await desk.run(folder, `${process.execPath} ${vite} build --ssr src/server.ts --logLevel error`)
  const answers = new Map<string, string>()
  for (const target of await desk.createTargets('vite')) {
    await desk.run(folder, 'npx --no-install refract migrate deploy', target.env)
    answers.set(target.name, await desk.run(folder, `${process.execPath} dist/server.js`, target.env))
  }
  return assertSame(answers).trim()
}
