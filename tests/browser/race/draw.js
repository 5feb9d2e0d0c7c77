// The contenders that draw a line of many points, 800 by 400 css pixels, each until its pixels can be read.
//
// In: the ratio by the address; by the runner, `ready(points, ours)` and then `race(kind, what)` with what of prepare, draw, zoom,
// hover. Out: milliseconds; nothing where a contender has no such thing.
const SIZE = { width: 800, height: 400 };
const START = Date.UTC(2024, 0, 1) / 1000;
// After the last of what any of them puts off.
const REST_MS = 300;
// The finer window comes from the worker a little after the pointer rests.
const REST_OF_ZOOM_MS = 120;
const ROWS_A_PIECE = 100000;
const ratio = devicePixelRatio;
const rest = ms => new Promise(done => setTimeout(done, ms));
const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
const peer = () => document.getElementById('peer');
let data = null;
let kinds = {};

/** Asks for a pixel of each canvas, so that all that is drawn has to be there. */
function flush() {
  const roots = [peer(), ...[...peer().children].map(node => node.shadowRoot).filter(Boolean)];
  for (const canvas of roots.flatMap(root => [...root.querySelectorAll('canvas')])) {
    const flat = canvas.getContext('2d');
    const gl = flat ? null : canvas.getContext('webgl2') || canvas.getContext('webgl');
    flat?.getImageData(0, 0, 1, 1);
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }
}

/** A series by the minute with days and one outage. */
function made(points) {
  const [times, values] = [new Float64Array(points), new Float64Array(points)];
  let seed = 1;
  for (let i = 0; i < points; i++) {
    seed = (seed * 48271) % 2147483647;
    times[i] = START + i * 60;
    values[i] = 1000 + 300 * Math.sin((i / 1440) * 2 * Math.PI) + 60 * (seed / 2147483647 - 0.5);
    if (i > points * 0.4 && i < points * 0.41) values[i] *= 0.02;
  }
  return { times, values };
}

/** The same as a file: pieces of text, since one text of ten million rows is more than some browsers hold. */
function fileOf({ times, values }) {
  const pieces = ['time,value\n'];
  for (let from = 0; from < times.length; from += ROWS_A_PIECE) {
    const until = Math.min(from + ROWS_A_PIECE, times.length);
    const rows = Array.from({ length: until - from }, (_, i) => `${times[from + i]},${values[from + i].toFixed(2)}\n`);
    pieces.push(new Blob([rows.join('')]));
  }
  return new File(pieces, 'points.csv');
}

/** Gives how long reading took, and detection with all after it; and the worker's memory then. */
window.ready = async (points, ours) => {
  data = made(points);
  kinds = { ...window.peersOf({ data, place: peer, size: SIZE, ratio, span }), ...own };
  if (!ours) return null;
  const element = document.createElement('outage-lens');
  element.setAttribute('height', '600');
  document.body.prepend(element);
  await customElements.whenDefined('outage-lens');
  const told = new Promise((done, failed) => {
    element.addEventListener('outage-lens:report', done, { once: true });
    element.addEventListener('outage-lens:trouble', ({ detail }) => failed(new Error(detail.message)), { once: true });
  });
  olSpy.doors = [];
  element.data = fileOf(data);
  await told;
  // The same points and axes and nothing else, as the others draw them.
  const plot = element.report.plot.map(columns => ({
    ...columns,
    baseline: columns.t.map(() => null),
    threshold: columns.t.map(() => null),
  }));
  const alone = document.createElement('outage-lens');
  alone.report = { ...element.report, selected: null, outages: [], plot };
  element.after(alone);
  // As wide as a canvas is that nothing was drawn on.
  const empty = 300;
  const stands = node => node.shadowRoot?.querySelector('.chart.timeline canvas')?.width > empty;
  for (const node of [element, alone]) {
    for (let i = 0; i < 300 && !stands(node); i++) await rest(50);
    if (!stands(node)) throw new Error(`It draws nothing: ${node.shadowRoot.querySelector('.box').textContent}`);
  }
  const { samples } = element.report.source.series[0];
  return { drawn: olSpy.draws.length, samples, read: door('blob'), told: door('finish'), memory: olSpy.memory };
};

/** Milliseconds that the worker took for what it was asked under a name. */
const door = name => olSpy.doors.filter(([what]) => what === name).reduce((sum, [, ms]) => sum + ms, 0);

function span() {
  const [first, last] = [data.times[0], data.times.at(-1)];
  const width = (last - first) / 2;
  const from = first + Math.random() * width;
  return [from, from + width];
}

const ours = at => {
  const chart = () => {
    olSpy.who = document.querySelectorAll('outage-lens')[at];
    return olSpy.who.shadowRoot.querySelector('.chart.timeline');
  };
  return {
    async draw() {
      const before = olSpy.draws.length;
      chart().dispatchEvent(new Event('transitionend'));
      while (olSpy.draws.length === before) await frame();
      return olSpy.draws.at(-1);
    },
    async zoom() {
      const before = olSpy.draws.length;
      const { left, width } = chart().getBoundingClientRect();
      const deltaY = this.flip ? 70 : -70;
      this.flip = !this.flip;
      olSpy.doors = [];
      chart().dispatchEvent(
        new WheelEvent('wheel', {
          deltaY,
          ctrlKey: true,
          clientX: left + width * (0.3 + 0.4 * Math.random()),
          cancelable: true,
        }),
      );
      while (olSpy.draws.length === before) await frame();
      const ms = olSpy.draws.at(-1);
      await rest(REST_OF_ZOOM_MS);
      // Of a Report alone no finer window comes.
      for (let i = 0; at === 0 && i < 100 && !door('view'); i++) await rest(20);
      await rest(REST_OF_ZOOM_MS);
      return ms;
    },
    /** The same window, finer: how long the worker takes for it. */
    finer: () => door('view'),
    over: chart,
  };
};

/** What every move that shows anything costs: a line that follows the pointer, and nothing else. */
const bare = {
  make() {
    const line = peer().appendChild(document.createElement('i'));
    line.style.cssText = 'position: absolute; width: 1px; height: 400px; background: #06c';
    this.follow = ({ clientX }) => {
      line.style.transform = `translateX(${clientX}px)`;
    };
    peer().addEventListener('pointermove', this.follow);
    return line;
  },
  end: () => peer().removeEventListener('pointermove', bare.follow),
  over: peer,
};

const own = { 'outage-lens': ours(0), 'the line alone': ours(1), 'a bare line': bare };

let standing = null;

/** A new chart of a peer in the place of the one before. */
function stand(kind) {
  if (standing) standing.kind.end(standing.chart);
  standing = null;
  peer().replaceChildren();
  kind.prepared ??= kind.prepare?.();
  return () => {
    standing = { kind, chart: kind.make(kind.prepared) };
    return standing.chart;
  };
}

/** How long a peer works until its pixels can be read: at once, or at once and in the next frame, without the wait between. */
async function worked(kind, act) {
  const began = performance.now();
  act();
  if (!kind.inFrame) {
    await kind.settled?.();
    flush();
    return performance.now() - began;
  }
  const ms = performance.now() - began;
  olSpy.framed = 0;
  // Called after those that the peer asked for.
  await new Promise(done => requestAnimationFrame(() => done(flush())));
  return ms + olSpy.framed;
}

window.race = async (name, what) => {
  const kind = kinds[name];
  if (!kind.make) return what === 'hover' ? hover(kind.over()) : (kind[what]?.() ?? null);
  if (what === 'prepare') {
    const began = performance.now();
    kind.prepared = kind.prepare();
    return performance.now() - began;
  }
  const make = stand(kind);
  if (what === 'hover') {
    if (!kind.over) return null;
    make();
    await rest(REST_MS);
    return hover(kind.over());
  }
  await frame();
  let chart;
  const ms = await worked(kind, () => {
    chart = make();
  });
  if (what === 'draw') return ms;
  await rest(REST_MS);
  return worked(kind, () => kind.scale(chart));
};

/**
 * What one move of the pointer costs the main thread: its handlers, what they put off, and the layout after. Mean of 60, one
 * in each frame, as browsers send those of a pointer that moves: outside of one, whoever is first to change something
 * pays for waking the browser's other threads, half a millisecond that says nothing about the chart.
 */
async function hover(over) {
  over.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = over.getBoundingClientRect();
  const moves = 60;
  const place = () => ({
    clientX: left + width * (0.2 + 0.6 * Math.random()),
    clientY: top + height / 2,
    bubbles: true,
    cancelable: true,
    pointerType: 'mouse',
  });
  over.dispatchEvent(new MouseEvent('mouseenter', { ...place(), bubbles: false }));
  let ms = 0;
  olSpy.framed = 0;
  for (let i = 0; i < moves; i++) {
    const at = place();
    await new Promise(requestAnimationFrame);
    const began = performance.now();
    over.dispatchEvent(new PointerEvent('pointermove', at));
    over.dispatchEvent(new MouseEvent('mousemove', at));
    for (let turn = 0; turn < 3; turn++) await null;
    over.getBoundingClientRect();
    ms += performance.now() - began;
  }
  // What was put off is done in frames and timers after.
  await rest(REST_MS);
  return (ms + olSpy.framed) / moves;
}
