// The peers that draw a line of many points, each at its best: decimation on, animations off, typed arrays where it takes them.
//
// In: `peersOf` takes the data, the place on the page, its size, the pixel ratio, and a function that gives a window of time. Out:
// by name what `prepare` makes of the data once, `make` draws a new chart of, and `scale` shows in another window; `over` hears the
// pointer. With `inFrame` a peer draws in the frame that follows.
window.peersOf = ({ data, place, size, ratio, span }) => {
  const canvasOf = () => place().querySelector('canvas');
  const points = make => Array.from(data.times, (time, i) => make(time, data.values[i]));

  const uplot = {
    prepare: () => [data.times, data.values],
    make(columns) {
      const opts = {
        ...size,
        series: [{}, { stroke: '#06c', width: 1 }],
        cursor: { drag: { setScale: false } },
        legend: { show: true },
      };
      return new uPlot(opts, columns, place());
    },
    scale(chart) {
      const [min, max] = span();
      chart.setScale('x', { min, max });
    },
    end: chart => chart.destroy(),
    over: () => place().querySelector('.u-over'),
    settled: () => new Promise(done => queueMicrotask(() => queueMicrotask(done))),
  };

  const chartjs = {
    prepare: () => points((x, y) => ({ x, y })),
    make(list) {
      return new Chart(place().appendChild(document.createElement('canvas')), {
        type: 'line',
        data: { datasets: [{ data: list, borderWidth: 1, pointRadius: 0, borderColor: '#06c' }] },
        options: {
          animation: false,
          parsing: false,
          normalized: true,
          devicePixelRatio: ratio,
          responsive: true,
          maintainAspectRatio: false,
          interaction: { mode: 'nearest', axis: 'x', intersect: false },
          plugins: { decimation: { enabled: true, algorithm: 'min-max' } },
          scales: { x: { type: 'linear' } },
        },
      });
    },
    scale(chart) {
      [chart.options.scales.x.min, chart.options.scales.x.max] = span();
      chart.update('none');
    },
    end: chart => chart.destroy(),
    over: canvasOf,
  };

  const echart = {
    prepare() {
      const source = new Float64Array(data.times.length * 2);
      for (let i = 0; i < data.times.length; i++) [source[2 * i], source[2 * i + 1]] = [data.times[i], data.values[i]];
      return source;
    },
    make(source) {
      const chart = echarts.init(place(), null, { ...size, devicePixelRatio: ratio, renderer: 'canvas' });
      const line = { type: 'line', encode: { x: 'x', y: 'y' }, sampling: 'lttb', showSymbol: false, large: true };
      chart.setOption({
        animation: false,
        tooltip: { trigger: 'axis' },
        xAxis: { type: 'value', min: 'dataMin', max: 'dataMax' },
        yAxis: { type: 'value' },
        dataset: { source, dimensions: ['x', 'y'] },
        dataZoom: [{ type: 'inside' }],
        series: [{ ...line, lineStyle: { width: 1 } }],
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
    over: canvasOf,
  };

  const lightweight = {
    inFrame: true,
    prepare: () => points((time, value) => ({ time, value })),
    make(list) {
      const timeScale = {
        minBarSpacing: 1e-6,
        timeVisible: true,
        enableConflation: true,
        precomputeConflationOnInit: true,
      };
      const chart = LightweightCharts.createChart(place(), { ...size, timeScale });
      const look = { color: '#06c', lineWidth: 1, lastValueVisible: false, priceLineVisible: false };
      chart.addSeries(LightweightCharts.LineSeries, look).setData(list);
      chart.timeScale().fitContent();
      return chart;
    },
    scale(chart) {
      const [from, to] = span();
      chart.timeScale().setVisibleRange({ from, to });
    },
    end: chart => chart.remove(),
    over: () => place().querySelectorAll('tr:first-child td:nth-child(2) canvas')[1],
  };

  const dygraph = {
    prepare: () => points((time, value) => [time * 1000, value]),
    make(list) {
      const x = {
        ticker: Dygraph.dateTicker,
        axisLabelFormatter: Dygraph.dateAxisLabelFormatter,
        valueFormatter: Dygraph.dateString_,
      };
      return new Dygraph(place(), list, {
        ...size,
        labels: ['time', 'value'],
        colors: ['#06c'],
        axes: { x },
        pixelRatio: ratio,
      });
    },
    scale: chart => chart.updateOptions({ dateWindow: span().map(time => time * 1000) }),
    end: chart => chart.destroy(),
    over: () => place().querySelectorAll('canvas')[1],
  };

  // From its first moment on: single precision has no room for the seconds since 1970.
  const [start, last] = [data.times[0], data.times.at(-1)];

  const timechart = {
    inFrame: true,
    prepare: () => points((time, y) => ({ x: (time - start) * 1000, y })),
    make(list) {
      const own = place().appendChild(document.createElement('div'));
      own.style.cssText = `width: ${size.width}px; height: ${size.height}px`;
      return new TimeChart(own, { series: [{ data: list, color: '#06c' }], baseTime: start * 1000, pixelRatio: ratio });
    },
    scale(chart) {
      const [min, max] = span().map(time => (time - start) * 1000);
      chart.options.xRange = { min, max };
      chart.update();
    },
    end: chart => chart.dispose(),
    over: () => [...place().firstElementChild.shadowRoot.children].find(node => node.localName === 'div'),
  };

  const webgl = {
    prepare() {
      const top = data.values.reduce((most, value) => Math.max(most, value));
      const xy = new Float32Array(data.times.length * 2);
      for (let i = 0; i < data.times.length; i++) {
        xy[2 * i] = (2 * (data.times[i] - start)) / (last - start) - 1;
        xy[2 * i + 1] = (2 * data.values[i]) / top - 1;
      }
      return xy;
    },
    make(xy) {
      const canvas = place().appendChild(document.createElement('canvas'));
      [canvas.width, canvas.height] = [size.width * ratio, size.height * ratio];
      const { WebglPlot, WebglLine, ColorRGBA } = WebglPlotBundle;
      const chart = new WebglPlot(canvas);
      const line = new WebglLine(new ColorRGBA(0, 0.4, 0.8, 1), 2);
      [line.xy, line.numPoints, line.webglNumPoints] = [xy, xy.length / 2, xy.length / 2];
      chart.addLine(line);
      chart.update();
      return chart;
    },
    scale(chart) {
      const [from, until] = span();
      chart.gScaleX = (last - start) / (until - from);
      chart.gOffsetX = -chart.gScaleX * ((from + until - 2 * start) / (last - start) - 1);
      chart.update();
    },
    end: () => canvasOf().getContext('webgl').getExtension('WEBGL_lose_context')?.loseContext(),
  };

  return {
    uplot,
    'chart.js': chartjs,
    echarts: echart,
    'lightweight-charts': lightweight,
    dygraphs: dygraph,
    timechart,
    'webgl-plot': webgl,
  };
};
