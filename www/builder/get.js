// Getting the data: the author says who is asked for what, sees the address, and asks once. The reply is a file like a dropped one.
//
// In: the row of providers, the fields that it needs. Out: a File to `take`. No request before the click, and none but that one.

import { make } from '../shared/dom.js';
import { by, say, tell } from './page.js';
import { typedPlace } from './place.js';
import { DAY_MS, PROVIDERS } from './providers.js';
import { addressOf, Refused, request } from './request.js';

/** @import { Chosen, Provider } from './providers.js' */

const FIELDS = /** @type {(keyof Chosen)[]} */ ([
  'country',
  'region',
  'network',
  'from',
  'until',
  'base',
  'query',
  'step',
  'url',
]);
const node = (/** @type {string} */ name) => by(`get-${name}`);
/** Days up to today that are asked for unless others are chosen: enough to tell what is usual. */
const DAYS = 30;

/** @type {AbortController | null} */
let under = null;

/** @returns {Provider} */
const provider = () => PROVIDERS.find(({ id }) => id === node('provider').value) || PROVIDERS[0];

/** @returns {Chosen} */
const chosen = () => /** @type {Chosen} */ (Object.fromEntries(FIELDS.map(name => [name, node(name).value.trim()])));

/** What is still to be said before anybody can be asked; '' where nothing is. */
function lacking() {
  const given = chosen();
  const missing = provider().needs.find(name => !given[name]);
  if (missing) return `Say ${node(missing).dataset.words} first.`;
  if (provider().needs.includes('until') && given.until < given.from) return 'The last day is before the first.';
  if (provider().needs.includes('network') && !/^(as)?\d{1,10}$/i.test(given.network))
    return 'A network has a number, such as AS12880.';
  return addressOf(provider().address(given)) ? '' : 'Give an address that begins with https://.';
}

/** Shows the fields of the provider, and what will be asked of whom. */
function show() {
  const { needs, licence, credit, docs } = provider();
  for (const name of FIELDS) node(name).closest('label').hidden = !needs.includes(name);
  const why = lacking();
  const url = why ? null : addressOf(provider().address(chosen()));
  node('go').disabled = !url || under !== null;
  tell(
    node('asks'),
    url ? `One request will go to ${url.host}, and tell it your address on the network and this:` : why,
  );
  node('link').hidden = !url;
  if (url) {
    node('link').textContent = node('link').href = url.href;
    node('link').rel = 'noreferrer';
  }
  const terms = [credit && `Credit: ${credit}.`, licence && `Terms: ${licence}.`].filter(Boolean).join(' ');
  node('days').hidden = !needs.includes('from');
  node('terms').replaceChildren(
    terms,
    ...(docs ? [' ', make('a', { href: docs, rel: 'noreferrer' }, 'Its documentation')] : []),
  );
}

/** @param {URL} url */
function nameOf(url) {
  const { needs, id } = provider();
  const given = chosen();
  if (id === 'address') return url.pathname.split('/').pop() || 'data';
  const parts = needs
    .filter(name => ['country', 'region', 'network', 'from', 'until'].includes(name))
    .map(name => given[name]);
  return `${[id.split('-')[0], ...parts].join('-').toLowerCase()}.json`;
}

/** @param {(files: File[]) => void} take */
async function go(take) {
  const url = addressOf(provider().address(chosen()));
  if (!url || under) return;
  under = new AbortController();
  node('stop').hidden = false;
  show();
  say('get-said', `Asking ${url.host}`);
  try {
    const file = await request(url, nameOf(url), under, bytes =>
      say('get-said', `${url.host}: ${Math.ceil(bytes / 1024)} KB so far`),
    );
    say('get-said', `${url.host} sent ${Math.ceil(file.size / 1024)} KB: ${file.name}.`);
    take([file]);
  } catch (error) {
    const words = error instanceof Refused ? error.message : String(error);
    const open =
      words === 'Stopped.' ? '' : ' You can open the address above yourself, save what comes, and drop it here.';
    say('get-said', words + open, true);
  } finally {
    under = null;
    node('stop').hidden = true;
    show();
  }
}

/**
 * Begins; out: the menu of countries, still empty.
 * @param {(files: File[]) => void} take
 */
export function listenForGet(take) {
  node('provider').append(...PROVIDERS.map(({ id, name }) => make('option', { value: id }, name)));
  const today = new Date();
  node('until').valueAsDate = today;
  node('from').valueAsDate = new Date(today.getTime() - DAYS * DAY_MS);
  const place = typedPlace(node('country'));
  for (const name of ['provider', ...FIELDS]) node(name).addEventListener('input', show);
  for (const name of ['provider', ...FIELDS]) node(name).addEventListener('change', show);
  node('go').addEventListener('click', () => go(take));
  node('stop').addEventListener('click', () => under?.abort());
  show();
  return place;
}
