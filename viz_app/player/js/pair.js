/** Two stories and how their steps go together in; two players that walk together, with one table between them, out. */

import { h } from "./dom.js";
import { listen } from "./keys.js";
import { mount } from "./mount.js";
import { Difference } from "./difference.js";
import { paint, surroundings } from "./theme.js";
import { Transport } from "./transport.js";

/** @typedef {import("./types").PairMessage} PairMessage */
/** @typedef {import("./types").PlayerElement} PlayerElement */
/** @typedef {import("./types").Execution} Execution */
/** @typedef {{run(side: "left" | "right", executions: Execution[]): void, here(step: number): void}} PairCalls */

const SIDES = /** @type {("left" | "right")[]} */ (["left", "right"]);
const PLAY = 1100;
/** Milliseconds without another step before it is told where the person is. */
const QUIET = 300;

/** @type {WeakMap<Node, Duo>} */
const duos = new WeakMap();

/**
 * @param {HTMLElement} parent
 * @param {PairMessage} message
 * @param {PairCalls} calls
 * @returns {() => void} to take both down
 */
export function pair(parent, message, calls) {
  const known = duos.get(parent);
  if (known) known.update(message, calls);
  else duos.set(parent, new Duo(parent, message, calls));
  return () => {
    duos.get(parent)?.destroy();
    duos.delete(parent);
  };
}

class Duo {
  /** @type {ReturnType<typeof setInterval> | undefined} */ timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ telling;
  /** @type {(() => void)[]} */ stops = [];

  /**
   * @param {HTMLElement} parent
   * @param {PairMessage} message
   * @param {PairCalls} calls
   */
  constructor(parent, message, calls) {
    this.message = message;
    this.calls = calls;
    this.at = 0;
    this.root = h("div", { class: "gradstep-pair" });
    this.hosts = {
      left: h("div", { class: "gs-side" }),
      right: h("div", { class: "gs-side" }),
    };
    this.middle = h("aside", { class: "gs-difference", tabindex: "0" });
    this.foot = h("footer", { class: "gs-foot gs-pair-foot" });
    this.root.append(this.hosts.left, this.middle, this.hosts.right, this.foot);
    parent.append(this.root);
    this.stopKeys = listen(this.root, (action) => this.act(action));
    this.build();
    this.goTo(message.step);
  }

  build() {
    const { words } = this.message.left;
    this.transport?.destroy();
    this.foot.replaceChildren();
    this.first = h("button", { type: "button", class: "gs-text-button", "data-action": "difference" }, words.pair_first);
    this.first.addEventListener("click", () => this.differ());
    this.transport = new Transport(this.foot, {
      words,
      onAction: (action) => this.act(action),
      onStep: (step) => this.goTo(step),
    });
    this.foot.querySelector(".gs-buttons")?.after(this.first);
    this.show();
  }

  show() {
    const { left, comparison } = this.message;
    this.dress();
    this.stops = SIDES.map((side) =>
      mount(this.hosts[side], this.message[side], {
        run: (executions) => this.calls.run(side, executions),
        here: () => {},
      }),
    );
    this.middle.setAttribute("aria-label", left.words.pair_table);
    this.table = new Difference(this.middle, comparison, left.words);
    this.first?.toggleAttribute("disabled", comparison.first === null);
    if (this.first) this.first.textContent = comparison.first === null ? left.words.pair_same : left.words.pair_first;
    this.line = this.timeline();
    this.transport?.draw(this.line);
    this.root.dataset.steps = String(this.last);
  }

  dress() {
    const { palette, theme } = this.message.left;
    const name = theme === "auto" ? surroundings(this.root) : theme;
    paint(this.root, palette[name], name);
  }

  /**
   * @param {PairMessage} message
   * @param {PairCalls} calls
   */
  update(message, calls) {
    const before = this.message;
    this.message = message;
    this.calls = calls;
    const spoken = before.left.words.lang !== message.left.words.lang;
    const anew = before.document !== message.document;
    if (spoken) this.build();
    else this.show();
    this.goTo(anew ? message.step : this.at);
  }

  get last() {
    return this.message.comparison.pairs.length - 1;
  }

  /** @param {"left" | "right"} side @returns {PlayerElement["player"]} */
  player(side) {
    const element = /** @type {PlayerElement | null} */ (this.hosts[side].querySelector(".gradstep-player"));
    return element?.player;
  }

  /** The pairs as the timeline shows them: each is part of what the side that walks is in. @returns {any} */
  timeline() {
    const { pairs, first } = this.message.comparison;
    /** @type {any[]} */
    const segments = [];
    const steps = pairs.map(([left, right, lone], at) => {
      const side = lone === "right" ? "right" : "left";
      const { kind, label } = this.player(side)?.part(side === "right" ? right : left) ?? { kind: "forward", label: "" };
      const open = segments.at(-1);
      if (open?.kind === kind && open.label === label) open.last = at;
      else segments.push({ kind, label, first: at, last: at });
      return { segment: segments.length - 1 };
    });
    return { steps, segments, ticks: first === null ? [] : [first], loops: [] };
  }

  /** @param {string} action */
  act(action) {
    const goal = { first: 0, previous: this.at - 1, next: this.at + 1, last: this.last, play: this.at }[action];
    if (goal === undefined) {
      if (action === "gradient") this.differ();
      return;
    }
    if (action === "play" && !this.timer) {
      this.play();
      return;
    }
    this.pause();
    if (action === "play") return;
    this.goTo(goal);
  }

  play() {
    if (this.at === this.last) this.goTo(0);
    this.transport?.playing(true);
    this.timer = setInterval(() => {
      this.goTo(this.at + 1);
      if (this.at === this.last) this.pause();
    }, PLAY);
  }

  pause() {
    if (this.timer === undefined) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.transport?.playing(false);
  }

  differ() {
    const { first } = this.message.comparison;
    this.pause();
    if (first !== null) this.goTo(first);
  }

  /** @param {number} step */
  goTo(step) {
    const { pairs, first } = this.message.comparison;
    this.at = Math.max(0, Math.min(this.last, step));
    const [left, right, lone] = pairs[this.at];
    this.player("left")?.goTo(left);
    this.player("right")?.goTo(right);
    for (const side of SIDES) this.hosts[side].toggleAttribute("data-waiting", lone !== "" && lone !== side);
    this.root.dataset.step = String(this.at);
    this.root.toggleAttribute("data-first", this.at === first);
    this.table?.show(this.at);
    this.transport?.show(this.at, this.line);
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.calls.here(this.at), QUIET);
  }

  destroy() {
    this.pause();
    clearTimeout(this.telling);
    this.stopKeys();
    this.transport?.destroy();
    for (const stop of this.stops) stop();
    this.root.remove();
  }
}
