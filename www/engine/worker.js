// The engine's own side: messages in, and by the border that wasm-bindgen made, the walk in wasm.
//
// In: `{ id, what, … }`. Out: `{ id, value }`, `{ id, error }`, and `{ id, progress }` on the way, a count of bytes or a
// preview of the Report. One self-contained function: its text is the worker's script, and in the page it serves where none
// can start.

/** @import { Engine, EngineWasm, Scope } from '../_types.d.ts' */

/**
 * The message loop.
 * @param {Scope} scope
 */
export function engineScope(scope) {
  /** Each build behind a function that makes its border anew. @type {Record<string, () => EngineWasm>} */
  const engines = {};
  const BEAT_MS = 40;
  // More than this is not kept for the browser's SHA-256.
  const KEPT_BYTES = 1 << 25;
  /** @type {EngineWasm} */
  let wasm;
  /** @type {Engine} */
  let engine;
  /** @type {WebAssembly.Memory} */
  let memory;
  // A file that the browser hashes, many times as fast as the engine could: its parts, and the hashes under way.
  let count = 0;
  /** @type {Uint8Array[] | null} */
  let kept = null;
  let keptBytes = 0;
  /** @type {[number, Promise<ArrayBuffer>][]} */
  const hashes = [];
  /** @param {Uint8Array[]} parts */
  const hashOf = parts => {
    const whole = new Uint8Array(keptBytes);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return crypto.subtle.digest('SHA-256', whole);
  };
  const closeFile = () => {
    if (kept) hashes.push([count, hashOf(kept)]);
    kept = null;
  };
  /** @param {Uint8Array} bytes */
  const push = bytes => {
    engine.push(bytes);
    if (!kept) return;
    kept.push(bytes.slice());
    keptBytes += bytes.length;
    // A file that was compressed on its way is larger than its host said.
    if (keptBytes > KEPT_BYTES) {
      for (const part of kept) engine.hash(part);
      kept = null;
    }
  };
  /** Each browser says in its own way that a file was changed, moved or removed. @returns {never} */
  const unreadable = () => {
    throw { code: 'unreadable', found: '' };
  };
  /** @type {Record<string, (message: any) => any>} */
  const doors = {
    async open({ build, module, settings }) {
      wasm = engines[build]();
      ({ memory } = await wasm({ module_or_path: module }));
      engine = new wasm.Engine(settings);
      return wasm.catalogue();
    },
    file({ name, bytes, small, apart }) {
      closeFile();
      count++;
      engine.file(name, bytes);
      // The worker of a frame without an origin may have no such hash, though its page has.
      const canHash = apart && !!crypto.subtle;
      if (canHash) engine.apart();
      kept = canHash && small ? [] : null;
      keptBytes = 0;
      return canHash;
    },
    push: ({ bytes }) => push(bytes),
    async blob({ blob, inline, id }) {
      // Chromium 156 leaves one file in fifteen of 50 MB unread for ever where the reader brings its own bytes (`byob`).
      const reader = blob.stream().getReader();
      for (let at = 0, told = 0; ; ) {
        const { done, value } = await reader.read().catch(unreadable);
        // Firefox and WebKit end a file that was cut meanwhile as if it had been so all along.
        if (done && at < blob.size) unreadable();
        if (done) return;
        push(value);
        at += value.length;
        // Each message wakes the page's thread: on two cores that holds up whoever brings the next bytes.
        const now = performance.now();
        if (now < told + BEAT_MS) continue;
        told = now;
        scope.postMessage({ id, progress: at });
        // The page has its turn.
        if (inline) await new Promise(done => setTimeout(done));
      }
    },
    hash: async ({ blob }) =>
      new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer().catch(unreadable))),
    hashed: ({ print }) => engine.print(1, print),
    async finish({ id }) {
      closeFile();
      scope.postMessage({ id, progress: engine.preview() });
      const report = engine.finish();
      for (const [count, hash] of hashes) {
        const file = report.source.files.find(({ sha256 }) => sha256 === String(count));
        const print = engine.print(count, new Uint8Array(await hash));
        if (file) file.sha256 = print;
      }
      return report;
    },
    again: ({ settings }) => engine.again(settings),
    edit: ({ edits }) => engine.edit(edits),
    view: ({ series, from, until, columns }) => engine.view(series, from, until, columns),
    json: () => engine.json(),
    cite: () => engine.cite(),
    calculate: ({ settings }) => wasm.calculate(settings),
    check: () => wasm.selfCheck(),
  };
  /** Whether there is no more memory to be had. It is asked of an instance that is dead: its memory goes with the worker. */
  const isFull = () => {
    try {
      return memory?.grow(memory.buffer.byteLength >> 16) < 0;
    } catch {
      return true;
    }
  };
  /** @param {any} error */
  const errorOf = error => {
    // The engine's own refusals are plain objects with a code.
    if (error && typeof error.code === 'string' && typeof error.found === 'string') return error;
    if (error instanceof RangeError || (error instanceof WebAssembly.RuntimeError && isFull()))
      return { code: 'memory', found: '' };
    // Anything else means that the instance is dead.
    return { code: 'trap', message: String(error?.message || error) };
  };
  scope.onmessage = async ({ data }) => {
    const { id, what } = data;
    try {
      scope.postMessage({ id, value: await doors[what](data) });
    } catch (/** @type {any} */ error) {
      scope.postMessage({ id, error: errorOf(error) });
    }
  };
  scope.postMessage({ id: 0 });
}
