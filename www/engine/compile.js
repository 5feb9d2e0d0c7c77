// The builds: compiled once a page; and the page's own instance of the one that draws.
//
// In: the name of a build. Out: its module, or an instance of it. Refused: bytes other than those whose hash this script
// carries; a build that is not there.

import { built } from '../built.js';
import { scriptUrl } from '../script-url.js';
import { Failure } from './failure.js';
import { PLAIN, underPolicy } from './fetch.js';

/** @import { FigureWasm } from '../_types.d.ts' */

/** @type {Map<string, Promise<WebAssembly.Module>>} */
const modules = new Map();
/** @type {Map<string, Promise<FigureWasm>>} */
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
async function compile(name) {
  const wasm = built.wasm[name];
  // While a site is being built, the engines for rarer formats come last.
  if (!wasm) throw new Failure('engine-missing', { status: 404, url: name });
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

/** The page's own instance of the build that draws. */
export const painters = () => once(drawing, 'figure', instance);

async function instance() {
  /** @type {Record<string, () => FigureWasm>} */
  const figures = {};
  const module = await compiled('figure');
  const wasm = figures.figure();
  await wasm({ module_or_path: module });
  return wasm;
}

/** Forgets instances that broke. */
export function dropPainters() {
  drawing.clear();
}
