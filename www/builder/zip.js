// Files → one zip archive, each stored as it is (PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16).
//
// In: pairs of a name and a Blob. Out: one Blob; a file's bytes are looked at once and copied never. The same files give the
// same archive: the time in it is always the first that the format knows. Refused: a name that comes twice, and what a plain
// archive has no room for, 4 GiB or 65,535 files.

const SLICE = 1 << 20;
const MOST_BYTES = 0xffffffff;
const MOST_FILES = 0xffff;
const FIRST_DAY = 0x21;
// Names are UTF-8 (section 4.4.4, bit 11).
const UTF8 = 0x800;
const VERSION = 20;

/** CRC-32 of one byte, by its value (section 4.4.7). */
const sums = Uint32Array.from({ length: 256 }, (_, value) => {
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 && 0xedb88320);
  return value;
});

async function crc32(blob) {
  let sum = -1;
  for (let at = 0; at < blob.size; at += SLICE) {
    for (const byte of new Uint8Array(await blob.slice(at, at + SLICE).arrayBuffer())) sum = (sum >>> 8) ^ sums[(sum ^ byte) & 255];
  }
  return ~sum >>> 0;
}

/** Numbers of two and of four bytes, the lowest byte first. */
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

/** The archive of `[name, blob]` pairs. */
export async function zip(files) {
  if (new Set(files.map(([name]) => name)).size < files.length) throw new Error('Two files have one name.');
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, blob] of files) {
    const bytes = new TextEncoder().encode(name);
    const about = [[2, VERSION], [2, UTF8], [2, 0], [2, 0], [2, FIRST_DAY], [4, await crc32(blob)], [4, blob.size], [4, blob.size], [2, bytes.length], [2, 0]];
    const head = numbers([4, 0x04034b50], ...about);
    directory.push(numbers([4, 0x02014b50], [2, VERSION], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), bytes);
    parts.push(head, bytes, blob);
    at += head.byteLength + bytes.length + blob.size;
  }
  const size = directory.reduce((sum, part) => sum + part.byteLength, 0);
  if (at + size > MOST_BYTES || files.length > MOST_FILES) throw new Error('Together the files are too large for one archive: save each on its own.');
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, at], [2, 0]);
  return new Blob([...parts, ...directory, end], { type: 'application/zip' });
}
