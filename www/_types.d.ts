// Types of what the page's modules hand each other. Only the type checker reads this file; it is not shipped.

import type { Edit, Outage, Report } from '../src/cli/types';

export type {
  Claim,
  Edit,
  Estimate,
  Implied,
  ListedPrice,
  Note,
  Outage,
  Priced,
  Range,
  Report,
  Series,
  SourceColumn,
  Step,
} from '../src/cli/types';

/** Bytes in any form that a page may hand over. */
export type Given = File | Blob | ArrayBuffer | string;

/** Where bytes come from: a blob, or an address. */
export interface Source {
  given?: Given;
  blob?: Blob;
  url?: string;
  /** Words of the author that are no address, instead of one. */
  refused?: string;
  size?: number;
  name: string;
}

/** Settings of the walk by the name of their property, each as text. */
export type Settings = Record<string, string>;

/** One row of the page's table of attributes. */
export interface Attribute {
  name: string;
  property: string;
  walk?: boolean;
  reread?: boolean;
  choices?: string[];
}

/** A window of time, in epoch milliseconds; null is the whole. */
export type Window = { from: number; until: number } | null;

interface Row {
  id: string;
  name: string;
}

/** What the script was built with. */
export interface Built {
  wasm: Record<string, { file: string; integrity: string }>;
  /** The hash of each language that has a file. */
  words: Record<string, string>;
  attributes: Attribute[];
  models: Row[];
}

/** The tables of the engine. */
export interface Catalogue {
  detectors: Row[];
  countries: string[];
}

/** One published cost row, priced anew. */
export interface CheckRow {
  model: string;
  who: string;
  country: string;
  what: string;
  class: string;
  published_usd: number;
  computed_usd: number | null;
  error: number | null;
  within: boolean | null;
  missing: string;
}

/** A plot of a drawn chart: its place on the canvas in pixels, and the time that it spans. */
export interface Plot {
  series: string;
  x: number;
  y: number;
  width: number;
  height: number;
  from: number;
  until: number;
}

export interface Scene {
  alt: string;
  plots: Plot[];
}

/** Colours as red, green and blue, and the letters. */
export interface Theme {
  ink: number[];
  soft: number[];
  paper: number[];
  line: number[];
  accent: number[];
  outage: number[];
  font: string;
  size: number;
}

/** How a chart is to look. */
export interface Style extends Theme {
  width: number;
  height: number;
  ratio: number;
  selected: string | null;
  onset?: boolean;
  foot?: string[];
  from?: number;
  until?: number;
}

/** What a chart says: `word`, `country`, `number`, `span`, `money`, `tick` or `local`, a value, and the grain of a tick. */
export type ChartLocale = (what: string, value: any, grain?: string) => string;

/** The engine's drawing side, for one Report. */
export interface Painter {
  height(kind: string, width: number): number;
  draw(kind: string, context: CanvasRenderingContext2D, style: Style, locale: ChartLocale): Scene;
  svg(kind: string, style: Style, locale: ChartLocale): string;
  csv(): string;
  free(): void;
}

/** The engine's reading side, for one input. */
export interface Engine {
  file(name: string, bytes: number | undefined): void;
  apart(): void;
  hash(bytes: Uint8Array): void;
  push(bytes: Uint8Array): void;
  preview(): Report;
  finish(): Report;
  print(count: number, print: Uint8Array): string;
  again(settings: Settings): Report;
  edit(edits: Edit[]): Report;
  view(series: string, from: number, until: number, columns: number): Report['plot'][0];
  json(): string;
  cite(): Record<string, string>;
}

type Wasm = (module: { module_or_path: WebAssembly.Module }) => Promise<{ memory: WebAssembly.Memory }>;

/** What wasm-bindgen made of a build that reads. */
export interface EngineWasm extends Wasm {
  Engine: new (settings: Settings) => Engine;
  catalogue(): Catalogue;
  calculate(settings: Settings): Report;
  selfCheck(): CheckRow[];
}

/** What wasm-bindgen made of the build that draws. */
export interface FigureWasm extends Wasm {
  Painter: { new (report: Report): Painter; beside(reports: Report[]): Painter };
}

/** What a worker and a page's own loop have in common. */
export interface Port {
  postMessage(message: any): void;
  onmessage: ((event: { data: any }) => void) | null;
  onerror?: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

/** The inner side of a port. */
export interface Scope {
  postMessage(message: any): void;
  onmessage: ((event: { data: any }) => void) | null;
}

/** How far reading is; at last with a preview of the Report. */
export type Progress = (bytes: number, total: number, preview?: Report) => void;

/** Words of one language by code; an object holds plural forms. */
export type Words = Record<string, string | Record<string, string>>;

export type Say = (code: string, values?: Record<string, any>) => string;

/** Numbers, moments and names in one language. */
export interface Format {
  locale: string;
  place: string;
  hasLocal: boolean;
  number(value: number | null | undefined): string;
  compact(value: number): string;
  whole(value: number): string;
  percent(value: number | null | undefined): string;
  money(value: number | null | undefined): string;
  /** Money as somebody published it, at four significant digits. */
  figure(value: number): string;
  bytes(value: number): string;
  span(secs: number | null | undefined): string;
  moment(at: string | number): string;
  clock(at: string | number): string;
  local(at: string | number): string;
  localClock(at: string | number): string;
  tick(at: number, grain: string, local?: boolean): string;
  country(code: string): string;
  plural(value: number): string;
  warm(): void;
}

/** The page's language where the element stands. */
export interface Locale {
  key: string;
  lang: string;
  say: Say;
  format: Format;
  words: Words;
  /** The page's words for a code, else what the engine says of it. */
  named<Own extends string | undefined = undefined>(code: string, own?: Own): string | Own;
  headline(report: Report, outage?: Outage): string;
  sentence(report: Report): string;
  /** What a person would say first; null where there is nothing to say. */
  lede(report: Report): string | null;
  line(report: Report, outage: Outage): string;
  /** Marks the sentence as English where the language lacks words for it. */
  mark(report: Report): Record<string, string>;
}

/** What the reader does, as the view tells it to the element. */
export interface Acts {
  give(files: File[]): void;
  cancel(): void;
  retry(): void;
  back(): void;
  select(id: string): void;
  zoom(from: number | null, until?: number): void;
  set(change: Settings): void;
  assume(assumptions: string): void;
  compare(files?: File[]): void;
  calculate(settings: Settings): void;
  write(kind: string, scale: string): Promise<Blob | string>;
  snippet(): string | false | null;
  link(): string | false | null;
  exported(kind: string): void;
  cite(): Promise<Record<string, string>>;
  broke(error: unknown): void;
  /** Back to how the file was read before. */
  undo(): void;
}

/** Everything that the view shows of a Report. */
export interface View {
  report: Report;
  painter: Painter;
  window: Window;
  /** The window's own finer columns, and who draws them. */
  fine: { report: Report; painter: Painter } | null;
  /** Who draws outages beside each other. */
  pair: Painter | null;
  /** The Report of another file. */
  other: Report | null;
  selected: string | null;
  settings: Settings;
  catalogue: Catalogue | null;
  /** The author's own published figures, a line each. */
  claimed: string;
  /** When the data could not be fetched anew; 0 where they could. */
  stale: number;
  /** Names of the reader's own files. */
  own: string;
  canGoBack: boolean;
  /** Whether the engine is there to answer other settings. */
  live: boolean;
  mode: string;
  /** How the engine runs: `blob`, `address` or `inline`. */
  way: string;
  chartLocale: ChartLocale;
  /** Settings that the page's address asked for, in words. */
  linked: string;
  /** The name of saved files without their ending. */
  stem: string;
}

/** What can be drawn: a Report and its painter, a finer one of the window, one of outages beside each other. */
export interface Drawn {
  report: Report;
  painter: Painter;
  fine: { report: Report; painter: Painter } | null;
  pair: Painter | null;
}

export interface FigureState {
  kind: 'idle' | 'loading' | 'shown' | 'failed';
  /** While another Report is on its way, the one before. */
  drawn: Drawn | null;
  /** Of `loading` and `shown`. */
  report?: Report | null;
  /** Which instance draws it: the first or the second. */
  attempt?: number;
  /** Of `loading`. */
  done?: Promise<void>;
  /** Of `failed`. */
  failure?: Error;
}

export interface FigureHooks {
  /** What the element knows. */
  facts(): {
    settings: Settings;
    catalogue: Catalogue | null;
    /** The author's own published figures, a line each. */
    claimed: string;
    /** When the data could not be fetched anew; 0 where they could. */
    stale: number;
    /** Names of the reader's own files. */
    own: string;
    /** Whether the author gave data. */
    canGoBack: boolean;
    /** Whether the engine answers other settings. */
    live: boolean;
    way: string;
    /** Settings of the page's address, in words. */
    linked: string;
    /** Whether the file was read in another way before. */
    canUndo: boolean;
  };
  finer(report: Report, window: NonNullable<Window>): Promise<Report['plot']> | null;
  emit(name: string, detail: object): void;
}
