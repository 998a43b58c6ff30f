export { defineConfig, type RefractConfig } from './commands/define-config.js'
export type { Provider } from './engines/index.js'
