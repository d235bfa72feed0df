/** A player in; which calls are folded to one card, by button, key, double click and inspector, out. */

import { h } from "./dom.js";
import { around } from "./fold.js";

/** With more cards than this, a picture opens with its outermost calls folded. */
const MANY = 60;

export class Folds {
  /** @param {import("./player.js").Player} player */
  constructor(player) {
    this.player = player;
    this.words = player.data.words;
    this.button = h("button", { type: "button", class: "gs-text-button", "data-action": "fold", title: this.words.fold_hint });
    this.button.addEventListener("click", () => this.turnAll());
    /** @type {Set<string>} what is folded as long as nobody has chosen */
    this.usual = new Set();
    this.open();
  }

  /** @returns {Set<string>} the calls that are folded */
  get closed() {
    return this.player.memory.closed ?? this.usual;
  }

  set closed(calls) {
    this.player.memory.closed = calls;
  }

  get calls() {
    return this.player.walk.story.calls ?? [];
  }

  /** A story that is new here: a large one shows its calls first, as long as nobody has chosen. */
  open() {
    const { memory, walk } = this.player;
    this.usual = new Set(walk.story.cards.length > MANY ? this.outermost() : []);
    const known = new Set(this.calls.map(({ id }) => id));
    if (memory.closed) memory.closed = new Set([...memory.closed].filter((id) => known.has(id)));
    this.follow();
  }

  /** @returns {string[]} */
  outermost() {
    return this.calls.filter(({ parent }) => parent === "").map(({ id }) => id);
  }

  follow() {
    this.button.hidden = this.calls.length === 0;
    this.button.textContent = this.closed.size > 0 ? this.words.unfold_all : this.words.fold_all;
  }

  turnAll() {
    this.closed = new Set(this.closed.size > 0 ? [] : this.outermost());
    this.change(null);
  }

  /**
   * Fold the innermost call around a card that is not folded yet, or unfold what the card stands for.
   * @param {string | null} card
   */
  turn(card) {
    if (card === null) {
      if (this.calls.length > 0) this.turnAll();
      return;
    }
    const calls = around(this.calls, card);
    const folded = calls.filter(({ id }) => this.closed.has(id)).at(-1);
    if (folded) this.set(folded.id, false, card);
    else if (calls[0]) this.set(calls[0].id, true, card);
  }

  /**
   * @param {string} call
   * @param {boolean} closed
   * @param {string} card which stays where it is
   */
  set(call, closed, card) {
    const calls = new Set(this.closed);
    if (closed) calls.add(call);
    else calls.delete(call);
    this.closed = calls;
    this.change(card);
  }

  /** @param {string | null} card which stays where it is on the screen */
  change(card) {
    const { picture } = this.player;
    this.follow();
    picture.fold(this.closed, card);
    this.player.inspect();
  }

  /**
   * What a selected card's calls can do, for the inspector.
   * @param {string} card
   * @returns {HTMLElement[]}
   */
  offers(card) {
    return around(this.calls, card).map(({ id, label }) => {
      const closed = this.closed.has(id);
      const text = this.words[closed ? "unfold_call" : "fold_call"].replace("{call}", label);
      const button = h("button", { type: "button", class: "gs-text-button gs-fold", "aria-expanded": String(!closed) }, text);
      button.addEventListener("click", () => this.set(id, !closed, card));
      return button;
    });
  }
}
