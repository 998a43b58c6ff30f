import { RefractError } from '../contract/errors.js'
import { showWord } from '../engines/address.js'

/**
 * How often a transaction runs again after a conflict with another one, and when. What its function throws with the code P2034
 * counts as one, wherever it comes from: the attempt is rolled back, and nothing of it is kept.
 */
export interface RetryOptions {
  /** How often it runs at most, the first time included; 1 for never again. Default 10. */
  attempts?: number
  /** Milliseconds to wait at most before the second attempt; doubled before each further one. Default 20. */
  minDelay?: number
  /** Milliseconds to wait at most before any attempt. Default 1,000. */
  maxDelay?: number
}

const DEFAULTS: Required<RetryOptions> = { attempts: 10, minDelay: 20, maxDelay: 1_000 }

/** The least that each may be; none may be infinite. */
const LEAST: Required<RetryOptions> = { attempts: 1, minDelay: 0, maxDelay: 0 }

/**
 * Checks what a caller says and fills in the defaults.
 *
 * @param where what the options are given to, for messages
 * @throws {RefractError} `REFRACT_OPTIONS`
 */
export function resolveRetry(options: unknown, where: string): Required<RetryOptions> {
  const refuse = (what: string, hint?: string): never => {
    throw new RefractError('REFRACT_OPTIONS', `${where}: ${what}`, hint === undefined ? {} : { hint })
  }
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    refuse(`retry must be an object, not ${showWord(options)}.`, 'Write retry: { attempts: 10 }.')
  }
  const given = Object.entries(options as RetryOptions).filter(([, value]) => value !== undefined)
  for (const [name, value] of given) {
    const least = LEAST[name as keyof RetryOptions]
    if (least === undefined) refuse(`there is no retry.${showWord(name)}.`, `Known are: ${Object.keys(LEAST).join(', ')}.`)
    if (!Number.isSafeInteger(value) || value < least)
      refuse(`retry.${name} must be a whole number of at least ${least}, not ${showWord(value)}.`)
  }
  return { ...DEFAULTS, ...Object.fromEntries(given) }
}

/** Runs a task again while it fails with what may be tried again, and throws its last error. */
export async function runRetrying<T>(
  run: () => Promise<T>,
  { attempts, minDelay, maxDelay }: Required<RetryOptions>,
  mayRetry: (error: unknown) => boolean,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      if (attempt >= attempts || !mayRetry(error)) throw error
    }
    // Full jitter: those who met must not meet again (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/).
    const pause = Math.random() * Math.min(maxDelay, minDelay * 2 ** (attempt - 1))
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
  }
}
