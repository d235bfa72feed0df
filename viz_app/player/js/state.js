/** A story in; the visible state at any of its steps out, by applying and undoing changes. */

/** @typedef {import("./types").Story} Story */

/**
 * The same value always gives the same text: keys sorted at every depth.
 * @param {unknown} value
 * @returns {unknown}
 */
function ordered(value) {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, part]) => [key, ordered(part)]));
}

export class Walk {
  /** @param {Story} story */
  constructor(story) {
    this.story = story;
    this.step = 0;
    /** @type {Record<string, Record<string, Record<string, any>>>} kind, then id, then field */
    this.now = { card: {}, edge: {}, region: {}, frame: { "": {} }, output: {} };
    /** @type {Map<string, [Record<string, any>, string]>} */
    this.places = new Map();
    for (const [key, value] of Object.entries(story.initial)) this.set(key, value);
    this.apply(0);
  }

  get last() {
    return this.story.steps.length - 1;
  }

  get here() {
    return this.story.steps[this.step];
  }

  /**
   * "card/a/value" is field value of card a; "output/3" and "frame/mode" have one part less.
   * @param {string} key
   * @returns {[Record<string, any>, string]}
   */
  place(key) {
    const known = this.places.get(key);
    if (known) return known;
    const first = key.indexOf("/");
    const kind = key.slice(0, first);
    const rest = key.slice(first + 1);
    const cut = rest.lastIndexOf("/");
    const id = kind === "frame" ? "" : kind === "output" ? rest : rest.slice(0, cut);
    const field = kind === "frame" ? rest : kind === "output" ? "reached" : rest.slice(cut + 1);
    /** @type {[Record<string, any>, string]} */
    const place = [((this.now[kind] ??= {})[id] ??= {}), field];
    this.places.set(key, place);
    return place;
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  set(key, value) {
    const [target, field] = this.place(key);
    target[field] = value;
  }

  /** @param {number} step */
  apply(step) {
    for (const [key, , value] of this.story.steps[step].changes) this.set(key, value);
  }

  /** @param {number} step */
  undo(step) {
    const { changes } = this.story.steps[step];
    for (let i = changes.length - 1; i >= 0; i -= 1) this.set(changes[i][0], changes[i][1]);
  }

  /**
   * @param {number} step
   * @returns {number} the step reached: out of range stops at the end
   */
  goTo(step) {
    const goal = Math.max(0, Math.min(this.last, Math.trunc(step) || 0));
    while (this.step < goal) this.apply((this.step += 1));
    while (this.step > goal) this.undo(this.step--);
    return this.step;
  }

  /** @returns {string} all that is visible here, as text that is equal when it looks equal */
  text() {
    const { at, origin, scene, focus, sentence, panel, segment } = this.here;
    const visible = { step: this.step, at, origin, scene, focus, sentence, panel, segment, now: this.now };
    return JSON.stringify(ordered(visible));
  }
}
