// The script that a page loads: it defines `<outage-lens>`. Importing it where there is no DOM does nothing.

import { hasItsBuiltIns } from './element/built-ins.js';
import { OutageLens, TAG } from './element/element.js';

// A second copy of the script finds the name taken and leaves it so.
if (globalThis.customElements && !customElements.get(TAG)) {
  if (hasItsBuiltIns()) customElements.define(TAG, OutageLens);
  else console.warn('outage-lens: a script of this page changed what arrays do; the figures stay as they are.');
}

export { OutageLens };
