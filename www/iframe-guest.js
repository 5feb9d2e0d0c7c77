// The page behind `embed.html`: settings from the fragment, one element, its height told to the page around it.
//
// In: `#src=…&country=…`, the names of the element's attributes, and the colours `accent` and `outage`. Out:
// `{ type: "outage-lens:height", id, height }` whenever the height changes. Refused: an address of another origin (the policy of
// the page refuses it too), anything but settings.

import { OutageLens } from './outage-lens.js';

const settings = new URLSearchParams(location.hash.slice(1));
const element = document.createElement('outage-lens');
for (const [name, value] of settings) {
  if (!OutageLens.observedAttributes.includes(name)) continue;
  if (name === 'src' && new URL(value, location.href).origin !== location.origin) continue;
  element.setAttribute(name, value);
}
for (const name of ['accent', 'outage']) {
  const colour = /^#[\da-f]{6}$/i.exec(settings.get(name) || '')?.[0];
  if (colour) element.style.setProperty(`--ol-${name}`, colour);
}
document.documentElement.lang = settings.get('lang') || 'en';
document.documentElement.dir = settings.get('dir') === 'rtl' ? 'rtl' : 'ltr';
document.body.replaceChildren(element);

const id = settings.get('id') || '';
new ResizeObserver(() => {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  parent.postMessage({ type: 'outage-lens:height', id, height }, '*');
}).observe(document.documentElement);
