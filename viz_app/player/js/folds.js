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
    /** @type {Set<string>} the calls that are folded */
    this.closed = new Set();
    this.button = h("button", { type: "button", class: "gs-text-button", "data-action": "fold", title: this.words.fold_hint });
    this.button.addEventListener("click", () => this.turnAll());
    this.open();
  }

  get calls() {
    return this.player.walk.story.calls ?? [];
  }

  /** A story that is new here: a large one shows its calls first. */
  open() {
    const { cards } = this.player.walk.story;
    this.closed = new Set(cards.length > MANY ? this.outermost() : []);
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
    if (closed) this.closed.add(call);
    else this.closed.delete(call);
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
