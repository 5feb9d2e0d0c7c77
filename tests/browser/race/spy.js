// Hears how long the page's own doors take: what is asked of the worker, and each drawing with its raster.
//
// Loaded before any script under test. Out: `olSpy.doors` (what, ms), `olSpy.draws` (ms), `olSpy.drawn` and `olSpy.told`
// (when it first drew, and last), `olSpy.compiled` (ms), `olSpy.framed` (ms of work in frames and timers, whoever asked for it), `olSpy.marks` (what began or ended when). In: `olSpy.who` draws, otherwise the first element.
window.olSpy = { doors: [], draws: [], compiled: 0, memory: 0, framed: 0, marks: [] };
{
  const mark = what => window.olSpy.marks.push([what, Math.round(performance.now())]);
  for (const name of ['requestAnimationFrame', 'setTimeout']) {
    const own = window[name].bind(window);
    window[name] = (done, ...more) =>
      own(
        word => {
          const began = performance.now();
          done(word);
          window.olSpy.framed += performance.now() - began;
        },
        ...more,
      );
  }
  const worn = window.Worker;
  window.Worker = class extends worn {
    #asked = new Map();
    constructor(...words) {
      super(...words);
      mark('worker made');
      this.addEventListener('message', ({ data: { id, progress, memory } }) => {
        if (memory) window.olSpy.memory = memory;
        if (progress !== undefined || !this.#asked.has(id)) return;
        const { what, began } = this.#asked.get(id);
        window.olSpy.doors.push([what, performance.now() - began]);
        mark(`${what} answered`);
      });
    }
    postMessage(message, ...rest) {
      this.#asked.set(message.id, { what: message.what, began: performance.now() });
      mark(`${message.what} asked`);
      super.postMessage(message, ...rest);
    }
  };
  // The worker's script tells the size of its memory after each answer.
  const tell = `{ const own = WebAssembly.instantiate; let memory; WebAssembly.instantiate = async (...words) => {
    const made = await own(...words); memory = (made.instance || made).exports.memory; return made; };
    const post = self.postMessage.bind(self); self.postMessage = message => post({ ...message, memory: memory && memory.buffer.byteLength }); }\n`;
  const cut = window.Blob;
  window.Blob = class extends cut {
    constructor(parts, options) {
      super(options && options.type === 'text/javascript' ? [tell, ...parts] : parts, options);
    }
  };
  const wrapped = instance => {
    const draw = instance.exports.painter_draw;
    if (!draw) return instance;
    const exports = {
      ...instance.exports,
      painter_draw: (...words) => {
        mark('draw');
        const began = performance.now();
        const scene = draw(...words);
        const { shadowRoot } = window.olSpy.who || document.querySelector('outage-lens');
        const canvas = shadowRoot.querySelector('.chart.timeline canvas') || shadowRoot.querySelector('.chart canvas');
        canvas.getContext('2d').getImageData(0, 0, 1, 1);
        window.olSpy.draws.push(performance.now() - began);
        window.olSpy.told = performance.now();
        window.olSpy.drawn ??= window.olSpy.told;
        return scene;
      },
    };
    // The glue asks whether it is an instance.
    return Object.create(WebAssembly.Instance.prototype, { exports: { value: exports } });
  };
  const make = WebAssembly.instantiate;
  WebAssembly.instantiate = async (module, imports) => (imports ? wrapped(await make(module, imports)) : make(module));
  for (const name of ['compile', 'compileStreaming']) {
    const own = WebAssembly[name];
    WebAssembly[name] = async (...words) => {
      const began = performance.now();
      mark('compile');
      const module = await own.apply(WebAssembly, words);
      mark('compiled');
      window.olSpy.compiled = performance.now() - began;
      return module;
    };
  }
}
