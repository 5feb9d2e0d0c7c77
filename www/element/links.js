// What a page's address says of an element, and what takes an element elsewhere: settings, never text or data.
//
// In: the element, its settings as the author gave them and as they are. Out: an address, a snippet, what an address asks for.

import { attributes } from '../attributes.js';

/** @import { Attribute, Settings, Window } from '../_types.d.ts' */

/** Settings that a link may carry. */
const LINKED = ['country', 'represents', 'share', 'scope', 'detector', 'sensitivity', 'assume'];

/** @param {Element} element */
const placeOf = element => [...document.querySelectorAll(element.localName)].indexOf(element);

/**
 * The page's address with what is looked at.
 * @param {Element} element
 * @param {Settings} given
 * @param {Settings} settings
 * @param {string | null} selected
 * @param {Window} window
 */
export function linkOf(element, given, settings, selected, window) {
  const view = window ? `${Math.round(window.from)}-${Math.round(window.until)}` : '';
  /** @type {Record<string, string>} */
  const said = { ol: String(placeOf(element)), outage: selected || '', view };
  for (const key of LINKED) if (settings[key] !== given[key]) said[key] = settings[key];
  return `${location.href.split('#')[0]}#${new URLSearchParams(said)}`;
}

/**
 * What the page's address says of this element; whatever else stands there is nobody's.
 * @param {Element} element
 * @param {Settings} given
 */
export function followed(element, given) {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const mine = fragment.get('ol') === String(placeOf(element));
  /**
   * @param {string} key
   * @param {RegExp} form
   */
  const said = (key, form) => (mine && form.exec(fragment.get(key) ?? '')?.[0]) || '';
  const pairs = LINKED.map(key => [key, said(key, /^[\w.:=,-]{1,60}$/)]);
  const settings = pairs.filter(([key, value]) => value && value !== given[key]);
  return {
    settings: /** @type {Settings} */ (Object.fromEntries(settings)),
    outage: said('outage', /^o\d+$/),
    view: said('view', /^\d+-\d+$/),
    words: settings.map(pair => pair.join(' ')).join(', '),
  };
}

/**
 * What an author pastes to show the same elsewhere. Without data of an address there is nothing to show.
 * @param {Element} element
 * @param {Settings} settings
 * @param {string} script
 */
export function snippetOf(element, settings, script) {
  const src = element.getAttribute('src');
  if (!src) return '';
  /** @param {unknown} text */
  const quoted = text => String(text).replace(/[&"<>]/g, sign => `&#${sign.charCodeAt(0)};`);
  /** @param {Attribute} row */
  const value = ({ name, property, walk }) => {
    if (walk) return settings[property];
    return name === 'src' ? new URL(src, document.baseURI).href : element.getAttribute(name);
  };
  const given = attributes.map(row => [row.name, value(row)]).filter(([, value]) => value);
  const words = given.map(([name, value]) => ` ${name}="${quoted(value)}"`).join('');
  return `<script type="module" src="${quoted(script)}"></script>\n<outage-lens${words}></outage-lens>`;
}
