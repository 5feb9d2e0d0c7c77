// The engine's own side: messages in, and by the border that wasm-bindgen made, the walk in wasm.
//
// In: `{ id, what, … }`. Out: `{ id, value }`, `{ id, error }`, and `{ id, progress }` on the way: bytes, or a draft of the
// Report. One self-contained function: its text is the worker's script, and in the page it serves where none can start.

/** The message loop. Without a scope it only gives `boot`, which the page uses for drawing. */
export function engineScope(scope) {
  //@glue
  const boot = async (name, module) => {
    const wasm = glue[name]();
    await wasm(module);
    return wasm;
  };
  if (!scope) return boot;
  const ROOM = 1 << 18;
  const BEAT_MS = 40;
  const MOST = 1 << 25;
  let wasm = null;
  let engine = null;
  // A file that is hashed beside the engine by the browser's own SHA-256, which is many times as fast as one in wasm.
  let count = 0;
  let kept = null;
  let size = 0;
  const prints = [];
  const close = () => {
    if (kept) prints.push([count, hashed(kept)]);
    kept = null;
  };
  const hashed = parts => {
    const whole = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return crypto.subtle.digest('SHA-256', whole);
  };
  const push = bytes => {
    engine.push(bytes);
    if (!kept) return;
    kept.push(bytes.slice());
    size += bytes.length;
    // Compressed on its way it said less than it is.
    if (size > MOST) {
      for (const part of kept) engine.hash(part);
      kept = null;
    }
  };
  const doors = {
    async open({ build, module, ask }) {
      wasm = await boot(build, module);
      engine = new wasm.Engine(ask);
      return wasm.catalogue();
    },
    file({ name, bytes, small, apart }) {
      close();
      count++;
      engine.file(name, bytes);
      // The worker of a frame without an origin may have no such hash, though its page has.
      const can = apart && !!crypto.subtle;
      if (can) engine.apart();
      kept = can && small ? [] : null;
      size = 0;
      return can;
    },
    push: ({ bytes }) => push(bytes),
    async blob({ blob, inline, id }) {
      // Where the browser can, into the same bytes again and again: a fifth of the time is in making new ones.
      let room = new Uint8Array(ROOM);
      const stream = blob.stream();
      let reader;
      try {
        reader = stream.getReader({ mode: 'byob' });
      } catch {
        reader = stream.getReader();
      }
      for (let at = 0, told = 0; ; ) {
        const { done, value } = await reader.read(room);
        if (done) return;
        push(value);
        room = new Uint8Array(value.buffer);
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
    print: async ({ blob }) => new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())),
    printed: ({ print }) => engine.print(1, print),
    async finish({ id }) {
      close();
      scope.postMessage({ id, progress: engine.draft() });
      const report = engine.finish();
      for (const [count, print] of prints) {
        const file = report.source.files.find(({ sha256 }) => sha256 === String(count));
        file.sha256 = engine.print(count, new Uint8Array(await print));
      }
      return report;
    },
    again: ({ ask }) => engine.again(ask),
    edit: ({ lines }) => engine.edit(lines),
    view: ({ series, from, until, columns }) => engine.view(series, from, until, columns),
    json: () => engine.json(),
    cite: () => engine.cite(),
    calculate: ({ ask }) => wasm.calculate(ask),
    check: () => wasm.selfCheck(),
  };
  scope.onmessage = async ({ data }) => {
    const { id, what } = data;
    try {
      scope.postMessage({ id, value: await doors[what](data) });
    } catch (error) {
      // Our own refusals are plain objects with a code; anything else means that the instance is dead.
      const refused = error && typeof error.code === 'string' && typeof error.found === 'string';
      scope.postMessage({ id, error: refused ? error : { code: 'trap', message: String((error && error.message) || error) } });
    }
  };
  scope.postMessage({ id: 0 });
  return boot;
}
