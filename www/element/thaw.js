// A frozen Report instead of data: bytes → a Report. Refused: what is none of this version.

import { Failure } from '../engine/failure.js';

/** @import { Report, Source } from '../_types.d.ts' */

/**
 * A frozen Report instead of data.
 * @param {Source} source
 * @param {Promise<Response> | undefined} coming
 * @returns {Promise<Report>}
 */
export async function thaw(source, coming) {
  const body = coming ? await coming : source.blob;
  const report = await body
    ?.text()
    .then(JSON.parse)
    .catch(() => null);
  if (report?.wire === 1) return report;
  throw new Failure('frozen', {
    found: 'This is no Report of this version.',
    need: 'Give one of “analyze --as json”.',
  });
}
