/** The step and the story's loops in; which round of the loop this is, with a way to the next one, out. */

import { h } from "./dom.js";

/** @typedef {import("./types").Story} Story */

export class Rounds {
  /**
   * @param {Record<string, string>} words
   * @param {(step: number) => void} onStep
   */
  constructor(words, onStep) {
    this.words = words;
    this.text = h("span", {});
    /** @type {{before: number | null, after: number | null}} where the rounds beside this one begin */
    this.beside = { before: null, after: null };
    /** @type {(action: "round-previous" | "round-next", sign: string, side: "before" | "after") => HTMLButtonElement} */
    const button = (action, sign, side) => {
      const name = words[action.replace("-", "_")];
      const made = h("button", { type: "button", class: "gs-text-button", "data-action": action, title: name, "aria-label": name }, sign);
      made.addEventListener("click", () => {
        const step = this.beside[side];
        if (step !== null) onStep(step);
      });
      return made;
    };
    this.previous = button("round-previous", "‹", "before");
    this.next = button("round-next", "›", "after");
    this.root = h("div", { class: "gs-rounds", role: "group", hidden: true }, this.previous, this.text, this.next);
  }

  /**
   * @param {number} step
   * @param {Story} story
   */
  show(step, story) {
    const loops = story.loops ?? [];
    const loop = loops.find(({ starts, last }) => starts[0] <= step && step <= last);
    this.root.hidden = loops.length === 0;
    this.root.toggleAttribute("data-outside", !loop);
    if (!loop) return;
    const round = within(loop.starts, step);
    this.beside = { before: loop.starts[round - 1] ?? null, after: loop.starts[round + 1] ?? null };
    this.previous.disabled = this.beside.before === null;
    this.next.disabled = this.beside.after === null;
    const count = loop.starts.length;
    this.text.textContent = this.words.round_of.replace("{n}", String(round + 1)).replace("{count}", String(count));
    this.text.style.minWidth = `${2 * String(count).length + 12}ch`;
  }
}

/**
 * Which of some steps in order is the last that is not after a step.
 * @param {number[]} starts
 * @param {number} step
 * @returns {number}
 */
function within(starts, step) {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle] <= step) low = middle;
    else high = middle - 1;
  }
  return low;
}
