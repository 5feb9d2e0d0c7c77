// Counts what a page must not pile up: compilations, instances and their memory, workers that run, the engine's fetches.
window.olCount = {
  compiled: 0,
  instances: 0,
  workers: 0,
  most: 0,
  started: 0,
  memory: () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
};
const memories = [];
for (const name of ['compile', 'compileStreaming']) {
  const own = WebAssembly[name];
  WebAssembly[name] = (...words) => {
    window.olCount.compiled++;
    return own.apply(WebAssembly, words);
  };
}
for (const name of ['instantiate', 'instantiateStreaming']) {
  const own = WebAssembly[name];
  WebAssembly[name] = async (...words) => {
    const made = await own.apply(WebAssembly, words);
    const instance = made.instance || made;
    window.olCount.instances++;
    memories.push(instance.exports.memory);
    if (made.module) window.olCount.compiled++;
    return made;
  };
}
window.Worker = class extends Worker {
  constructor(...words) {
    super(...words);
    window.olCount.started++;
    window.olCount.most = Math.max(window.olCount.most, ++window.olCount.workers);
  }
  terminate() {
    if (!this.olEnded) window.olCount.workers--;
    this.olEnded = true;
    super.terminate();
  }
};
