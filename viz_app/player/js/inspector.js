/** A step's panel, or the selected card, in; rule, numbers, history and why out, in that order. */

import { h } from "./dom.js";
import { formula } from "./mathml.js";

/** @typedef {import("./types").View} View */
/** @typedef {import("./types").Panel} Panel */
/** @typedef {import("./types").NumberRow} NumberRow */

export class Inspector {
  /**
   * @param {HTMLElement} host
   * @param {Record<string, string>} words
   */
  constructor(host, words) {
    this.host = host;
    this.words = words;
    this.body = h("div", { class: "gs-panel" });
    host.append(this.body);
    this.scrolled = false;
    host.addEventListener("scroll", () => (this.scrolled = true));
    /** @type {Map<string, string>} per rule and width: the size at which it fits */
    this.sizes = new Map();
  }

  /**
   * @param {Panel} panel
   * @param {View[]} views
   */
  show(panel, views) {
    /** @type {HTMLElement[]} */
    const parts = [h("h2", {}, panel.title)];
    for (const note of panel.notes ?? []) parts.push(h("p", { class: "gs-note" }, note));
    const rule = panel.rule ? formula(panel.rule) : null;
    if (rule) parts.push(this.part("rule", h("div", { class: "gs-rule" }, rule)));
    if (panel.numbers.length > 0) parts.push(this.part("numbers", numbers(panel.numbers, views)));
    if (panel.history.length > 0) parts.push(this.part("history", chips(panel.history)));
    if (panel.saved.length > 0) parts.push(this.part("saved", chips(panel.saved)));
    if (panel.why) parts.push(this.part("why", h("p", { class: "gs-why" }, panel.why)));
    this.body.replaceChildren(...parts);
    if (rule) this.shrink(/** @type {HTMLElement} */ (rule), panel.rule ?? "");
    // Asking for the scroll position costs a layout, so it is only done when it is needed.
    if (this.scrolled) this.host.scrollTop = 0;
    this.scrolled = false;
  }

  /**
   * @param {import("./types").CardNow} card
   * @param {View[]} views
   * @param {HTMLElement[]} offers what else can be done with it
   */
  card(card, views, offers = []) {
    const { words } = this;
    /** @type {NumberRow[]} */
    const rows = [];
    if (card.value !== null) rows.push({ label: words.value, view: card.value, role: "value" });
    if (card.inbox_grad !== null) rows.push({ label: words.inbox, view: card.inbox_grad, role: "grad" });
    if (card.grad !== null) rows.push({ label: ".grad", view: card.grad, role: "grad" });
    else if (card.grad_sign === "none") rows.push({ label: ".grad", text: `None: ${card.grad_note}`, role: "none" });
    const facts = [
      card.source && card.source !== card.names ? card.source : "",
      card.shape,
      card.leaf ? words.leaf : "",
      card.recorded ? card.node : words.not_recorded,
      card.inbox,
      card.version > 0 ? words.version.replace("{n}", String(card.version)) : "",
    ].filter(Boolean);
    /** @type {HTMLElement[]} */
    const parts = [h("h2", {}, card.names || card.source), chips(facts)];
    if (rows.length > 0) parts.push(this.part("numbers", numbers(rows, views)));
    if (card.saved.length > 0) {
      parts.push(this.part("saved", chips(card.saved.map(([name, state]) => `${name}: ${words[state] ?? state}`))));
    }
    if (offers.length > 0) parts.push(this.part("calls", h("div", { class: "gs-offers" }, ...offers)));
    this.body.replaceChildren(...parts);
  }

  /**
   * What one use of a tensor brings back.
   * @param {string} from
   * @param {string} to
   * @param {import("./types").EdgeNow} now
   * @param {View[]} views
   * @param {string | null | undefined} lost how its history was lost
   */
  edge(from, to, now, views, lost) {
    const { words } = this;
    if (lost) {
      const why = words.lost.replace("{how}", words[`lost_${lost}`]);
      this.body.replaceChildren(h("h2", {}, `${from} → ${to}`), this.part("why", h("p", { class: "gs-why" }, why)));
      return;
    }
    /** @type {HTMLElement[]} */
    const parts = [h("h2", {}, `${from} → ${to}`)];
    /** @type {NumberRow} */
    const row = now.flow === null ? { label: words.contribution, text: words.not_yet, role: "none" } : { label: words.contribution, view: now.flow, role: "grad" };
    parts.push(this.part("numbers", numbers([row], views)));
    this.body.replaceChildren(...parts);
  }

  /**
   * A long formula is set smaller before it has to be scrolled.
   * @param {HTMLElement} rule
   * @param {string} text
   */
  shrink(rule, text) {
    const key = `${innerWidth} ${text}`;
    const known = this.sizes.get(key);
    if (known !== undefined) {
      rule.style.fontSize = known;
      return;
    }
    const frame = /** @type {HTMLElement} */ (rule.parentElement);
    for (const size of ["", "0.9em", "0.8em", "0.7em"]) {
      rule.style.fontSize = size;
      this.sizes.set(key, size);
      if (frame.scrollWidth <= frame.clientWidth) return;
    }
  }

  /**
   * @param {string} name
   * @param {HTMLElement} content
   * @returns {HTMLElement}
   */
  part(name, content) {
    return h("section", { "data-part": name }, h("h3", {}, this.words[name]), content);
  }
}

/** So many columns do not stand beside their label: they take the whole width below it. */
const WIDE = 4;

/**
 * @param {string[]} texts
 * @returns {HTMLElement}
 */
function chips(texts) {
  return h("ul", { class: "gs-chips" }, ...texts.map((text) => h("li", {}, text)));
}

/**
 * @param {NumberRow[]} rows
 * @param {View[]} views
 * @returns {HTMLElement}
 */
function numbers(rows, views) {
  const table = h("div", { class: "gs-numbers" });
  for (const row of rows) {
    const view = typeof row.view === "number" ? views[row.view] : null;
    const value = view ? grid(view) : h("span", {}, row.text ?? "");
    value.classList.add("gs-number", `gs-${row.role}`);
    table.append(h("span", { class: "gs-label" }, row.label), value);
  }
  return table;
}

/**
 * @param {View} view
 * @returns {HTMLElement}
 */
function grid(view) {
  const columns = Math.max(1, ...view.rows.map((row) => row.length));
  const table = h("span", { class: columns < WIDE ? "gs-grid" : "gs-grid gs-wide" });
  table.style.setProperty("--columns", String(columns));
  if (view.kind === "heat") return h("span", {}, `${view.shape} ${view.more}`.trim());
  for (const row of view.rows) for (const text of row) table.append(h("span", {}, text));
  if (view.more) table.append(h("small", {}, view.more));
  return table;
}
