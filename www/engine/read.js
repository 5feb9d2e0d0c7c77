// Sources → a Report, by the build that their format needs.
//
// In: sources, and a function that gives what is asked now. Out: the session, still open, and its Report. A build that does not
// read a format names the one that does; an engine that broke is started once more. Refused: what the last one refuses.

import { Session } from './session.js';
import { needed } from '../element/sources.js';

const unheard = () => {};

/** Reads; `began` hears of each session before it opens, so that it can be ended. */
export async function readBy(sources, { ask, began = unheard, progress = unheard, signal, coming = [] }) {
  let build = 'core';
  for (let attempt = 0; ; attempt++) {
    const session = new Session();
    began(session);
    try {
      let asked = ask();
      await session.open(build, asked);
      let report = await session.read(sources, progress, signal, attempt ? [] : coming);
      // What was set while it read.
      while (asked !== ask()) {
        asked = ask();
        report = await session.call('again', { ask: asked });
      }
      session.whole = true;
      return { session, report };
    } catch (error) {
      session.end();
      const need = needed(error, build);
      if (signal?.aborted || !(need || (error.code === 'trap' && !attempt))) throw error;
      build = need || build;
    }
  }
}
