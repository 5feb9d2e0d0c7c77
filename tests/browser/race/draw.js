// The contenders that draw a line of many points, 800 by 400 css pixels, each until its pixels can be read.
//
// In: the ratio by the address; by the runner, `ready(points)` and then `race(kind, what)` with what of draw, zoom, hover. Out: milliseconds.
const SIZE = { width: 800, height: 400 };
const START = Date.UTC(2024, 0, 1) / 1000;
let data = null;
// After the last of what any of them puts off.
const REST_MS = 300;
const ratio = devicePixelRatio;
const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
const peer = () => document.getElementById('peer');
const flush = () => {
  for (const canvas of peer().querySelectorAll('canvas')) canvas.getContext('2d').getImageData(0, 0, 1, 1);
};

window.ready = async points => {
  const [times, values] = [new Float64Array(points), new Float64Array(points)];
  let seed = 1;
  for (let i = 0; i < points; i++) {
    seed = (seed * 48271) % 2147483647;
    times[i] = START + i * 60;
    values[i] = 1000 + 300 * Math.sin((i / 1440) * 2 * Math.PI) + 60 * (seed / 2147483647 - 0.5);
    if (i > points * 0.4 && i < points * 0.41) values[i] *= 0.02;
  }
  data = { times, values };
  for (const before of document.querySelectorAll('outage-lens')) before.remove();
  const element = document.createElement('outage-lens');
  element.setAttribute('height', '600');
  document.body.prepend(element);
  await customElements.whenDefined('outage-lens');
  const rows = ['time,value'];
  for (let i = 0; i < points; i++) rows.push(`${times[i]},${values[i].toFixed(2)}`);
  const told = new Promise(done => element.addEventListener('outage-lens:report', done, { once: true }));
  element.data = rows.join('\n');
  await told;
  for (let i = 0; i < 200 && !olSpy.draws.length; i++) await new Promise(done => setTimeout(done, 50));
  // The same points and axes and nothing else, as the others draw them.
  const plot = element.report.plot.map(ink => ({
    ...ink,
    baseline: ink.t.map(() => null),
    threshold: ink.t.map(() => null),
  }));
  const alone = document.createElement('outage-lens');
  alone.report = { ...element.report, outages: [], plot };
  element.after(alone);
  return olSpy.draws.length;
};

const span = () => {
  const [first, last] = [data.times[0], data.times.at(-1)];
  const width = (last - first) / 2;
  const from = first + Math.random() * width;
  return [from, from + width];
};

const ours = at => {
  const chart = () => {
    olSpy.who = document.querySelectorAll('outage-lens')[at];
    return olSpy.who.shadowRoot.querySelector('.chart.timeline');
  };
  return {
    chart,
    async draw() {
      const before = olSpy.draws.length;
      chart().dispatchEvent(new Event('transitionend'));
      while (olSpy.draws.length === before) await frame();
      return olSpy.draws.at(-1);
    },
    async zoom() {
      const before = olSpy.draws.length;
      const { left, width } = chart().getBoundingClientRect();
      const deltaY = this.flip ? -70 : 70;
      this.flip = !this.flip;
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
      // The finer window comes from the worker a little later.
      await new Promise(done => setTimeout(done, 250));
      return ms;
    },
    over: chart,
  };
};

const kinds = {
  'outage-lens': ours(0),
  'the line alone': ours(1),
  uplot: {
    make() {
      const opts = {
        ...SIZE,
        series: [{}, { stroke: '#06c', width: 1 }],
        cursor: { drag: { setScale: false } },
        legend: { show: true },
      };
      return new uPlot(opts, [data.times, data.values], peer());
    },
    scale(chart) {
      const [min, max] = span();
      chart.setScale('x', { min, max });
    },
    over() {
      return peer().querySelector('.u-over');
    },
    settled: () => new Promise(done => queueMicrotask(() => queueMicrotask(done))),
  },
  'chart.js': {
    make() {
      const canvas = peer().appendChild(document.createElement('canvas'));
      const points = Array.from(data.times, (x, i) => ({ x, y: data.values[i] }));
      const decimation = { enabled: true, algorithm: 'min-max' };
      return new Chart(canvas, {
        type: 'line',
        data: { datasets: [{ data: points, borderWidth: 1, pointRadius: 0, borderColor: '#06c' }] },
        options: {
          animation: false,
          parsing: false,
          normalized: true,
          devicePixelRatio: ratio,
          responsive: true,
          maintainAspectRatio: false,
          interaction: { mode: 'nearest', axis: 'x', intersect: false },
          plugins: { decimation },
          scales: { x: { type: 'linear' } },
        },
      });
    },
    scale(chart) {
      [chart.options.scales.x.min, chart.options.scales.x.max] = span();
      chart.update('none');
    },
    end: chart => chart.destroy(),
    over() {
      return peer().querySelector('canvas');
    },
  },
  echarts: {
    make() {
      const chart = echarts.init(peer(), null, { ...SIZE, devicePixelRatio: ratio, renderer: 'canvas' });
      const source = new Float64Array(data.times.length * 2);
      for (let i = 0; i < data.times.length; i++) [source[2 * i], source[2 * i + 1]] = [data.times[i], data.values[i]];
      chart.setOption({
        animation: false,
        tooltip: { trigger: 'axis' },
        xAxis: { type: 'value', min: 'dataMin', max: 'dataMax' },
        yAxis: { type: 'value' },
        dataset: { source, dimensions: ['x', 'y'] },
        dataZoom: [{ type: 'inside' }],
        series: [
          {
            type: 'line',
            encode: { x: 'x', y: 'y' },
            sampling: 'lttb',
            showSymbol: false,
            large: true,
            lineStyle: { width: 1 },
          },
        ],
      });
      chart.getZr().flush();
      return chart;
    },
    scale(chart) {
      const [startValue, endValue] = span();
      chart.dispatchAction({ type: 'dataZoom', startValue, endValue });
      chart.getZr().flush();
    },
    end: chart => chart.dispose(),
    over() {
      return peer().querySelector('canvas');
    },
  },
};

/** What every move that shows anything costs: a line that follows the pointer, and nothing else. */
kinds['a bare line'] = {
  make() {
    const line = peer().appendChild(document.createElement('i'));
    line.style.cssText = 'position: absolute; width: 1px; height: 400px; background: #06c';
    this.follow = ({ clientX }) => {
      line.style.transform = `translateX(${clientX}px)`;
    };
    peer().addEventListener('pointermove', this.follow);
    return line;
  },
  end: () => peer().removeEventListener('pointermove', kinds['a bare line'].follow),
  over: peer,
};

let standing = null;
function fresh(kind) {
  if (standing) (standing.kind.end || (chart => chart.destroy()))(standing.chart);
  standing = null;
  peer().replaceChildren();
  return kinds[kind];
}

window.race = async (name, what) => {
  const kind = kinds[name];
  if (what === 'hover') {
    if (kind.make) {
      fresh(name);
      standing = { kind, chart: kind.make() };
    }
    await frame();
    return hover(kind.over());
  }
  if (!kind.make) return kind[what]();
  fresh(name);
  await frame();
  let began = performance.now();
  const chart = kind.make();
  standing = { kind, chart };
  if (kind.settled) await kind.settled();
  flush();
  if (what === 'draw') return performance.now() - began;
  await frame();
  began = performance.now();
  kind.scale(chart);
  if (kind.settled) await kind.settled();
  flush();
  return performance.now() - began;
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
  let ms = 0;
  olSpy.framed = 0;
  for (let i = 0; i < moves; i++) {
    const at = {
      clientX: left + width * (0.2 + 0.6 * Math.random()),
      clientY: top + height / 2,
      bubbles: true,
      cancelable: true,
    };
    await new Promise(requestAnimationFrame);
    const began = performance.now();
    for (const [Kind, type] of [
      [PointerEvent, 'pointermove'],
      [MouseEvent, 'mousemove'],
    ])
      over.dispatchEvent(new Kind(type, { ...at, pointerType: 'mouse' }));
    for (let turn = 0; turn < 3; turn++) await null;
    over.getBoundingClientRect();
    ms += performance.now() - began;
  }
  // What was put off is done in frames and timers after.
  await new Promise(done => setTimeout(done, REST_MS));
  return (ms + olSpy.framed) / moves;
}
