// The view: one state in, one shadow tree out. Asks for a file, shows progress, tells a Report, or says what went wrong.
//
// In: state of the element (`idle`, `reading`, `ready`, `trouble`), the words, the catalogue. Out: DOM; what the reader does
// goes out through `acts`. The author's own figure stays in its slot until a Report is there, and for ever after trouble.

import { assumptions, calculator, dropZone, fileButton, question, settings } from './controls.js';
import { ENGLISH, heard, labelled, make, pasted } from '../shared/dom.js';
import { copyText, exportBar } from './exports.js';
import { Figure } from './chart.js';
import { dress } from './styles.js';
import { costTable, lengthOf, comparedTable, outageTable, rangeOf, signalTable } from './tables.js';

// What is read before anybody could follow it needs no figures, which would hold a cold page up.
const BRIEF_MS = 300;

/** The widget's face in a shadow root. */
export class Shell {
  #acts;
  #body;
  #figures;

  constructor(root, acts) {
    dress(root);
    this.#acts = acts;
    this.#figures = [];
    this.open = new Set();
    this.ends = new Map();
    this.live = make('p', { class: 'hidden', role: 'status', 'aria-live': 'polite' });
    this.slot = make('slot');
    this.#body = make('div', { class: 'rows' });
    this.box = make('div', { class: 'box' }, this.slot, this.#body, this.live);
    root.append(this.box);
    const over = on => event => {
      if (![...(event.dataTransfer ? event.dataTransfer.types : [])].includes('Files')) return;
      event.preventDefault();
      for (const drop of root.querySelectorAll('.drop')) drop.classList.toggle('over', on);
    };
    this.box.addEventListener('dragenter', over(true));
    this.box.addEventListener('dragover', over(true));
    this.box.addEventListener('dragleave', over(false));
    this.box.addEventListener('drop', event => {
      over(false)(event);
      const files = event.dataTransfer ? [...event.dataTransfer.files] : [];
      if (files.length) acts.give(files);
    });
  }

  /** Takes what is pasted where nothing else does: while a way in is all that is shown, or from inside. */
  paste(event) {
    const root = this.box.getRootNode();
    const [from] = event.composedPath();
    const fills = from.isContentEditable || (from.matches && from.matches('input:not([type=file]), textarea'));
    if (event.defaultPrevented || fills || !root.querySelector(root.activeElement ? '.drop' : '.drop:not(.small)')) return;
    const files = pasted(event);
    if (!files.length) return;
    event.preventDefault();
    this.#acts.give(files);
  }

  /** Height and direction that hold in every state. */
  frame({ height, dir, bare }) {
    this.box.classList.toggle('bare', Boolean(bare));
    if (height) this.box.style.setProperty('--reserve', /^\d+$/.test(height) ? `${height}px` : height);
    else this.box.style.removeProperty('--reserve');
    this.box.dir = dir;
  }

  /** Says one sentence to those who listen. */
  announce(text) {
    this.live.textContent = text;
  }

  #clear(slotShown, failed) {
    this.box.classList.toggle('failed', Boolean(failed));
    for (const figure of this.#figures) figure.end();
    this.#figures = [];
    this.slot.hidden = !slotShown;
    this.#body.className = 'rows';
  }

  /** Ends the charts, whose painter goes; what they show stays until others come. */
  still() {
    for (const figure of this.#figures) figure.painter = null;
  }

  /** The window of time that the timeline shows, and the Report and the painter that know it. */
  look(window, [report, painter]) {
    for (const figure of this.#figures) {
      if (!figure.strip) continue;
      figure.show(report, painter, figure.selected, window);
      figure.strip.show(figure.strip.report, window);
    }
  }

  /** The outage that the timeline marks. */
  choose(id) {
    const timeline = this.#figures.find(figure => figure.strip);
    if (!timeline) return;
    timeline.selected = id;
    timeline.redraw();
  }

  /** Nothing to show yet: a way in. */
  idle(tools, mode, ask, catalogue, lazy) {
    this.#clear(true);
    const form = mode === 'calculator' && catalogue ? calculator(ask, tools, catalogue, this.#acts.calculate) : null;
    this.#body.replaceChildren(...[form, lazy || mode === 'calculator' ? null : dropZone(tools, false, this.#acts.give)].filter(Boolean));
  }

  /** On the way; `drafted` hears of a draft of the Report. */
  reading(tools, name, drafted) {
    // A reading before it, and its draft.
    const before = this.#body.querySelector('progress')?.parentNode;
    if (!this.#figures.length || before?.contains(this.#figures[0].node)) this.#clear(true);
    before?.remove();
    const { say } = tools;
    const bar = make('progress', { max: 1, 'aria-label': say('reading', { name }) });
    const text = make('span', { class: 'soft' }, say('reading', { name }));
    const stop = make('button', { onclick: this.#acts.cancel }, say('cancel'));
    this.#body.prepend(make('div', {}, make('div', { class: 'bar' }, stop, text), bar));
    this.announce(say('reading', { name }));
    const began = performance.now();
    return (bytes, total, draft) => {
      if (draft) drafted(draft);
      tools.format.warm();
      if (total) bar.value = Math.min(bytes / total, 1);
      const late = performance.now() - began > BRIEF_MS;
      if (total && bytes >= total) text.textContent = say('looking');
      else if (late) text.textContent = total ? say('reading-share', { share: tools.format.percent(bytes / total) }) : tools.format.bytes(bytes);
    };
  }

  /** A picture of what was read, while outages are looked for in it. */
  draft(tools, report, painter, voice) {
    const figure = new Figure('timeline', tools, { voice, trap: this.#acts.trap });
    this.#figures = [figure];
    this.slot.hidden = true;
    this.#body.firstChild.append(figure.node);
    figure.show(report, painter);
    figure.fit();
    requestAnimationFrame(() => figure.draw());
  }

  /** What went wrong, what to do, and details to copy that hold nothing of the data. */
  trouble(tools, trouble, mode, back) {
    this.#clear(true, true);
    const { say } = tools;
    const known = `trouble-${trouble.code === 'trap' ? 'ours' : trouble.code}`;
    const words = say(known, trouble.details || {});
    const engine = trouble.details?.found;
    const sentence = engine ? [trouble.details.found, trouble.details.need].join(' ') : words === known ? trouble.message : words;
    const own = tools.named(`refusal-${trouble.code}`);
    const line = trouble.details?.place?.line;
    const where = line ? say('trouble-place', { line }) : null;
    const report = JSON.stringify({ code: trouble.code, message: trouble.code === 'trap' ? trouble.message : undefined, agent: navigator.userAgent });
    // What a file of the reader's own would not mend.
    const quiet = /^(policy|file-page|engine|status|unreachable)/.test(trouble.code);
    this.#body.replaceChildren(
      make(
        'div',
        { class: 'trouble', part: 'trouble' },
        engine && mode !== 'calculator' ? make('h3', {}, say('trouble')) : null,
        engine ? heard('div', own, sentence) : make('p', {}, sentence),
        where ? make('p', { class: 'soft' }, where) : null,
        make(
          'div',
          { class: 'bar' },
          // The same file is read the same way again.
          engine ? back && make('button', { onclick: this.#acts.back }, say('back')) : make('button', { onclick: this.#acts.again }, say('again')),
          trouble.code === 'trap' ? make('button', { onclick: () => copyText(report).then(() => this.announce(say('copied'))) }, say('copy-text')) : null,
        ),
      ),
      ...(quiet || mode === 'calculator' ? [] : [dropZone(tools, true, this.#acts.give)]),
    );
    this.announce(own || sentence);
  }

  /** The Report. */
  ready(tools, state) {
    const { report, painter, selected, ask, catalogue, own, frozen, mode } = state;
    const { say } = tools;
    const focused = this.#path();
    const at = this.#figures.length ? this.#figures[0].at : null;
    this.#clear(false);
    const outage = report.outages.find(o => o.id === selected);
    const estimate = outage?.cost || report.cost;
    const hooks = {
      select: id => this.#acts.select(id),
      zoom: (from, until) => this.#acts.zoom(from, until),
      details: () => this.#toggle('outages'),
      announce: text => this.announce(text),
      trap: this.#acts.trap,
      voice: state.voice,
    };
    const kinds = mode === 'calculator' ? ['cost'] : estimate ? ['timeline', 'cost'] : ['timeline'];
    const days = (Date.parse(report.source.until) - Date.parse(report.source.from)) / 864e5;
    const others = [days > 1 && outage && 'calendar', days > 13 && outage && 'week', estimate && estimate.peers.length && 'peers', state.pair && 'compare'].filter(Boolean);
    this.#figures = [...kinds, ...others].map(kind => new Figure(kind, tools, hooks));
    for (const figure of this.#figures) {
      const known = (figure.strip && state.fine) || [report, figure.kind === 'compare' ? state.pair : painter];
      figure.show(...known, selected, state.window);
      if (figure.strip) figure.strip.show(report, state.window);
    }
    const caption = kind => (kind === 'timeline' ? null : make('h3', {}, say(`chart-${kind}`)));
    const chart = this.#figures.map(figure =>
      make('figure', { part: 'figure', class: figure.kind === 'timeline' ? 'grow' : '' }, caption(figure.kind), figure.node, ...(figure.strip ? [figure.readout, figure.strip.node] : [])),
    );
    const head = make(
      'header',
      {},
      state.linked ? make('p', { class: 'mark' }, say('link-settings', { settings: state.linked })) : null,
      own ? make('p', {}, make('span', { class: 'mark' }, say('own-file', { name: own })), ' ', state.canGoBack ? make('button', { class: 'plain', onclick: this.#acts.back }, say('back')) : null) : null,
      make('h2', { part: 'headline' }, tools.headline(report, outage)),
      outage && selected !== report.selected
        ? make('p', { class: 'sentence' }, tools.line(report, outage))
        : make('p', { class: 'sentence', ...tools.tongue(report) }, tools.sentence(report)),
    );
    const more = (name, title, ...content) => {
      const node = make('details', { open: this.open.has(name) }, make('summary', {}, title), make('div', {}, content));
      node.addEventListener('toggle', () => (node.open ? this.open.add(name) : this.open.delete(name)));
      node.dataset.name = name;
      return node;
    };
    const count = report.outages.filter(o => !o.rejected).length;
    const cited = make('div');
    const tuned = make('div');
    const tune = () => tuned.replaceChildren(settings(report, ask, tools, catalogue, this.#acts.set), dropZone(tools, true, this.#acts.give));
    const rows = [
      report.plot.length ? more('charts', say('charts-more'), ...chart.splice(kinds.length), ...this.#compared(state, tools)) : null,
      mode === 'calculator' ? null : more('outages', say('outages-title', { n: count }), outageTable(report, selected, tools, this.#acts.select), report.compared ? comparedTable(report, tools) : null, report.source.series.length ? signalTable(report, outage, tools) : null),
      estimate ? more('cost', say('chart-cost'), costTable(estimate, tools, catalogue), frozen ? null : assumptions(estimate, ask, this.ends, tools, this.#acts), this.#views(estimate, tools), make('p', { class: 'soft' }, say('linear'))) : null,
      catalogue && !frozen && mode !== 'calculator' ? more('settings', say('settings'), tuned) : null,
      report.notes.length ? more('notes', say('notes', { n: report.notes.length }), this.#notes(report, tools)) : null,
      catalogue && !frozen && mode !== 'calculator' ? more('cite', say('cite'), cited) : null,
      more('export', say('export'), exportBar(tools, state.stem, tools.sentence(report), this.#acts, text => this.announce(text)), this.#receipt(report, tools, state.way)),
    ];
    // Menus of every country are made when they are wanted.
    if (this.open.has('settings')) tune();
    else tuned.closest('details')?.addEventListener('toggle', tune, { once: true });
    cited.closest('details')?.addEventListener('toggle', () => this.#cite(cited, say));
    const form = mode === 'calculator' && catalogue ? calculator(ask, tools, catalogue, this.#acts.calculate) : null;
    // A new node, not the old one moved: nothing on the page shifts.
    const body = make('div');
    this.#body.replaceWith(body);
    this.#body = body;
    this.#body.replaceChildren(
      ...[form, head, ...chart, (this.numbers = estimate ? this.#numbers(estimate, outage, tools) : null), frozen ? null : question(report, ask, tools, catalogue, this.#acts.set), this.#credit(report, tools, own), make('div', { class: 'rows' }, rows)].filter(Boolean),
    );
    this.#body.className = 'grow view';
    for (const figure of this.#figures) figure.fit();
    if (this.#figures.length) this.#figures[0].at = at;
    this.#focus(focused);
  }

  /** Words that others may print: asked for when they are looked at. */
  async #cite(box, say) {
    if (box.childElementCount) return;
    const part = ([kind, text]) => make('section', {}, make('h3', {}, say(`cite-${kind}`)), make('p', { ...ENGLISH, class: kind }, text), make('button', { onclick: () => copyText(text).then(() => this.announce(say('copied'))) }, say('copy-text')));
    box.append(...Object.entries(await this.#acts.cite()).map(part));
  }

  /** Where the focus is, as steps from the body down: a new tree of the same shape takes it over. */
  #path() {
    const steps = [];
    let node = this.box.getRootNode().activeElement;
    if (!node || !this.#body.contains(node)) return null;
    for (; node !== this.#body; node = node.parentNode) steps.unshift([[...node.parentNode.children].indexOf(node), node.localName]);
    return steps;
  }

  #focus(steps) {
    if (!steps) return;
    let node = this.#body;
    for (const [index, name] of steps) {
      node = node.children[index];
      if (!node || node.localName !== name) return;
    }
    node.focus({ preventScroll: true });
  }

  /** Another price of the same outages: charts and numbers follow, all else waits. */
  reprice(tools, report, painter, selected) {
    for (const figure of this.#figures) {
      if (figure.kind === 'compare' || (figure.strip && figure.zoomed)) continue;
      figure.show(report, painter, selected, figure.zoomed);
      if (figure.drawn && !figure.strip) figure.redraw();
    }
    const outage = report.outages.find(o => o.id === selected);
    const estimate = outage?.cost || report.cost;
    if (estimate && this.numbers) this.numbers.replaceWith((this.numbers = this.#numbers(estimate, outage, tools)));
  }

  /** Below the other charts: what can be set beside this file, and what was. */
  #compared({ report, pair, other, frozen }, tools) {
    const { say } = tools;
    const figure = pair && this.#figures.find(figure => figure.kind === 'compare');
    const lined = figure && make('input', { type: 'checkbox', indeterminate: true, onchange: () => figure.align(lined.checked) });
    return [
      figure && labelled(say('compare-onset'), lined),
      other && outageTable(other, null, tools),
      make(
        'div',
        { class: 'bar' },
        report.plot.length > 1 && !pair && make('button', { onclick: () => this.#acts.beside() }, say('chart-compare')),
        !frozen && fileButton(say('compare'), this.#acts.beside),
      ),
    ];
  }

  #toggle(name) {
    const node = this.#body.querySelector(`details[data-name="${name}"]`);
    if (!node) return;
    node.open = true;
    node.querySelector('summary').focus();
  }

  #numbers(estimate, outage, tools) {
    const { say } = tools;
    const one = (title, value) => make('div', {}, make('span', { class: 'soft' }, title), make('span', { class: 'figure-number' }, value));
    return make(
      'div',
      { class: 'two' },
      outage ? one(say('duration'), lengthOf(outage, tools)) : null,
      one(say('usual'), rangeOf(estimate.headline.usual, tools)),
      one(say('ours'), rangeOf(estimate.headline.ours, tools)),
      make('p', { class: 'soft' }, say('ceiling-line', { range: rangeOf(estimate.ceiling_usd, tools) })),
    );
  }

  /** What else the facts allow to say: people, their hours, trade. */
  #views({ users, person_hours, trade_usd }, { say, format }) {
    const from = range => say('range', { low: format.compact(range.low), high: format.compact(range.high) });
    const parts = [users && say('people-cut', { range: from(users) }), person_hours && say('person-hours', { range: from(person_hours) }), trade_usd && say('trade', { usd: format.money(trade_usd) })];
    return make('p', {}, parts.filter(Boolean).join(' '));
  }

  #notes({ notes }, { named }) {
    return make('ul', { class: 'notes', part: 'note' }, notes.map(({ code, message, count }) => heard('li', named(`note-${code}`), message + (count > 1 ? ` (× ${count})` : ''))));
  }

  #credit(report, { say }, own) {
    const { credit, provider, licence } = report.source;
    const lines = [own ? make('span', { class: 'mark' }, say('own-mark')) : null, credit || provider ? make('span', {}, say('credit', { credit: credit || provider })) : null, licence ? make('span', {}, say('licence', { licence })) : null].filter(Boolean);
    return lines.length ? make('p', { class: 'soft bar' }, lines) : null;
  }

  /** The lines below a picture that leaves the page. */
  foot(report, tools, own) {
    const { credit, provider } = report.source;
    const whose = [own && tools.say('own-mark'), (credit || provider) && tools.say('credit', { credit: credit || provider })];
    return [whose.filter(Boolean).join('. '), ...this.#receiptOf(report, tools)].filter(Boolean);
  }

  #receiptOf(report, { say }) {
    const file = report.source.files[0];
    return file ? [say('receipt', { engine: report.engine, detector: report.receipt.detector, economy: report.receipt.economy, name: file.name, hash: file.sha256.slice(0, 16) })] : [];
  }

  #receipt(report, tools, way) {
    const { say } = tools;
    const parts = this.#receiptOf(report, tools);
    if (way === 'inline') parts.push(say('receipt-way'));
    if (way === 'address') parts.push(say('receipt-address'));
    return parts.length ? make('p', { class: 'receipt' }, parts.join(' ')) : null;
  }

  /** Frees canvases and watchers. */
  end() {
    this.#clear(true);
    this.#body.replaceChildren();
  }
}

