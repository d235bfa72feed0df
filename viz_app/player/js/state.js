/** A story in; the visible state at any of its steps out, by applying and undoing changes. */

import { keyOf, spread } from "./unpack.js";

/** @typedef {import("./types").Story} Story */
/** @typedef {{number: number, state: boolean}} Wanted a chapter; `state`: with what is visible before it */

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
    this.begin();
    if (story.steps[0]) this.apply(0);
  }

  /** As it was before anything happened. */
  begin() {
    for (const [key, value] of Object.entries(this.story.initial)) this.set(key, value);
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
   * @returns {number} the step reached: out of range stops at the end, and what is not there yet is not walked to
   */
  goTo(step) {
    const goal = this.within(step);
    if (!this.joined(this.chapter(this.step), this.chapter(goal))) {
      const from = this.start(this.chapter(goal));
      if (from === null) return this.step;
      this.restore(from, goal);
    }
    while (this.step < goal) this.apply((this.step += 1));
    while (this.step > goal) this.undo(this.step--);
    return this.step;
  }

  /** @param {number} step */
  within(step) {
    return Math.max(0, Math.min(this.last, Math.trunc(step) || 0));
  }

  // Chapters: a long story comes in parts, and one can only walk where all steps are there.

  /** @param {number} step */
  chapter(step) {
    return this.story.chapter ? Math.floor(step / this.story.chapter) : 0;
  }

  /** @param {number} chapter */
  there(chapter) {
    return this.story.steps[chapter * (this.story.chapter ?? 0)] !== undefined;
  }

  /**
   * Whether all chapters from one to another are there.
   * @param {number} one
   * @param {number} other
   */
  joined(one, other) {
    for (let at = Math.min(one, other); at <= Math.max(one, other); at += 1) if (!this.there(at)) return false;
    return true;
  }

  /**
   * The chapter from whose beginning one can walk to this one.
   * @param {number} chapter
   * @returns {number | null}
   */
  start(chapter) {
    for (let at = chapter; at >= 0 && this.there(at); at -= 1) if (this.story.states?.has(at)) return at;
    return null;
  }

  /**
   * What must be asked for before one can go to a step.
   * @param {number} step
   * @returns {Wanted | null}
   */
  wanted(step) {
    const here = this.chapter(this.step);
    const goal = this.chapter(this.within(step));
    if (this.joined(here, goal) || this.start(goal) !== null) return null;
    const beside = this.joined(here, goal < here ? goal + 1 : goal - 1);
    return { number: goal, state: this.there(goal) || !beside };
  }

  /** @returns {Wanted | null} a chapter beside this one that is not there yet, the next one first */
  beside() {
    const here = this.chapter(this.step);
    const last = this.chapter(this.last);
    const found = [here + 1, here - 1].find((number) => number >= 0 && number <= last && !this.there(number));
    return found === undefined ? null : { number: found, state: false };
  }

  /**
   * @param {number} chapter whose state is known: what is visible before its first step
   * @param {number} goal
   */
  restore(chapter, goal) {
    const first = chapter * (this.story.chapter ?? 0);
    this.begin();
    for (const [kind, field, ids, values] of this.story.states?.get(chapter) ?? []) {
      const shown = spread(values);
      spread(ids).forEach((id, i) => this.set(keyOf(kind, id, field), shown[i]));
    }
    this.step = first;
    this.apply(first);
    while (this.step < goal) this.apply((this.step += 1));
  }

  /** @returns {string} all that is visible here, as text that is equal when it looks equal */
  text() {
    const { at, origin, scene, focus, sentence, panel, segment } = this.here;
    const visible = { step: this.step, at, origin, scene, focus, sentence, panel, segment, now: this.now };
    return JSON.stringify(ordered(visible));
  }
}
