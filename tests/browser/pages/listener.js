// Keeps what the window and the console complain about, and the largest gap of a 10 ms heartbeat.
window.olHeard = [];
// What a widget says is wrong, in its own code and words: no complaint, but what a walk that fails tells.
window.olTroubles = [];
addEventListener('outage-lens:trouble', ({ detail: { code, message } }) =>
  window.olTroubles.push(`${code}: ${message}`),
);
for (const level of ['error', 'warn']) {
  const said = console[level];
  console[level] = (...words) => {
    window.olHeard.push(`${level}: ${words.map(String).join(' ')}`);
    said.apply(console, words);
  };
}
addEventListener(
  'error',
  event => window.olHeard.push(`error: ${event.message || event.target?.src || event.type}`),
  true,
);
addEventListener('unhandledrejection', event => window.olHeard.push(`rejection: ${event.reason}`));
addEventListener('securitypolicyviolation', event =>
  window.olHeard.push(`policy: ${event.effectiveDirective} ${event.blockedURI}`),
);
window.olLong = [];
try {
  const longTasks = new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.olLong.push(entry.duration);
  });
  longTasks.observe({ entryTypes: ['longtask'] });
} catch {
  /* Only Chromium counts long tasks. */
}
window.olBeat = () => {
  let last = performance.now();
  const state = { gap: 0, stop: () => clearInterval(timer) };
  const timer = setInterval(() => {
    const now = performance.now();
    state.gap = Math.max(state.gap, now - last);
    last = now;
  }, 10);
  return state;
};
