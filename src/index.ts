// The core model is the first user of what everybody's models get: the generated entry is the front door.
export * from './generated/index.js'
