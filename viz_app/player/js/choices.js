/** What a reader has chosen to see in; kept for the next time, where the browser keeps things, out. */

/** @typedef {{theme: import("./types").Theme | "auto", hidden: string[], speed: number, direction: "right" | "down"}} Choices */

export const PARTS = ["source", "shape", "node", "inbox", "version", "saved", "reason", "backward", "rule", "history", "why"];
/** A first lesson: names, values and gradients, and nothing of how they are kept. */
export const SIMPLE = ["shape", "node", "inbox", "version", "saved", "rule", "history"];
export const THEMES = /** @type {const} */ (["auto", "light", "dark", "projector", "print"]);
export const DIRECTIONS = /** @type {const} */ (["right", "down"]);
export const SPEEDS = [0.5, 1, 2, 4];
const KEY = "gradstep.choices";

/** @type {Choices} also for browsers that keep nothing, as pages opened from disk may not */
const chosen = { theme: "auto", hidden: [], speed: 1, direction: "right" };
let known = false;

/** @returns {Choices} the same object for every player of a page */
export function choices() {
  if (known) return chosen;
  known = true;
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    if (THEMES.includes(kept.theme)) chosen.theme = kept.theme;
    if (Array.isArray(kept.hidden)) chosen.hidden = kept.hidden.filter((/** @type {string} */ part) => PARTS.includes(part));
    if (SPEEDS.includes(kept.speed)) chosen.speed = kept.speed;
    if (DIRECTIONS.includes(kept.direction)) chosen.direction = kept.direction;
  } catch {
    // A browser that refuses storage, or holds something else there: what is chosen lasts as long as the page.
  }
  return chosen;
}

export function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify(chosen));
  } catch {
    // As above.
  }
}

/**
 * A card without what the reader has hidden; its size and place stay.
 * @param {import("./types").CardNow} card
 * @returns {import("./types").CardNow}
 */
export function plain(card) {
  const { hidden } = chosen;
  if (hidden.length === 0 || !card) return card;
  const shown = { ...card };
  if (hidden.includes("shape")) shown.shape = "";
  if (hidden.includes("source") && card.names) shown.source = "";
  if (hidden.includes("node") && card.node) shown.node = " ";
  if (hidden.includes("inbox")) shown.inbox = "";
  if (hidden.includes("version")) shown.version = 0;
  if (hidden.includes("saved")) shown.saved = [];
  if (hidden.includes("reason") && card.grad === null) shown.grad_note = "";
  return shown;
}

/**
 * @param {import("./types").EdgeNow} edge
 * @returns {import("./types").EdgeNow}
 */
export function plainEdge(edge) {
  return chosen.hidden.includes("backward") ? { ...edge, flow: null, flow_text: "" } : edge;
}
