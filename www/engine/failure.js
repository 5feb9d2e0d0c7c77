// What went wrong, with a stable code that the view puts into words.

/** @typedef {{ message?: string, found?: string, need?: string, place?: { line?: number }, [name: string]: any }} Details */

export class Failure extends Error {
  /**
   * @param {string} code
   * @param {Details} [details]
   */
  constructor(code, details = {}) {
    super(details.message || code);
    this.code = code;
    this.details = details;
  }
}

/**
 * Any error as failure. One that nobody foresaw means that the engine broke.
 * @param {any} error
 */
export function failureOf(error) {
  if (error instanceof Failure) return error;
  // A Report that lies is refused by the build that draws, with a plain object as the engine refuses.
  if (typeof error?.code === 'string' && typeof error.found === 'string') return new Failure(error.code, error);
  const message = String(error?.message || error);
  // WebKit compiles what it then refuses to start, and only the error names the directive.
  const directive = /script-src/.exec(message);
  return directive ? new Failure('policy', { directive: directive[0] }) : new Failure('trap', { message });
}
