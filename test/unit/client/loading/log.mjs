// Writes the address of every module that Node loads into the file that MODULE_LOG names.
import { register } from 'node:module'

register('./hooks.mjs', import.meta.url, { data: { file: process.env.MODULE_LOG } })
