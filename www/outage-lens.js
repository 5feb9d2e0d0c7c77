// The script that a page loads: it defines `<outage-lens>`. Importing it where there is no DOM does nothing.

import { OutageLens, TAG } from './element/element.js';

// A second copy of the script finds the name taken and leaves it so.
if (globalThis.customElements && !customElements.get(TAG)) customElements.define(TAG, OutageLens);

export { OutageLens };
