// Starts the engine: in a worker, or in the page where none can start.
//
// Out: a port that has said hello, and the way it runs: `blob`, `address` or `inline`. The integrity of this script covers the
// worker, whose text is a function of it.

import { scriptUrl } from '../script-url.js';
import { Failure } from './failure.js';
import { engineScope } from './worker.js';

/** @import { Port, Scope } from '../_types.d.ts' */

// The name by which a worker that is started by the address of this script knows what it is.
const WORKER_NAME = 'outage-lens-engine';
// A worker that has not said hello by then will not.
const HELLO_MS = 8000;

if (
  typeof document === 'undefined' &&
  typeof self !== 'undefined' &&
  self.name === WORKER_NAME &&
  'postMessage' in self
) {
  engineScope(/** @type {any} */ (self));
}

/** @type {TrustedTypePolicyLike | null | undefined} */
let policy;
/** @typedef {{ createScriptURL(url: string): any }} TrustedTypePolicyLike */

/**
 * The one door for script addresses under Trusted Types: our own worker, nothing else.
 * @param {string} url
 */
function trusted(url) {
  if (policy === undefined) policy = makePolicy();
  return policy ? policy.createScriptURL(url) : url;
}

/** @returns {TrustedTypePolicyLike | null} */
function makePolicy() {
  /** @param {string} text */
  const createScriptURL = text => {
    if (text.startsWith('blob:') || text === scriptUrl) return text;
    throw new TypeError('This address is not of this script.');
  };
  try {
    return /** @type {any} */ (window).trustedTypes?.createPolicy('outage-lens', { createScriptURL }) || null;
  } catch {
    return null;
  }
}

function byBlob() {
  const url = URL.createObjectURL(new Blob([`(${engineScope})(self)`], { type: 'text/javascript' }));
  const worker = new Worker(trusted(url), { name: WORKER_NAME });
  setTimeout(() => URL.revokeObjectURL(url), HELLO_MS);
  return worker;
}

const byAddress = () => new Worker(trusted(scriptUrl), { name: WORKER_NAME, type: 'module' });

/** @type {Record<string, () => Worker>} */
const STARTS = { blob: byBlob, address: byAddress };

/**
 * A worker that has said hello, or null; one that nobody wants any more ends at once.
 * @param {() => Worker} start
 * @param {AbortSignal} signal
 * @returns {Promise<Worker | null>}
 */
function hello(start, signal) {
  return new Promise(done => {
    /** @type {Worker | undefined} */
    let worker;
    /** @param {boolean} ok */
    const end = ok => {
      clearTimeout(clock);
      if (!ok) worker?.terminate();
      done((ok && worker) || null);
    };
    const clock = setTimeout(() => end(false), HELLO_MS);
    signal.addEventListener('abort', () => end(false), { once: true });
    try {
      worker = start();
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

/** The same loop without a worker: in the page, in slices. @returns {Port} */
function inline() {
  /** @type {Scope} */
  const scope = {
    onmessage: null,
    postMessage: data => setTimeout(() => port.onmessage?.({ data }), 0),
  };
  /** @type {Port} */
  const port = {
    onmessage: null,
    postMessage: data => setTimeout(() => scope.onmessage?.({ data }), 0),
    terminate() {
      port.onmessage = null;
    },
  };
  engineScope(scope);
  return port;
}

let way = '';

/**
 * @param {AbortSignal} signal Ends what is starting.
 * @returns {Promise<{ port: Port, way: string }>}
 */
export async function startEngine(signal) {
  // What a policy refused once it refuses again: the way that worked is remembered.
  const names = way ? [way] : typeof Worker === 'undefined' ? [] : Object.keys(STARTS);
  for (const name of names) {
    const worker = STARTS[name] && (await hello(STARTS[name], signal));
    if (signal.aborted) throw new Failure('cancelled');
    if (!worker) continue;
    way = name;
    return { port: /** @type {Port} */ (worker), way };
  }
  // One that can't start now may start later, where one did before.
  way ||= 'inline';
  return { port: inline(), way: 'inline' };
}
