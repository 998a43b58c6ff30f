import type { Facts } from '../../contract/facts.js'
import { codeOfKind } from '../../engines/known-errors.js'
import { isObject } from './args.js'
import { type Cause, findRelation, type Subject, Subjects } from './constraints.js'
import { sayAlike } from './error-words.js'
import { removeMarks } from './log.js'
import { Rewriter } from './rewrite.js'
import type { KnownError, Runtime } from './runtime.js'

/** A call of a model's method that failed. */
interface Failed {
  readonly model: string | undefined
  readonly args: unknown
}

/** Codes whose error is about a field, which the engine may leave unsaid. */
const RAW_FAILED = 'P2010'
const DATABASE_ERROR = 'P2039'

/**
 * Tells errors in one language on every engine: the same code, the same words, and in `meta` the model and its fields by the
 * schema's names. What the driver said is left out where a code says it, and else told with the engine's name.
 */
export class ErrorLanguage {
  readonly #subjects: Subjects

  constructor(
    private readonly facts: Facts,
    private readonly runtime: Runtime,
    /** The engine's name in sentences. */
    private readonly title: string,
  ) {
    this.#subjects = new Subjects(facts)
  }

  /** What a caller is told of an error that Prisma, an adapter or a driver threw. */
  translate(error: unknown, failed: Failed = { model: undefined, args: undefined }): unknown {
    if (this.runtime.isKnownError(error)) return this.#translateKnown(error, failed)
    // Refract's own, and Prisma's of an argument that is none.
    if (isOwn(error)) return error
    if (error instanceof Error && error.name === 'PrismaClientValidationError') return unmark(error)
    return this.#translateUnknown(error, failed)
  }

  #translateKnown(error: KnownError, { model, args }: Failed): unknown {
    const { driverAdapterError, table: _, cause: said, ...meta } = error.meta ?? {}
    const cause = (driverAdapterError as { cause?: Cause } | undefined)?.cause
    // A full pool has the driver's own error beside its numbers; a record that was not found has words for it.
    if (cause === undefined) {
      if (said instanceof Error) error.meta = meta
      return error
    }
    if (error.code === RAW_FAILED) error.code = codeOfKind(cause.kind) ?? RAW_FAILED
    const { originalCode, originalMessage } = cause
    if (error.code === RAW_FAILED) error.meta = { ...meta, code: originalCode, message: originalMessage }
    else if (error.code === DATABASE_ERROR) return this.#createUnknown(`code \`${originalCode}\`, ${originalMessage}`, model)
    else this.#describe(error, meta, this.#findSubject(error.code, cause, model, args))
    return error
  }

  #describe(error: KnownError, meta: object, subject: Subject): void {
    const { modelName = '', target = [] } = subject
    const facts = this.facts[modelName]
    const relation = error.code === 'P2003' && facts !== undefined ? findRelation(facts, target) : undefined
    error.message = sayAlike(error.message, error.code, subject)
    error.meta = { ...meta, ...subject, ...(relation === undefined ? {} : { relation }) }
  }

  #findSubject(code: string, cause: Cause, model: string | undefined, args: unknown): Subject {
    const subject = this.#subjects.find(cause, model)
    // PostgreSQL does not say which number grew out of its range.
    if (code !== 'P2020' || subject.target !== undefined || model === undefined) return subject
    return findCalculated(this.facts, model, args) ?? subject
  }

  #translateUnknown(error: unknown, { model }: Failed): unknown {
    const { message } = (isObject(error) || error instanceof Error ? error : { message: String(error) }) as { message?: string }
    return Object.assign(this.#createUnknown(String(message), model), { stack: (error as Error | null)?.stack ?? '' })
  }

  #createUnknown(words: string, model: string | undefined): Error {
    const message = `Database error on ${this.title}: ${hideSecrets(words)}`
    return this.runtime.createError(DATABASE_ERROR, message, { ...(model === undefined ? {} : { modelName: model }), engine: this.title })
  }
}

const CALCULATES: ReadonlySet<string> = new Set(['increment', 'decrement', 'multiply', 'divide'])

/** The fields that a write calculates: values that are given have been checked before. */
function findCalculated(facts: Facts, model: string, args: unknown): Subject | undefined {
  const found: { readonly field: object; readonly name: string }[] = []
  const written = (field: object, word: string, value: unknown, name: string) => {
    if (CALCULATES.has(word)) found.push({ field, name })
    return value
  }
  const lists = { compared: (_field: object, filter: unknown) => filter, written: (_field: object, value: unknown) => value }
  new Rewriter(facts, { written, compared: (_field, _word, value) => value, lists }).args(model, args)
  const modelName = Object.keys(facts).find((name) => facts[name]?.fields[found[0]?.name ?? ''] === found[0]?.field)
  if (found.length === 0 || modelName === undefined) return undefined
  const target = found.filter(({ field, name }) => facts[modelName]?.fields[name] === field).map(({ name }) => name)
  return { modelName, target: [...new Set(target)] }
}

/** It shows the arguments. */
function unmark(error: Error): Error {
  return Object.assign(error, { message: removeMarks(error.message), stack: removeMarks(error.stack ?? '') })
}

function isOwn(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && code.startsWith('REFRACT_')
}

/** The user and password of an address, whatever the password is made of, and passwords among its parameters. */
function hideSecrets(words: string): string {
  return words.replace(/:\/\/\S*@/g, '://…@').replace(/(password=)[^\s&]*/gi, '$1…')
}
