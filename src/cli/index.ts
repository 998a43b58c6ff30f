#!/usr/bin/env node
import { main } from './main.js'
import { watchReaders } from './print.js'

watchReaders()
process.exitCode = await main(process.argv.slice(2))
