// The builds of the engine by name: the file of each and the hash of its bytes. The linker writes this module anew.

/** @type {Record<string, { file: string, integrity: string }>} */
export const built = {};
