// Requests: the author's addresses and the parts of this bundle, nothing else.
//
// In: addresses. Out: responses. Refused: words that are no address, and what the host refuses, named by what is known of it: its status, the page's policy,
// no network.

import { Failure } from './failure.js';

/** @import { Source } from '../_types.d.ts' */

/** Nothing of the reader's goes along with a request. @type {RequestInit} */
export const PLAIN = { credentials: 'omit', referrerPolicy: 'no-referrer' };

// Until then whoever refused has said so.
const HEARD_MS = 200;

/**
 * What `act` gives. Where it fails: the directive of the page's policy that refused it meanwhile, or what else it is.
 * @template Result
 * @param {() => Promise<Result>} act
 * @param {(message: string) => Failure} otherwise
 */
export async function underPolicy(act, otherwise) {
  let directive = '';
  /** @param {SecurityPolicyViolationEvent} event */
  const hear = ({ effectiveDirective }) => {
    // A worker that is refused meanwhile has another way.
    if (/^(connect|script|default)-src/.test(effectiveDirective)) directive ||= effectiveDirective;
  };
  document.addEventListener('securitypolicyviolation', hear);
  try {
    return await act();
  } catch (error) {
    if (error instanceof Failure) throw error;
    // The event comes after the refusal: a task, or several where the page has other work.
    await new Promise(done => setTimeout(done, HEARD_MS));
    throw directive ? new Failure('policy', { directive }) : otherwise(String(error));
  } finally {
    document.removeEventListener('securitypolicyviolation', hear);
  }
}

/**
 * Begins to fetch the sources that have an address.
 * @param {Source[]} sources
 * @param {AbortSignal} [signal]
 * @returns {(Promise<Response> | undefined)[]}
 */
export function fetchAll(sources, signal) {
  return sources.map(({ url, refused }) => {
    if (refused !== undefined) throw new Failure('unreachable', { url: refused });
    if (!url) return undefined;
    const coming = underPolicy(
      async () => {
        const response = await fetch(url, { signal, ...PLAIN });
        if (!response.ok) throw new Failure('status', { url, status: response.status });
        return response;
      },
      () =>
        new Failure(signal?.aborted ? 'cancelled' : navigator.onLine === false ? 'offline' : 'unreachable', { url }),
    );
    // Whoever reads it hears of a failure; until then nobody does.
    coming.catch(() => {});
    return coming;
  });
}
