// The page behind `embed.html`: settings from the fragment, one element, its height told to the page around it.
//
// In: `#src=…&country=…`, the names of the element's attributes, and the colours `accent` and `outage`. An address is anyone's: what
// moves a figure (country, share, …) is marked beside it as set by the link. Out: `{ type: "outage-lens:height", id, height }`
// whenever the height changes. Refused: an address of another origin (the policy of the page refuses it too), a frozen Report
// of another folder than this page's, a currency or a price year, anything but settings.

import { OutageLens } from './outage-lens.js';

/** What a fragment may say without a mark: which data, and how they are shown. */
const PLAIN = [
  'chart',
  'lang',
  'dir',
  'theme',
  'height',
  'refresh',
  'frozen',
  'signal',
  'from',
  'until',
  'zone',
  'local-zone',
  'format',
];
/** What it may say with a mark. */
const MARKED = ['country', 'represents', 'share', 'scope', 'detector', 'sensitivity'];
const MOST_PX = 5000;

const settings = new URLSearchParams(location.hash.slice(1));
const element = document.createElement('outage-lens');
for (const name of PLAIN.filter(name => OutageLens.observedAttributes.includes(name))) {
  const value = settings.get(name);
  if (value !== null) element.setAttribute(name, value);
}
const src = settings.get('src');
// One that is refused has an address that nothing fetches: the figure says so.
if (src !== null) element.setAttribute('src', isOurs(src) ? src : `refused:${src}`);
for (const name of ['accent', 'outage']) {
  const colour = /^#[\da-f]{6}$/i.exec(settings.get(name) || '')?.[0];
  if (colour) element.style.setProperty(`--ol-${name}`, colour);
}
// The element follows the address of its page, and says that it does.
const marked = MARKED.filter(name => settings.get(name)).map(name => [name, settings.get(name) || '']);
history.replaceState(null, '', `#${new URLSearchParams([['ol', '0'], ...marked])}`);
document.documentElement.lang = settings.get('lang') || 'en';
document.documentElement.dir = settings.get('dir') === 'rtl' ? 'rtl' : 'ltr';
document.body.replaceChildren(element);

/**
 * Whether an address may be read here: one of this host, and where it is frozen, a file beside this page.
 * @param {string} src
 */
function isOurs(src) {
  try {
    const url = new URL(src, location.href);
    const beside = new URL('.', location.href).pathname;
    const folder = url.pathname.slice(0, url.pathname.lastIndexOf('/') + 1);
    return url.origin === location.origin && (!settings.has('frozen') || folder === beside);
  } catch {
    return false;
  }
}

const id = settings.get('id') || '';
new ResizeObserver(() => {
  const height = Math.min(Math.ceil(document.documentElement.getBoundingClientRect().height), MOST_PX);
  parent.postMessage({ type: 'outage-lens:height', id, height }, '*');
}).observe(document.documentElement);
