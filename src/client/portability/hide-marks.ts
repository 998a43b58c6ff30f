import { CONDITIONS_MARK } from '../../contract/json-filters.js'
import { FOLD_MARK } from '../../engines/fold-marked.js'

interface Event {
  readonly message?: string
  /** Of a query: its arguments, as JSON. */
  readonly params?: string
}

interface Emitter {
  emit(name: string, event: Event): boolean
}

/** A text without what marks values for the adapters. */
export function removeMarks(text: string): string {
  return text.replaceAll(FOLD_MARK, '').replaceAll(CONDITIONS_MARK, '')
}

/**
 * Takes the marks out of what a client logs, in events and on its output: Prisma tells the values that it sends, and those that
 * are marked are made plain behind it.
 *
 * Prisma's emitter is internal; the exact version of Prisma is pinned, and a case looks at the events.
 */
export function hideMarks(client: object): void {
  const { logEmitter } = (client as { _requestHandler: { logEmitter: Emitter } })._requestHandler
  const emit = logEmitter.emit.bind(logEmitter)
  logEmitter.emit = (name, event) => {
    const { message, params } = event
    return emit(name, {
      ...event,
      ...(message === undefined ? {} : { message: removeMarks(message) }),
      ...(params === undefined ? {} : { params: removeMarks(params) }),
    })
  }
}
