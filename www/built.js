// What the build knows: file and hash of each wasm, the hash of each language, the element's attributes, and the names of models, which a frozen Report
// leaves to whoever shows it. The linker writes this module anew.

/** @import { Built } from './_types.d.ts' */

/** @type {Built} */
export const built = { wasm: {}, words: {}, attributes: [], models: [] };
