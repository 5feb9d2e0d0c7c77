// Undo and redo: what the author has made, step by step.
//
// In: a state after each change; a state is whatever `state()` gives, told apart by its `key`. Out: the state before or after,
// put back by `restore`. A step back and another change forget what was undone; nothing else is ever forgotten.

/**
 * @template State
 */
export class History {
  /** @type {{ key: string, state: State }[]} */
  #steps = [];
  #at = -1;
  #busy = false;

  /** @param {{ state: () => { key: string, state: State }, restore: (state: State) => Promise<void>, changed: () => void }} hooks */
  constructor(hooks) {
    this.hooks = hooks;
  }

  get canUndo() {
    return this.#at > 0;
  }

  get canRedo() {
    return this.#at < this.#steps.length - 1;
  }

  /** Keeps the state as it is now, where it is another one. */
  record() {
    if (this.#busy) return;
    const now = this.hooks.state();
    if (this.#steps[this.#at]?.key === now.key) return;
    this.#steps = [...this.#steps.slice(0, this.#at + 1), now];
    this.#at = this.#steps.length - 1;
    this.hooks.changed();
  }

  /**
   * One step back, or with 1 one on; true where there was one.
   * @param {-1 | 1} by
   */
  async go(by) {
    // What is half done is a step, too.
    this.record();
    const step = this.#steps[this.#at + by];
    if (!step || this.#busy) return false;
    this.#busy = true;
    try {
      this.#at += by;
      await this.hooks.restore(step.state);
    } finally {
      this.#busy = false;
      // What the state brought along, such as outages that were found otherwise, is that step.
      this.#steps[this.#at] = { ...this.hooks.state(), state: step.state };
      this.hooks.changed();
    }
    return true;
  }
}
