import { CONDITIONS_MARK } from '../../contract/json-filters.js'
import { FOLD_MARK } from '../../engines/fold-marked.js'

interface Emitter {
  emit(name: string, event: object): boolean
}

interface Logging {
  readonly _engine: { logEmitter: Emitter }
  readonly _requestHandler: { logEmitter: Emitter | undefined }
}

/** Tells the log of an error, and the method that failed. */
export type LogError = (error: unknown, target: string) => void

/** A text without what marks values for the adapters. */
export function removeMarks(text: string): string {
  return text.replaceAll(FOLD_MARK, '').replaceAll(CONDITIONS_MARK, '')
}

/**
 * Lets a client log, in events and on its output, what its callers know: queries with values whose marks are taken out, and
 * errors as they are told, where Prisma logs what has come to it.
 *
 * Prisma's emitter is internal; the exact version of Prisma is pinned, and a test looks at the events.
 */
export function repairLog(client: object): LogError {
  const { _engine: engine, _requestHandler: handler } = client as Logging
  const emitter = engine.logEmitter
  handler.logEmitter = undefined
  engine.logEmitter = {
    emit: (name, event) => emitter.emit(name, 'params' in event ? { ...event, params: removeMarks(String(event.params)) } : event),
  }
  return (error, target) => {
    const { message } = error as { message?: unknown }
    emitter.emit('error', { message: String(message), target, timestamp: new Date() })
  }
}
