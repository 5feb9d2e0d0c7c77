// Builds of the engine: compiled once a page, and the page's own instances, which only draw.
//
// In: the name of a build. Out: its module, or an instance of it. Refused: bytes other than those whose hash this script
// carries; a build that is not there.

import { built } from '../built.js';
import { scriptUrl } from '../script-url.js';
import { Failure } from './failure.js';
import { PLAIN, underPolicy } from './fetch.js';
import { engineScope } from './worker.js';

/** @import { Wasm } from '../_types.d.ts' */

/** @type {Map<string, Promise<WebAssembly.Module>>} */
const modules = new Map();
/** @type {Map<string, Promise<Wasm>>} */
const drawing = new Map();

/**
 * What is made once under a name; what failed is made anew.
 * @template Made
 * @param {Map<string, Promise<Made>>} kept
 * @param {string} name
 * @param {() => Promise<Made>} begin
 */
function once(kept, name, begin) {
  const known = kept.get(name);
  if (known) return known;
  const promise = begin();
  promise.catch(() => kept.delete(name));
  kept.set(name, promise);
  return promise;
}

/**
 * The compiled module of a build.
 * @param {string} name
 */
export const compiled = name => once(modules, name, () => compile(name));

/** @param {string} name */
function compile(name) {
  const wasm = built[name];
  const url = new URL(wasm.file, scriptUrl);
  const load = async () => {
    const response = await fetch(url, { integrity: wasm.integrity, ...PLAIN });
    if (!response.ok) throw new Failure('engine-missing', { status: response.status, url: String(url) });
    const typed = /^application\/wasm/.test(response.headers.get('content-type') || '');
    return typed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
  };
  return underPolicy(load, message =>
    location.protocol === 'file:'
      ? new Failure('file-page')
      : new Failure('engine-unreachable', { url: String(url), message }),
  );
}

/** The page's own instance of a build. */
export function painters(build = 'core') {
  return once(drawing, build, async () => engineScope(null)(build, await compiled(build)));
}

/** Forgets instances that broke. */
export function dropPainters() {
  drawing.clear();
}
