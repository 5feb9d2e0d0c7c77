// Types of `<outage-lens>`, made by `outage-lens bundle` from the table of attributes.

/** A moment in ISO 8601, UTC. */
export type Moment = string;

export interface Edge { lo: Moment | null; best: Moment; hi: Moment; }
export interface Range { low: number; central: number; high: number; }
export interface Note {
  code: string;
  message: string;
  place: unknown;
  count?: number;
  /** The other reading that is possible, as a setting. */
  offer?: { setting: string; value: string };
}

/** How a column of a table was read. */
export interface SourceColumn {
  /** Its header, or its position where it has none. */
  name: string;
  role: string;
  reads: string;
  why: string;
}

export interface Series {
  id: string;
  label: string;
  kind: 'routes' | 'probing' | 'traffic' | 'telescope' | 'latency' | 'loss' | 'service' | 'other';
  /** Whether less is worse or more is. */
  direction: 'falls' | 'rises';
  unit: string;
  sampling: 'bin-start' | 'bin-end' | 'instant';
  step_secs: number;
  samples: number;
  missing: number;
  /** The smallest drop that this series can reveal, 0 to 1. */
  smallest_visible_drop: number | null;
}

export interface Step {
  symbol: string;
  meaning: string;
  value: number;
  low?: number;
  high?: number;
  unit: string;
  basis: 'published' | 'derived' | 'judgement' | 'unverified';
  source: string;
}

export interface Priced {
  id: string;
  mode: 'published' | 'ours';
  applies: boolean;
  low: number | null;
  central: number | null;
  high: number | null;
  /** The price over the GDP normally made in that time. */
  lambda: number | null;
  above_ceiling: boolean;
  reason?: string;
  steps: Step[];
}

/** US dollars of `price_year`, unrounded. */
/** A figure that somebody published. */
export interface Claim {
  amount_usd: number;
  per: 'event' | 'day' | 'hour';
  publisher?: string;
  date?: string;
  /** Its address. */
  source?: string;
  total_usd: number;
  /** Its share of the GDP normally made in that time. */
  lambda: number | null;
  above_ceiling: boolean;
  /** Ids of the models within a factor of two. */
  near: string[];
  implied: Implied[];
  words: string;
}

/** The one value of an assumption that gives a published figure; null where none does. */
export interface Implied {
  model: string;
  symbol: string;
  meaning: string;
  unit: string;
  usual: number;
  value: number | null;
  low?: number;
  high?: number;
  inside: boolean | null;
}

/** What one model says of a list of outages, or of one of them. */
export interface ListedPrice {
  model: string;
  low: number;
  central: number;
  high: number;
}

/** A list of outages, priced. */
export interface ListCost {
  outages: { given: number; country: string | null; hours: number | null; prices: ListedPrice[] }[];
  countries: {
    country: string;
    name: string;
    outages: number;
    hours: number;
    months: Record<string, number>;
    prices: ListedPrice[];
  }[];
  together: ListedPrice[];
  ceiling_usd: Range;
  hours: number;
}

export interface Estimate {
  country: string;
  currency: string;
  price_year: number;
  hours: number;
  equivalent_hours: number;
  ceiling_usd: Range;
  models: Priced[];
  headline: { usual: { low: number; high: number } | null; ours: Range | null };
  sensitivity: { symbol: string; meaning: string; low: number; high: number; share: number }[];
  peers: unknown[];
  /** Figures that others published, held against the models. */
  claims?: Claim[];
  users?: Range | null;
  person_hours?: Range | null;
  trade_usd?: number | null;
}

export interface Outage {
  id: string;
  /** The series whose edges and depth these are. */
  reference: string;
  start: Edge;
  end: Edge;
  returning: Moment | null;
  normal: Moment | null;
  ongoing: boolean;
  duration_secs: { lo: number; best: number; hi: number | null };
  equivalent_secs: number;
  /** 0 to 1. */
  depth: number;
  confidence: number | null;
  kind: 'total' | 'partial';
  routes_up: boolean;
  signals: { series: string; start: Edge; end: Edge | null; depth: number; equivalent_secs: number; reason: string }[];
  profile: [Moment, number][];
  recurrence: { id: string; n: number; from: string; until: string; zone: string } | null;
  reason: string;
  /** What an author changed, in words. */
  edited: string[];
  rejected?: boolean;
  started_before?: boolean;
  cost: Estimate | null;
}

/** A series in at most some thousand columns: enough to draw. Times are epoch milliseconds. */
export interface PlotColumns {
  series: string;
  t: number[];
  step: number;
  min: (number | null)[];
  max: (number | null)[];
  baseline: (number | null)[];
  threshold: (number | null)[];
  state: number[];
}

/** The Report: the same object that the command prints as JSON. Fields may be added. */
export interface Report {
  wire: 1;
  engine: string;
  source: {
    files: { name: string; bytes: number; sha256: string }[];
    format: string;
    provider: string;
    licence: string;
    credit: string;
    zone: string;
    from: Moment | null;
    until: Moment | null;
    represents: 'country' | 'region' | 'network' | 'service' | 'unknown';
    country: string | null;
    local_zone: string | null;
    series: Series[];
    /** How each column of a table was read. */
    columns?: SourceColumn[];
    /** The first rows of a table as they stand in the file. */
    first_rows?: string[][];
    elements?: { announcements: number; withdrawals: number; rib: number };
  };
  outages: Outage[];
  cost: Estimate | null;
  plot: PlotColumns[];
  /** Remarks on the time axis. */
  marks: { from: Moment; until: Moment; kind: 'assumed' | 'annotation'; label: string }[];
  /** Outages that others reported. */
  given: { by: string; start: Moment; end: Moment | null; label: string; place?: string }[];
  /** What a list of outages comes to, where the file is one. */
  list?: ListCost;
  /** Outages of others beside ours: places in `given`, ids, and how far the edges lie apart. */
  compared?: { given: number | null; outage: string | null; start_secs: number | null; end_secs: number | null }[];
  selected: string | null;
  headline: string;
  sentence: string;
  sentence_parts: { code: string; values: Record<string, string | number> }[];
  notes: Note[];
  receipt: { engine: string; detector: string; models: string[]; economy: string; settings: Record<string, string> };
}

/** One thing that an author changes. */
export type Edit =
  | { id: string; start: Moment }
  | { id: string; end: Moment }
  | { id: string; reject: true }
  | { series: string; start: Moment; end: Moment; depth?: number };

export type Bytes = File | Blob | ArrayBuffer | string;

/** The element. Importing the module where there is no DOM does nothing. */
export class OutageLens extends HTMLElement {
  static readonly observedAttributes: string[];
  //@attributes
  /** The bytes to look at. */
  get data(): Bytes[] | null;
  set data(given: Bytes | Bytes[] | null);
  /** The Report; setting it freezes the element on it. */
  get report(): Report | null;
  set report(report: Report | null);
  analyze(): Promise<Report>;
  /** Edits in place of those before, in order; ids are those of the Report without edits. */
  edit(edits: Edit[]): Promise<Report | undefined>;
  toSVG(): Promise<string>;
  /** `scale` from 1 to 4. */
  toPNG(scale?: number): Promise<Blob>;
  toCSV(): Promise<string>;
  toJSON(): Promise<string>;
  reset(): Promise<void>;
}

declare global {
  interface HTMLElementTagNameMap {
    'outage-lens': OutageLens;
  }
  interface HTMLElementEventMap {
    'outage-lens:ready': CustomEvent<Record<string, never>>;
    'outage-lens:report': CustomEvent<{ report: Report }>;
    'outage-lens:select': CustomEvent<{ id: string; outage: Outage }>;
    'outage-lens:note': CustomEvent<Note>;
    'outage-lens:trouble': CustomEvent<{ code: string; message: string }>;
    'outage-lens:export': CustomEvent<{ kind: string }>;
  }
}
