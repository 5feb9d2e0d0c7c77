// Files → one zip archive, each stored as it is (PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16).
//
// In: pairs of a name and a Blob. Out: one Blob; a file's bytes are looked at once and copied never. The same files give the
// same archive: the time in it is always the first that the format knows. Refused: a name that comes twice, and what a plain
// archive has no room for, 4 GiB or 65,535 files.

import { crc32 } from '../shared/crc32.js';

const SLICE = 1 << 20;
const MOST_BYTES = 0xffffffff;
const MOST_FILES = 0xffff;
const FIRST_DAY = 0x21;
// Names are UTF-8 (section 4.4.4, bit 11).
const UTF8 = 0x800;
const VERSION = 20;

/** @param {Blob} blob */
async function sumOf(blob) {
  let sum = 0;
  for (let at = 0; at < blob.size; at += SLICE) {
    sum = crc32(new Uint8Array(await blob.slice(at, at + SLICE).arrayBuffer()), sum);
  }
  return sum;
}

/**
 * Numbers of two and of four bytes, the lowest byte first.
 * @param {...[size: number, value: number]} pairs
 */
function numbers(...pairs) {
  const view = new DataView(new ArrayBuffer(pairs.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of pairs) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return view.buffer;
}

/**
 * The archive of `[name, blob]` pairs.
 * @param {[string, Blob][]} files
 */
export async function zip(files) {
  if (new Set(files.map(([name]) => name)).size < files.length) throw new Error('Two files have one name.');
  /** @type {BlobPart[]} */
  const parts = [];
  /** @type {(ArrayBuffer | Uint8Array<ArrayBuffer>)[]} */
  const directory = [];
  let at = 0;
  for (const [name, blob] of files) {
    const bytes = new TextEncoder().encode(name);
    /** @type {[number, number][]} */
    const about = [
      [2, VERSION],
      [2, UTF8],
      [2, 0],
      [2, 0],
      [2, FIRST_DAY],
      [4, await sumOf(blob)],
      [4, blob.size],
      [4, blob.size],
      [2, bytes.length],
      [2, 0],
    ];
    const head = numbers([4, 0x04034b50], ...about);
    directory.push(numbers([4, 0x02014b50], [2, VERSION], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), bytes);
    parts.push(head, bytes, blob);
    at += head.byteLength + bytes.length + blob.size;
  }
  const size = directory.reduce((sum, part) => sum + part.byteLength, 0);
  if (at + size > MOST_BYTES || files.length > MOST_FILES)
    throw new Error('Together the files are too large for one archive: save each on its own.');
  const end = numbers(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, files.length],
    [2, files.length],
    [4, size],
    [4, at],
    [2, 0],
  );
  return new Blob([...parts, ...directory, end], { type: 'application/zip' });
}
