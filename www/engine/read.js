// Sources → a Report, by the build that their format needs.
//
// In: sources, and a function that gives the settings as they are now. Out: the session, still open, and its Report. A build
// that does not read a format names the one that does; an engine that broke is started once more. Refused: what the last one
// refuses.

import { fetchAll } from './fetch.js';
import { Session } from './session.js';

/** @import { Progress, Report, Settings, Source } from '../_types.d.ts' */

const unheard = () => {};

/**
 * Reads; `began` hears of each session before it opens, so that it can be ended. `far` tells how far its figure stands from what
 * is seen.
 * @param {Source[]} sources
 * @param {{
 *   settings: () => Settings,
 *   began?: (session: Session) => void,
 *   progress?: Progress,
 *   signal?: AbortSignal,
 *   far?: () => number,
 * }} how
 * @returns {Promise<{ session: Session, report: Report }>}
 */
export async function readBy(sources, { settings, began = unheard, progress = unheard, signal, far }) {
  let build = 'engine';
  for (let attempt = 0; ; attempt++) {
    const session = new Session(far);
    began(session);
    try {
      await session.seated();
      // The data come while the engine starts.
      const coming = fetchAll(sources, signal);
      let now = settings();
      await session.open(build, now);
      let report = await session.read(sources, progress, signal, coming);
      // What was set while it read.
      while (now !== settings()) {
        now = settings();
        report = await session.call('again', { settings: now });
      }
      session.settle();
      return { session, report };
    } catch (/** @type {any} */ error) {
      session.end();
      const other = neededBuild(error.code, build);
      const again = other || (error.code === 'trap' && attempt === 0);
      if (signal?.aborted || !again) throw error;
      build = other || build;
    }
  }
}

/**
 * The build that a refusal names, where it is another one.
 * @param {string} [code]
 * @param {string} [build]
 */
function neededBuild(code, build) {
  const named = /^needs-(\w+)/.exec(code || '')?.[1];
  return named === build ? undefined : named;
}
