/** A walk in; the sentence, the buttons and the timeline that is a map of the walk out. */

import { h, icon } from "./dom.js";
import { Rounds } from "./rounds.js";

/** @typedef {import("./types").Story} Story */
/** @typedef {"first" | "previous" | "next" | "last" | "play"} Action */

const ICONS = {
  first: "M5 4.5v11M15 4.5L8.5 10l6.5 5.5",
  previous: "M12.5 4.5L6 10l6.5 5.5",
  next: "M7.5 4.5L14 10l-6.5 5.5",
  last: "M15 4.5v11M5 4.5l6.5 5.5L5 15.5",
  play: "M6.5 4.5v11l9-5.5z",
  pause: "M7 5v10M13 5v10",
};
const ORDER = /** @type {Action[]} */ (["first", "previous", "next", "last", "play"]);
const THUMB = 18;
const MOST = { parts: 120, ticks: 300 };

export class Transport {
  /**
   * @param {HTMLElement} host
   * @param {{words: Record<string, string>, onAction: (action: Action) => void, onStep: (step: number) => void}} options
   */
  constructor(host, { words, onAction, onStep }) {
    this.words = words;
    /** @type {Record<string, HTMLButtonElement>} */
    this.buttons = {};
    const bar = h("div", { class: "gs-bar" });
    const group = h("div", { class: "gs-buttons", role: "group", "aria-label": words.walk });
    for (const action of ORDER) {
      const button = h("button", { type: "button", class: "gs-button", "data-action": action, title: words[`${action}_hint`] });
      button.setAttribute("aria-label", words[action]);
      button.append(icon(ICONS[action], action === "play"));
      button.addEventListener("click", () => onAction(action));
      this.buttons[action] = button;
      group.append(button);
    }
    this.slider = h("input", { type: "range", class: "gs-slider", min: "0", step: "1", "data-action": "step" });
    this.slider.setAttribute("aria-label", words.step);
    this.slider.addEventListener("input", () => onStep(Number(this.slider.value)));
    this.map = h("div", { class: "gs-map", "aria-hidden": "true" });
    this.counter = h("span", { class: "gs-counter" });
    this.rounds = new Rounds(words, onStep);
    bar.append(group, h("div", { class: "gs-timeline" }, this.map, this.slider), this.rounds.root, this.counter);
    host.append(bar);
    this.watch = new ResizeObserver(() => this.labels());
    this.watch.observe(this.map);
  }

  /** @param {Story} story */
  draw(story) {
    const last = story.steps.length - 1;
    /** @param {number} step @returns {number} a walk of one step is all there is: its part is as long as the line */
    const share = (step) => (last > 0 ? Math.max(0, Math.min(1, step / last)) : Number(step > 0));
    /** @param {number} part @returns {string} a length, where the middle of the thumb runs */
    const along = (part) => `calc(${THUMB / 2}px + (100% - ${THUMB}px) * ${part.toFixed(5)})`;
    this.slider.max = String(story.steps.length - 1);
    this.map.replaceChildren();
    for (const segment of merged(story.segments)) {
      const [from, to] = [share(segment.first - 0.5), share(segment.last + 0.5)];
      const bar = h("div", { class: `gs-segment gs-segment-${segment.kind}` }, h("span", { title: segment.label }, segment.label));
      bar.style.left = along(from);
      bar.style.width = `max(2px, calc((100% - ${THUMB}px) * ${(to - from).toFixed(5)} - 3px))`;
      this.map.append(bar);
    }
    const places = story.ticks.map((tick) => Math.round(share(tick) * MOST.ticks) / MOST.ticks);
    const thinned = story.ticks.length > MOST.ticks ? [...new Set(places)] : story.ticks.map(share);
    for (const place of thinned) {
      const mark = h("i", {});
      mark.style.left = along(place);
      this.map.append(mark);
    }
    this.labels();
  }

  /** Labels that do not all fit are shortened to their numbers, or left out whole; never cut. */
  labels() {
    const labels = /** @type {HTMLElement[]} */ ([...this.map.querySelectorAll("span")]);
    for (const label of labels) label.textContent = label.title;
    // All are measured before any is changed: each change between two measurements costs a layout.
    const whole = labels.map(fits);
    const crowded = labels.some((label, i) => /\d$/.test(label.title) && !whole[i]);
    let numbered = 0;
    for (const label of labels) {
      const number = /\d+$/.exec(label.title)?.[0];
      if (crowded && number && (numbered += 1) > 1) label.textContent = number;
    }
    const short = labels.map(fits);
    labels.forEach((label, i) => short[i] || (label.textContent = ""));
  }

  /**
   * @param {number} step
   * @param {Story} story
   */
  show(step, story) {
    const last = story.steps.length - 1;
    this.slider.value = String(step);
    this.rounds.show(step, story);
    const spoken = this.words.step_of.replace("{step}", String(step)).replace("{steps}", String(last));
    const { label } = story.segments[story.steps[step].segment] ?? { label: "" };
    this.slider.setAttribute("aria-valuetext", label ? `${spoken}, ${label}` : spoken);
    this.counter.textContent = `${step} / ${last}`;
    this.counter.style.width = `${2 * String(last).length + 3}ch`;
    const [atFirst, atLast] = [step === 0, step === last];
    for (const [action, off] of Object.entries({ first: atFirst, previous: atFirst, next: atLast, last: atLast })) {
      this.buttons[action].toggleAttribute("data-idle", off);
    }
  }

  /** @param {boolean} playing */
  playing(playing) {
    const button = this.buttons.play;
    button.setAttribute("aria-label", this.words[playing ? "pause" : "play"]);
    button.replaceChildren(icon(playing ? ICONS.pause : ICONS.play, !playing));
  }

  destroy() {
    this.watch.disconnect();
  }
}

/**
 * So many parts that none could be seen are drawn as fewer, mixed ones without a label.
 * @param {Story["segments"]} segments
 * @returns {{kind: string, label: string, first: number, last: number}[]}
 */
function merged(segments) {
  if (segments.length <= MOST.parts) return segments;
  const each = Math.ceil(segments.length / MOST.parts);
  const groups = [];
  for (let at = 0; at < segments.length; at += each) {
    const group = segments.slice(at, at + each);
    groups.push({ kind: "mixed", label: "", first: group[0].first, last: group[group.length - 1].last });
  }
  return groups;
}

/**
 * @param {HTMLElement} label
 * @returns {boolean}
 */
function fits(label) {
  return label.offsetWidth <= (label.parentElement?.clientWidth ?? 0);
}
