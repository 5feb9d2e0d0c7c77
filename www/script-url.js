// Where the script is: everything it loads lies beside it. This module stands in the folder of the linked script, so that the
// address is the same in both.

export const scriptUrl = import.meta.url;
