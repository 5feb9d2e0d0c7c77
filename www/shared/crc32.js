// CRC-32 as PNG and zip use it (ISO 3309; PNG 3, annex D; PKWARE APPNOTE 6.3.10, section 4.4.7).

const SUMS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 && 0xedb88320);
  return sum;
});

/**
 * The sum of bytes; `before` is that of the bytes before them.
 * @param {Uint8Array} bytes
 */
export function crc32(bytes, before = 0) {
  let sum = ~before;
  for (const byte of bytes) sum = (sum >>> 8) ^ SUMS[(sum ^ byte) & 255];
  return ~sum >>> 0;
}
