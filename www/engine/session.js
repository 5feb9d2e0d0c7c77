// The engine as the page sees it: sources in, Reports out, by messages to a worker or, where none can start, to the same
// code in the page.
//
// In: a list of sources (File, Blob, bytes, text, address) and settings. Out: a Report, finer windows of it, JSON. Refused:
// what the engine refuses, what can't be fetched. The integrity of this script covers the worker, whose text is a function of
// it, and, by the hashes in `built`, the wasm.

import { built } from '../built.js';
import { engineScope } from './worker.js';
import { scriptUrl } from '../script-url.js';

// Names of ours for a worker that is started by the address of this script.
const WORKER_NAME = 'outage-lens-engine';
const START_MS = 8000;
// The browser's own SHA-256 takes a file whole: a small one as it was read, a larger one in a worker of its own.
const [SMALL, WHOLE] = [1 << 23, 1 << 27];

if (typeof document === 'undefined' && typeof self !== 'undefined' && self.name === WORKER_NAME && 'postMessage' in self) {
  engineScope(self);
}

/** Trouble with a stable code, for the view to put into words. */
export class Trouble extends Error {
  constructor(code, details = {}) {
    super(details.message || code);
    this.code = code;
    this.details = details;
  }
}

const modules = new Map();

/** Compiles a build once a page; its bytes are checked against the hash that this script carries. */
export function compiled(name) {
  if (!modules.has(name)) {
    const promise = compile(name);
    promise.catch(() => modules.delete(name));
    modules.set(name, promise);
  }
  return modules.get(name);
}

function compile(name) {
  const wasm = built[name];
  const url = new URL(wasm.file, scriptUrl);
  const come = async () => {
    const response = await fetch(url, { integrity: wasm.integrity, ...PLAIN });
    if (!response.ok) throw new Trouble('engine-missing', { status: response.status, url: String(url) });
    return /^application\/wasm/.test(response.headers.get('content-type')) ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
  };
  return watched(come, message => (location.protocol === 'file:' ? new Trouble('file-page') : new Trouble('engine-unreachable', { url: String(url), message })));
}

// Nothing of the reader's goes along with a request.
const PLAIN = { credentials: 'omit', referrerPolicy: 'no-referrer' };

/** What `act` gives. Where it fails, the directive of the page's policy that refused it meanwhile, or what else it is. */
async function watched(act, otherwise) {
  let directive = null;
  const hear = ({ effectiveDirective }) => {
    // A worker that is refused meanwhile has another way.
    if (/^(connect|script|default)-src/.test(effectiveDirective)) directive ||= effectiveDirective;
  };
  document.addEventListener('securitypolicyviolation', hear);
  try {
    return await act();
  } catch (error) {
    if (error instanceof Trouble) throw error;
    // The event comes a task after the refusal.
    await new Promise(done => setTimeout(done));
    throw directive ? new Trouble('policy', { directive }) : otherwise(error.message);
  } finally {
    document.removeEventListener('securitypolicyviolation', hear);
  }
}

/** Begins to fetch the sources that have an address: promises of responses. */
export function fetched(sources, signal) {
  return sources.map(({ url }) => {
    const come = async () => {
      const response = await fetch(url, { signal, ...PLAIN });
      if (!response.ok) throw new Trouble('status', { url, status: response.status });
      return response;
    };
    const coming = url && watched(come, () => new Trouble(signal.aborted ? 'cancelled' : navigator.onLine === false ? 'offline' : 'unreachable', { url }));
    // Whoever reads it hears of a failure; until then nobody does.
    coming && coming.catch(() => {});
    return coming;
  });
}

let policy;
/** The one door for script addresses under Trusted Types: our own worker, nothing else. */
function trusted(url) {
  if (policy === undefined) {
    policy = null;
    try {
      const own = text => {
        if (text.startsWith('blob:') || text === scriptUrl) return text;
        throw new TypeError('not ours');
      };
      if (window.trustedTypes) policy = window.trustedTypes.createPolicy('outage-lens', { createScriptURL: own });
    } catch {
      policy = null;
    }
  }
  return policy ? policy.createScriptURL(url) : url;
}

/** A worker that has said hello, or null. */
function hello(make) {
  return new Promise(done => {
    let worker;
    const end = ok => {
      clearTimeout(clock);
      if (!ok && worker) worker.terminate();
      done(ok ? worker : null);
    };
    const clock = setTimeout(() => end(false), START_MS);
    try {
      worker = make();
      worker.onmessage = () => end(true);
      worker.onerror = event => {
        event.preventDefault();
        end(false);
      };
    } catch {
      end(false);
    }
  });
}

let way = null;

async function startWorker() {
  if (typeof Worker === 'undefined') return null;
  const byBlob = () => {
    const url = URL.createObjectURL(new Blob([`(${engineScope})(self)`], { type: 'text/javascript' }));
    const worker = new Worker(trusted(url), { name: WORKER_NAME });
    setTimeout(() => URL.revokeObjectURL(url), START_MS);
    return worker;
  };
  const byAddress = () => new Worker(trusted(scriptUrl), { name: WORKER_NAME, type: 'module' });
  const ways = { blob: byBlob, address: byAddress };
  // What a policy refused once it refuses again: the way that worked is remembered.
  for (const name of way ? [way] : Object.keys(ways)) {
    const worker = ways[name] && (await hello(ways[name]));
    if (worker) {
      way = name;
      return worker;
    }
  }
  way = 'inline';
  return null;
}

/** The same loop without a worker: in the page, in slices. */
function inlineScope() {
  const port = { onmessage: null, terminate() { port.onmessage = null; } };
  const scope = {
    onmessage: null,
    postMessage: data => setTimeout(() => port.onmessage && port.onmessage({ data }), 0),
  };
  port.postMessage = data => setTimeout(() => scope.onmessage && scope.onmessage({ data }), 0);
  engineScope(scope);
  return port;
}

/** One input on its walk. Several calls may be under way; each has its own promise. */
export class Session {
  #port = null;
  #side = null;
  #waiting = new Map();
  #next = 1;
  #over = false;
  /** How the engine runs: `blob`, `address` or `inline`. */
  way = '';
  /** The tables of the rooms. */
  catalogue = null;
  /** Whether the input is read to its end. */
  whole = false;

  async #start() {
    const port = (await startWorker()) || inlineScope();
    if (this.#over) return port.terminate();
    this.#port = port;
    this.way = way;
    this.#port.onmessage = ({ data }) => this.#hear(data);
    this.#port.onerror = event => this.#fall(new Trouble('trap', { message: event.message }));
  }

  /** The worker starts while its code is compiled. */
  async open(build, ask) {
    try {
      const [module] = await Promise.all([compiled(build), this.#start()]);
      this.catalogue = await this.call('open', { build, module, ask });
      return this;
    } catch (error) {
      this.end();
      throw error;
    }
  }

  call(what, values = {}, progress = null) {
    if (!this.#port) return Promise.reject(new Trouble('cancelled'));
    const id = this.#next++;
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done, failed, progress });
      this.#port.postMessage({ id, what, ...values });
    });
  }

  /** Reads sources one after another; `progress(bytes, total)` on the way, at last with a draft of the Report. `coming` are those that are being fetched already. */
  async read(sources, progress, signal, coming = []) {
    const total = sources.reduce((sum, source) => sum + (source.size || 0), 0);
    let before = 0;
    const inline = way === 'inline';
    let aside = null;
    for (const [at, source] of sources.entries()) {
      const response = source.url && (await (coming[at] || fetched([source], signal)[0]));
      const size = response ? Number(response.headers.get('content-length')) : source.size;
      const small = size > 0 && size < SMALL;
      const large = size >= SMALL && !response && !inline && sources.length < 2 && size < WHOLE;
      const apart = await this.call('file', { name: source.name || '', bytes: size, small, apart: small || large });
      const told = bytes => progress(before + bytes, total);
      if (response) before += await this.#body(source, response, told, signal);
      else {
        await this.call('blob', { blob: source.blob, inline }, told);
        before += size;
      }
      // Beside what follows: both read from the disk, and reading goes first.
      if (apart && large) aside = this.#aside(source.blob);
    }
    const report = await this.call('finish', {}, draft => progress(before, before, draft));
    if (aside) report.source.files[0].sha256 = await this.call('printed', { print: await aside });
    return report;
  }

  /** The SHA-256 of a blob by a worker beside this one. */
  #aside(blob) {
    const side = (this.#side = new Session());
    const print = side.#start().then(() => side.call('print', { blob })).finally(() => side.end());
    // Whoever waits for it hears; until then nobody does.
    print.catch(() => {});
    return print;
  }

  async #body({ url }, response, progress, signal) {
    // WebKit ends a body that was cut as if it were whole. What an encoding adds to a file is less than a hundredth and 64 bytes.
    const promised = Number(response.headers.get('content-length')) * 0.99 - 64;
    let bytes = 0;
    try {
      const reader = response.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done && bytes < promised) break;
        if (done) return bytes;
        bytes += value.length;
        const pushed = this.call('push', { bytes: value });
        progress(bytes);
        await pushed;
      }
    } catch (error) {
      if (error.code === 'cancelled' || signal.aborted) throw new Trouble('cancelled');
      if (error instanceof Trouble) throw error;
    }
    throw new Trouble('cut', { url, bytes });
  }

  #hear({ id, value, error, progress }) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if (progress !== undefined) {
      if (waiting.progress) waiting.progress(progress);
      return;
    }
    this.#waiting.delete(id);
    if (error) waiting.failed(new Trouble(error.code, error));
    else waiting.done(value);
  }

  #fall(trouble) {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    this.end();
    for (const { failed } of waiting) failed(trouble);
  }

  /** Frees the worker and its memory. */
  end() {
    this.#over = true;
    this.#side?.end();
    const port = this.#port;
    this.#port = null;
    if (port) port.terminate();
    for (const { failed } of this.#waiting.values()) failed(new Trouble('cancelled'));
    this.#waiting.clear();
  }
}

const drawing = new Map();
/** The page's own instance, which only draws; one of each build a page. */
export function painters(build = 'core') {
  if (!drawing.has(build)) {
    const made = compiled(build).then(module => engineScope(null)(build, module));
    made.catch(() => drawing.delete(build));
    drawing.set(build, made);
  }
  return drawing.get(build);
}

/** Forgets dead drawing instances. */
export function dropPainters() {
  drawing.clear();
}
