// What a page's address says of an element, and what takes an element elsewhere: settings, never text or data.
//
// In: the element, its settings as the author gave them and as they are. Out: an address, a snippet, what an address asks for.

import { attributes } from '../attributes.js';

/** Settings that a link may carry. */
const LINKED = ['country', 'represents', 'share', 'scope', 'detector', 'sensitivity', 'assume'];

const placeOf = element => [...document.querySelectorAll(element.localName)].indexOf(element);

/** The page's address with what is looked at. */
export function linkOf(element, asked, ask, selected, window) {
  const { from, until } = window || {};
  const said = { ol: placeOf(element), outage: selected || '', view: from ? `${Math.round(from)}-${Math.round(until)}` : '' };
  for (const key of LINKED) if (ask[key] !== asked[key]) said[key] = ask[key];
  return `${location.href.split('#')[0]}#${new URLSearchParams(said)}`;
}

/** What the page's address says of this element; whatever else stands there is nobody's. */
export function followed(element, ask) {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const mine = fragment.get('ol') === String(placeOf(element));
  const said = (key, form) => (mine && form.exec(fragment.get(key) ?? '')?.[0]) || '';
  const settings = LINKED.map(key => [key, said(key, /^[\w.:=,-]{1,60}$/)]).filter(([key, value]) => value && value !== ask[key]);
  return { ask: Object.fromEntries(settings), outage: said('outage', /^o\d+$/), view: said('view', /^\d+-\d+$/), settings: settings.map(pair => pair.join(' ')).join(', ') };
}

/** What an author pastes to show the same elsewhere. Without data of an address there is nothing to show. */
export function snippetOf(element, ask, script) {
  const src = element.getAttribute('src');
  const quoted = text => String(text).replace(/[&"<>]/g, sign => `&#${sign.charCodeAt()};`);
  const value = ({ name, property, walk }) => (walk ? ask[property] : name === 'src' ? new URL(src, document.baseURI) : element.getAttribute(name));
  const given = attributes.map(row => [row.name, value(row)]).filter(([, value]) => value);
  const words = given.map(([name, value]) => ` ${name}="${quoted(value)}"`).join('');
  return src && `<script type="module" src="${quoted(script)}"></script>\n<outage-lens${words}></outage-lens>`;
}
