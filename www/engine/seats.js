// Seats: so many engines live on a page at once, however many figures it has. The others wait their turn.
//
// In: sessions that want an engine. Out: a seat, in the order of how near each stands to what the reader sees. One whose engine
// is asked nothing any more rests: it keeps its engine until another needs the seat, and sleeps then. What is asked of a
// sleeper wakes it.

/**
 * @typedef {object} Sitter
 * @property {() => number} far How far it stands from what is seen of the page.
 * @property {() => void} sleep Gives its engine up.
 */

// One reads while another answers; more would share the same processors and hold more memory.
const SEATS = 2;

/** Those whose engine is at work. @type {Set<Sitter>} */
const working = new Set();
/** Those whose engine waits to be asked: the longest unasked is the first. @type {Set<Sitter>} */
const resting = new Set();
/** Those without a seat, and what tells each that it has one. @type {Map<Sitter, () => void>} */
const waiting = new Map();

/**
 * A seat, now or in turn. Who has one keeps it.
 * @param {Sitter} sitter
 * @returns {Promise<void> | undefined} Nothing where there is nothing to wait for.
 */
export function takeSeat(sitter) {
  if (takeSpareSeat(sitter)) return undefined;
  return new Promise(seated => waiting.set(sitter, seated));
}

/**
 * A seat that nobody works on, or none.
 * @param {Sitter} sitter
 */
export function takeSpareSeat(sitter) {
  if (working.has(sitter)) return true;
  if (working.size === SEATS) return false;
  resting.delete(sitter);
  working.add(sitter);
  const [longest] = resting;
  if (working.size + resting.size > SEATS) {
    resting.delete(longest);
    longest.sleep();
  }
  return true;
}

/**
 * Its engine is asked nothing for now.
 * @param {Sitter} sitter
 */
export function rest(sitter) {
  if (!working.delete(sitter)) return;
  resting.add(sitter);
  callNext();
}

/**
 * Its engine is gone, or it wants none any more.
 * @param {Sitter} sitter
 */
export function leaveSeat(sitter) {
  working.delete(sitter);
  resting.delete(sitter);
  // Whoever waits for it hears, and finds it over.
  waiting.get(sitter)?.();
  waiting.delete(sitter);
  callNext();
}

/** The nearest that waits takes a seat that is spare; of two as near the one that came first. */
function callNext() {
  while (waiting.size && working.size < SEATS) {
    const line = [...waiting.keys()].map(sitter => ({ sitter, far: sitter.far() }));
    const { sitter } = line.reduce((nearest, other) => (other.far < nearest.far ? other : nearest));
    const seated = waiting.get(sitter);
    waiting.delete(sitter);
    takeSpareSeat(sitter);
    seated?.();
  }
}
