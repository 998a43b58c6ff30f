import { randomUUID } from 'node:crypto'
import type { JsonValue } from './json-filters.js'

/*
 * A list of values in Json, on engines without arrays. Numbers of Int and Float, booleans and texts are what they are in
 * Json; all else is a text that is the same for equal values, so that equal lists are equal Json.
 */

/**
 * A decimal without zeros that say nothing.
 *
 * @throws {Error} for what is none, in words that follow a field's name
 */
export function trimDecimal(text: string): string {
  const [found, sign = '', whole = '', fraction = ''] = /^([-+]?)(?=\.?\d)0*(\d*)\.?(\d*?)0*$/.exec(text) ?? []
  // No digits, an exponent, infinity: they would all be 0.
  if (found === undefined) throw new Error(`is ${text === '' ? 'empty' : text}, which is no decimal without exponent`)
  const digits = `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`
  return sign === '-' && digits !== '0' ? `-${digits}` : digits
}

// A value of this process alone: no data can be taken for it.
const APPEND_MARK = `refract-append:${randomUUID()}:`
const MARKED = `"${APPEND_MARK}`

/** A value that says what is put behind a list, for Prisma to write where it would write a new list. */
export function markAppended(values: readonly JsonValue[]): string {
  return APPEND_MARK + JSON.stringify(values)
}

/** The values, as the text of a Json array, that a statement's argument puts behind a list, if it does. */
export function readAppended(argument: unknown): string | undefined {
  if (typeof argument !== 'string' || !argument.startsWith(MARKED)) return undefined
  return (JSON.parse(argument) as string).slice(APPEND_MARK.length)
}
