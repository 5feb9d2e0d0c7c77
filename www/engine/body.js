// The body of a response: its chunks as they come, and kept, so that an engine that slept reads what it read before, without a
// second request.
//
// In: a response. Out: its chunks, a blob of all of them where the page has room. Refused: a body that was cut.

import { Failure } from './failure.js';

// All bodies of a page together: two hundred figures of a third of a megabyte.
const ROOM_BYTES = 1 << 26;
let taken = 0;

export class Kept {
  /** @type {BlobPart[] | null} */
  #parts = [];
  #bytes = 0;

  /** Whether all is here that came. */
  get whole() {
    return this.#parts !== null;
  }

  /** @param {Uint8Array<ArrayBuffer>} chunk */
  add(chunk) {
    if (!this.#parts) return;
    this.#parts.push(chunk);
    this.#bytes += chunk.length;
    taken += chunk.length;
    if (taken > ROOM_BYTES) this.free();
  }

  /** All of it, which a browser may put on its disk. */
  blob() {
    const blob = new Blob(this.#parts || []);
    if (this.#parts) this.#parts = [blob];
    return blob;
  }

  free() {
    taken -= this.#bytes;
    this.#bytes = 0;
    this.#parts = null;
  }
}

/**
 * Gives each chunk to `take`; how many bytes there were.
 * @param {Response} response
 * @param {<Said>(coming: Promise<Said>) => Promise<Said>} wait What waits for the host.
 * @param {(chunk: Uint8Array<ArrayBuffer>, bytes: number) => Promise<void>} take Hears of all bytes so far, too.
 */
export async function readBody(response, wait, take) {
  // WebKit ends a body that was cut as if it were whole. What an encoding adds to a file is less than a hundredth and 64 bytes.
  const promised = Number(response.headers.get('content-length')) * 0.99 - 64;
  let bytes = 0;
  try {
    const reader = response.body?.getReader();
    while (reader) {
      const { done, value } = await wait(reader.read());
      if (done && bytes < promised) break;
      if (done) return bytes;
      bytes += value.length;
      await take(value, bytes);
    }
  } catch (/** @type {any} */ error) {
    if (error instanceof Failure) throw error;
    if (error.name === 'AbortError') throw new Failure('cancelled');
  }
  throw new Failure('cut', { url: response.url, bytes });
}
