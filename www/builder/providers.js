// Who can be asked for data: a provider is one row.
//
// In: what the author chose. Out: the address that is asked. A reply is kept as the figure's file and read by its content, so a
// row needs no more than an address whose reply is of a format that is read.

export const DAY_MS = 864e5;
// Where a provider has several resolutions, the finest up to here.
const FINE_DAYS = 31;

/**
 * What was chosen: two letters of a country, the number of a network, dates, an address of one's own.
 * @typedef {Record<'country' | 'region' | 'network' | 'from' | 'until' | 'base' | 'query' | 'step' | 'url', string>} Chosen
 */
/**
 * @typedef {object} Provider
 * @property {string} id
 * @property {string} name
 * @property {(keyof Chosen)[]} needs In the order of the fields.
 * @property {(keyof Chosen)[]} [optional]
 * @property {(chosen: Chosen) => string} address
 * @property {string} format Its id among the formats that are read; empty where the content tells.
 * @property {string} licence
 * @property {string} credit
 * @property {string} docs
 */

/** @param {string} day */
const seconds = day => Date.parse(`${day}T00:00Z`) / 1000;
/** The day after, so that the last one is whole. @param {string} day */
const after = day => new Date(Date.parse(`${day}T00:00Z`) + DAY_MS).toISOString().slice(0, 10);
/** @param {string} network */
const numberOf = network => network.replace(/^as/i, '').trim();

/**
 * @param {string} url
 * @param {Record<string, string | number>} values
 */
const asked = (url, values) =>
  `${url}?${new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)]))}`;

/**
 * @param {string} kind
 * @param {string} code
 * @param {Chosen} chosen
 */
const ioda = (kind, code, { from, until }) =>
  asked(`https://api.ioda.inetintel.cc.gatech.edu/v2/signals/raw/${kind}/${encodeURIComponent(code)}`, {
    from: seconds(from),
    until: seconds(after(until)),
  });

/**
 * @param {string} call
 * @param {string} resource
 * @param {Chosen} chosen
 * @param {Record<string, string>} [more]
 */
const ripestat = (call, resource, { from, until }, more = {}) =>
  asked(`https://stat.ripe.net/data/${call}/data.json`, {
    resource,
    starttime: `${from}T00:00`,
    endtime: `${after(until)}T00:00`,
    ...more,
    sourceapp: 'outage-lens',
  });

/** @param {Chosen} chosen */
const resolution = ({ from, until }) => (seconds(until) - seconds(from) <= FINE_DAYS * 86400 ? '5m' : '1d');

const IODA = {
  format: 'ioda-api',
  licence: 'free for research; ask before other uses',
  credit: 'IODA, Georgia Tech',
  docs: 'https://api.ioda.inetintel.cc.gatech.edu/v2/',
};
const RIPESTAT = {
  format: 'ripestat',
  licence: 'RIPEstat terms of service',
  credit: 'RIPEstat, RIPE NCC',
  docs: 'https://stat.ripe.net/docs/data-api/',
};

/** @type {Provider[]} */
export const PROVIDERS = [
  {
    id: 'ioda-country',
    name: 'IODA: a country',
    needs: ['country', 'from', 'until'],
    address: chosen => ioda('country', chosen.country, chosen),
    ...IODA,
  },
  {
    id: 'ioda-region',
    name: 'IODA: a region',
    needs: ['region', 'from', 'until'],
    address: chosen => ioda('region', chosen.region.trim(), chosen),
    ...IODA,
  },
  {
    id: 'ioda-network',
    name: 'IODA: a network',
    needs: ['network', 'from', 'until'],
    address: chosen => ioda('asn', numberOf(chosen.network), chosen),
    ...IODA,
  },
  {
    id: 'ripestat-country',
    name: 'RIPEstat: a country’s routing',
    needs: ['country', 'from', 'until'],
    address: chosen => ripestat('country-resource-stats', chosen.country, chosen, { resolution: resolution(chosen) }),
    ...RIPESTAT,
  },
  {
    id: 'ripestat-history',
    name: 'RIPEstat: a network’s routes',
    needs: ['network', 'from', 'until'],
    address: chosen => ripestat('routing-history', `AS${numberOf(chosen.network)}`, chosen),
    ...RIPESTAT,
  },
  {
    id: 'ripestat-count',
    name: 'RIPEstat: a network’s prefixes',
    needs: ['network', 'from', 'until'],
    address: chosen => ripestat('prefix-count', `AS${numberOf(chosen.network)}`, chosen),
    ...RIPESTAT,
  },
  {
    id: 'ooni-country',
    name: 'OONI: a country’s tests by day',
    needs: ['country', 'from', 'until'],
    address: ({ country, from, until }) =>
      asked('https://api.ooni.io/api/v1/aggregation', {
        probe_cc: country,
        test_name: 'web_connectivity',
        since: from,
        until: after(until),
        axis_x: 'measurement_start_day',
      }),
    format: 'ooni',
    licence: 'CC BY-NC-SA 4.0',
    credit: 'Open Observatory of Network Interference (OONI)',
    docs: 'https://api.ooni.io/apidocs/',
  },
  {
    id: 'prometheus',
    name: 'Your own Prometheus',
    needs: ['base', 'query', 'from', 'until', 'step'],
    address: ({ base, query, from, until, step }) =>
      asked(`${base.replace(/\/+$/, '')}/api/v1/query_range`, {
        query,
        start: seconds(from),
        end: seconds(after(until)),
        step,
      }),
    format: 'prometheus',
    licence: '',
    credit: '',
    docs: 'https://prometheus.io/docs/prometheus/latest/querying/api/',
  },
  {
    id: 'address',
    name: 'Any address',
    needs: ['url'],
    address: ({ url }) => url,
    format: '',
    licence: '',
    credit: '',
    docs: '',
  },
];
