/** The walk's present state in; the same information as the picture, row by row, out. */

import { plain, plainEdge } from "./choices.js";
import { h } from "./dom.js";

/** @typedef {import("./types").CardNow} CardNow */
/** @typedef {import("./types").View} View */
/** @typedef {import("./state.js").Walk} Walk */

const COLUMNS = ["name", "expression", "shape", "value", "node", "inbox", "gradient", "saved"];

export class Table {
  /**
   * @param {HTMLElement} host
   * @param {Record<string, string>} words
   * @param {(id: string) => void} onSelect
   */
  constructor(host, words, onSelect) {
    this.host = host;
    this.words = words;
    this.onSelect = onSelect;
    this.rows = h("tbody");
    const names = COLUMNS.map((name) => h("th", { scope: "col", "data-part": name }, words[`table_${name}`]));
    host.append(h("table", {}, h("thead", {}, h("tr", {}, ...names)), this.rows));
  }

  /**
   * @param {Walk} walk
   * @param {{selected: string | null, alike: Set<string>}} chosen
   */
  show(walk, { selected, alike }) {
    const { scene, focus } = walk.here;
    const cards = walk.story.cards.filter((card) => card.scene === scene);
    const seen = cards.filter(({ id }) => !["hidden", "future"].includes(walk.now.card[id]?.phase));
    this.rows.replaceChildren(
      ...seen.map(({ id }) => {
        const row = this.row(plain(/** @type {any} */ (walk.now.card[id])), walk.story.views);
        row.classList.toggle("gs-row-now", focus.includes(id));
        row.toggleAttribute("data-selected", selected === id || alike.has(id));
        row.addEventListener("click", () => this.onSelect(id));
        return row;
      }),
      ...this.edges(walk, selected),
      ...this.ghosts(walk, selected),
    );
  }

  /**
   * One row for each line of a history that is lost.
   * @param {Walk} walk
   * @param {string | null} selected
   * @returns {HTMLElement[]}
   */
  ghosts(walk, selected) {
    const { scene, focus } = walk.here;
    const { card, edge } = walk.now;
    /** @param {string} id */
    const name = (id) => card[id]?.names || card[id]?.source || "";
    const lost = walk.story.edges.filter(({ id, scene: own, lost: how }) => how && own === scene && ["live", "past"].includes(edge[id]?.phase));
    return lost.map(({ id, from, to, lost: how }) => {
      const called = this.words[`lost_${how}`];
      const why = h("td", { colspan: "6" }, this.words.lost.replace("{how}", called));
      const row = h("tr", { "data-edge": id }, h("th", { scope: "row" }, `${name(from)} ⇢ ${name(to)}`), h("td", { class: "gs-text-code" }, called), why);
      row.classList.toggle("gs-row-now", focus.includes(id));
      row.toggleAttribute("data-selected", selected === id);
      row.addEventListener("click", () => this.onSelect(id));
      return row;
    });
  }

  /**
   * One row for each edge on which a gradient has come.
   * @param {Walk} walk
   * @param {string | null} selected
   * @returns {HTMLElement[]}
   */
  edges(walk, selected) {
    const { scene, focus } = walk.here;
    const { card, edge } = walk.now;
    const flowing = walk.story.edges.filter(({ id, scene: own }) => own === scene && plainEdge(/** @type {any} */ (edge[id] ?? { flow: null })).flow !== null);
    /** @param {string} id */
    const name = (id) => card[id]?.names || card[id]?.source || "";
    return flowing.map(({ id, from, to }) => {
      const view = walk.story.views[edge[id].flow];
      const cell = h("td", { class: "gs-number gs-grad" }, numbers(view));
      const row = h("tr", { "data-edge": id }, h("th", { scope: "row" }, `${name(to)} → ${name(from)}`), h("td", {}, this.words.contribution), h("td", { "data-part": "shape" }, view.shape), h("td"), h("td", { "data-part": "node" }), h("td", { "data-part": "inbox" }), cell, h("td", { "data-part": "saved" }));
      row.classList.toggle("gs-row-now", focus.includes(id));
      row.toggleAttribute("data-selected", selected === id);
      row.addEventListener("click", () => this.onSelect(id));
      return row;
    });
  }

  /**
   * @param {CardNow} card
   * @param {View[]} views
   * @returns {HTMLElement}
   */
  row(card, views) {
    const { words } = this;
    const held = card.grad ?? card.inbox_grad;
    const grad = held === null ? (card.grad_sign === "none" ? `None: ${card.grad_note}` : "") : numbers(views[held]);
    const note = card.grad !== null ? card.grad_note : "";
    const saved = card.saved.map(([name, state]) => `${name}: ${words[state] ?? state}`).join(", ");
    const name = card.leaf ? `${card.names} (${words.leaf})` : card.names;
    const node = card.recorded ? card.node : words.not_recorded;
    const value = card.value === null ? "" : numbers(views[card.value]);
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, name),
      h("td", { class: "gs-text-code" }, card.source),
      h("td", { "data-part": "shape" }, card.shape),
      h("td", { class: "gs-number gs-value" }, value),
      h("td", { "data-part": "node" }, node),
      h("td", { "data-part": "inbox" }, card.inbox),
      h("td", { class: held === null ? "gs-number gs-none" : "gs-number gs-grad" }, [note, grad].filter(Boolean).join("\n")),
      h("td", { "data-part": "saved" }, saved),
    );
  }
}

/**
 * @param {View} view
 * @returns {string}
 */
function numbers(view) {
  const rows = view.rows.map((row) => row.join(" "));
  return [rows.join("\n"), view.more].filter(Boolean).join("\n");
}
