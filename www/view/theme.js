// The page's colours and letters, as the painter takes them.
//
// In: a node of the widget. Out: red, green and blue by name, the font and its size. A colour may come in any notation that
// the browser knows: it is painted once and read back.

import { make } from '../shared/dom.js';

/** The colours and the font that the page gives the widget, as the painter takes them. */
export function lookOf(node) {
  const probe = make('span', { hidden: true });
  node.append(probe);
  const names = ['ink', 'soft', 'paper', 'line', 'accent', 'outage'];
  const said = names.map(name => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  const style = getComputedStyle(node);
  return { ...bytesOf(names, said), font: style.fontFamily, size: parseFloat(style.fontSize) };
}

let seen = { key: '', colours: {} };
let context = null;

/** Colours in any notation → red, green, blue: a row of pixels, read back once for each palette. */
function bytesOf(names, said) {
  const key = said.join();
  if (seen.key === key) return seen.colours;
  if (!context) {
    const canvas = make('canvas', { width: names.length, height: 1 });
    context = canvas.getContext('2d', { willReadFrequently: true });
  }
  said.forEach((colour, i) => {
    context.fillStyle = colour;
    context.fillRect(i, 0, 1, 1);
  });
  const { data } = context.getImageData(0, 0, names.length, 1);
  seen = { key, colours: Object.fromEntries(names.map((name, i) => [name, [...data.slice(4 * i, 4 * i + 3)]])) };
  return seen.colours;
}
