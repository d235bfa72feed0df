/** A comparison in; the table of values and gradients at one of its pairs, and what both sides cost, out. */

import { h } from "./dom.js";

/** @typedef {import("./types").Comparison} Comparison */
/** @typedef {import("./types").PairRow} PairRow */

export class Difference {
  /**
   * @param {HTMLElement} host
   * @param {Comparison} comparison
   * @param {Record<string, string>} words
   */
  constructor(host, comparison, words) {
    this.comparison = comparison;
    this.words = words;
    /** @type {PairRow[]} */
    this.rows = comparison.names.map(() => ["", "", "", "", false, false]);
    this.at = -1;
    this.mark = h("p", { class: "gs-pair-mark", role: "status", "aria-live": "polite" });
    this.body = h("tbody");
    const heads = [words.table_name, words.pair_left, words.pair_right].map((name) => h("th", { scope: "col" }, name));
    const table = h("table", {}, h("thead", {}, h("tr", {}, ...heads)), this.body);
    host.replaceChildren(this.mark, table, h("h3", {}, words.pair_work), this.costs());
  }

  /** @param {number} pair */
  show(pair) {
    const { changes, first, pairs } = this.comparison;
    while (this.at < pair) for (const [row, , now] of changes[(this.at += 1)]) this.rows[row] = now;
    while (this.at > pair) for (const [row, before] of changes[this.at--]) this.rows[row] = before;
    const { words } = this;
    const lone = pairs[pair][2];
    const alone = lone === "left" ? words.pair_lone_left : lone === "right" ? words.pair_lone_right : "";
    this.mark.textContent = [pair === first ? words.pair_here : "", alone].filter(Boolean).join(" ");
    this.body.replaceChildren(...this.comparison.names.flatMap((name, row) => this.lines(name, this.rows[row])));
  }

  /**
   * @param {string} name
   * @param {PairRow} row
   * @returns {HTMLElement[]}
   */
  lines(name, row) {
    const [left, right, leftGrad, rightGrad, values, grads] = row;
    const lines = left || right ? [line(name, left, right, values, "gs-value")] : [];
    if (leftGrad || rightGrad) lines.push(line(".grad", leftGrad, rightGrad, grads, "gs-grad"));
    return lines;
  }

  /** @returns {HTMLElement} how much each side did, in all and operation by operation */
  costs() {
    const { counts, operations } = this.comparison;
    const { words } = this;
    const rows = counts.filter(([, left, right]) => left || right).map(([kind, left, right]) => this.cost(words[`pair_${kind}`], left, right));
    const each = operations.map(([name, left, right]) => this.cost(name, left, right, "gs-text-code"));
    const [all, ...others] = rows;
    return h("table", { class: "gs-costs" }, h("tbody", {}, ...(all ? [all] : []), ...each, ...others));
  }

  /**
   * @param {string} name
   * @param {number} left
   * @param {number} right
   * @param {string} [kind]
   * @returns {HTMLElement}
   */
  cost(name, left, right, kind) {
    return line(name, String(left), String(right), left !== right, "", kind);
  }
}

/**
 * @param {string} name
 * @param {string} left
 * @param {string} right
 * @param {boolean} differs
 * @param {string} role
 * @param {string} [kind]
 * @returns {HTMLElement}
 */
function line(name, left, right, differs, role, kind = "") {
  const sides = [left, right].map((text) => h("td", { class: `gs-number ${text === "None" ? "gs-none" : role}` }, text));
  const sign = differs ? h("span", { class: "gs-differs" }, " ≠") : null;
  const head = h("th", { scope: "row", class: kind || (role === "gs-grad" ? "gs-tray" : null) }, name, sign);
  return h("tr", { "data-differs": differs }, head, ...sides);
}
