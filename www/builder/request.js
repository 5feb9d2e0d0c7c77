// One request for data: an address → a file, or why there is none, in words that say what to do.
//
// Refused: what the host refuses, a host that allows no pages (browsers don't tell that from one that can't be reached), a
// reply without bytes, one that was cut, one that is larger than any figure needs, and one that stops coming.

const MOST_BYTES = 256 << 20;
const SILENCE_MS = 60000;
/** What may stand in a file's name. */
const NAME = /[^\w.-]+/g;

/** A request that came to nothing, in words. */
export class Refused extends Error {}

/**
 * @param {string} text
 * @returns {URL | null} An address that a page may ask.
 */
export function addressOf(text) {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url : null;
  } catch {
    return null;
  }
}

/**
 * Asks once, without a cookie or a word of where from.
 * @param {URL} url
 * @param {string} name
 * @param {AbortController} abort
 * @param {(bytes: number) => void} progress
 */
export async function request(url, name, abort, progress) {
  let silence = 0;
  let silent = false;
  const wait = () => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      silent = true;
      abort.abort();
    }, SILENCE_MS);
  };
  try {
    wait();
    const response = await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: abort.signal,
    });
    if (!response.ok) throw new Refused(statusOf(response, url));
    const parts = await bytesOf(response, url, bytes => {
      wait();
      progress(bytes);
    });
    return new File(parts, name.replace(NAME, '-'));
  } catch (error) {
    if (error instanceof Refused) throw error;
    if (silent) throw new Refused(`${url.host} sent nothing for a minute. A shorter time may help.`);
    if (abort.signal.aborted) throw new Refused('Stopped.');
    throw new Refused(networkWords(url));
  } finally {
    clearTimeout(silence);
  }
}

/**
 * @param {Response} response
 * @param {URL} url
 */
function statusOf({ status, headers }, { host }) {
  const after = Number(headers.get('retry-after'));
  if (status === 429)
    return `${host} was asked too often (status 429). Try again ${after > 0 ? `in ${after} s` : 'later'}.`;
  if (status === 404) return `${host} knows nothing of that (status 404). Look at the place and the days.`;
  if (status >= 500) return `${host} has trouble of its own (status ${status}). Try again later, or with fewer days.`;
  return `${host} refused it (status ${status}).`;
}

/** @param {URL} url */
function networkWords({ host, protocol }) {
  if (!navigator.onLine) return 'This device is offline.';
  if (location.protocol === 'https:' && protocol === 'http:')
    return 'A page under https can’t read an address that begins with http:.';
  return `${host} can’t be reached, or it lets no page read it.`;
}

/**
 * @param {Response} response
 * @param {URL} url
 * @param {(bytes: number) => void} progress
 */
async function bytesOf(response, { host }, progress) {
  // Of a body that is encoded the length is another one.
  const promised = response.headers.get('content-encoding') ? 0 : Number(response.headers.get('content-length'));
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  let bytes = 0;
  const cut = () => new Refused(`The reply of ${host} broke off after ${bytes} bytes. Try again.`);
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch(error => {
      throw error.name === 'AbortError' ? error : cut();
    });
    if (done) break;
    parts.push(value);
    bytes += value.length;
    if (bytes > MOST_BYTES) throw new Refused(`The reply of ${host} is larger than 256 MB. Ask for fewer days.`);
    progress(bytes);
  }
  if (bytes < promised) throw cut();
  if (!bytes) throw new Refused(`The reply of ${host} is empty.`);
  return parts;
}
