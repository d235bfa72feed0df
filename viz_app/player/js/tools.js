/** A player in; what a reader does with it beside walking, by button and by key, out. */

import { SPEEDS, choices, keep } from "./choices.js";
import { h } from "./dom.js";
import { HAPPENS, enters, seek } from "./jumps.js";
import { help, show } from "./sheets.js";

/** @typedef {import("./jumps.js").Line} Line */
/** At 20 px, a card's smallest text, 10.5 units, can be read from the last row. */
const LECTURE = { least: 20 / 10.5, most: 3.2 };

export class Tools {
  /** @param {import("./player.js").Player} player */
  constructor(player) {
    this.player = player;
    const { words } = player.data;
    this.words = words;
    /** @type {(action: string, text: string) => HTMLButtonElement} */
    const button = (action, text) => {
      const made = h("button", { type: "button", class: "gs-text-button", "data-action": action, title: words[`${action}_hint`] }, text);
      made.addEventListener("click", () => this.act(action));
      return made;
    };
    this.buttons = [button("lecture", words.lecture), button("show", words.show), button("help", words.help)];
    this.leave = button("lecture", words.leave);
    this.leave.classList.add("gs-leave");
    this.note = h("p", { class: "gs-note", role: "alert", hidden: true });
    this.line = h("p", { class: "gs-lecture-line", "aria-hidden": "true" });
    this.sheets = { help: help(words), show: show(words, () => player.redress()) };
    player.root.append(this.line, this.leave, this.note, this.sheets.help, this.sheets.show);
  }

  /** Lines and cards at which a walk stops. */
  get breaks() {
    return this.player.memory.breaks;
  }

  /** @param {string} action */
  act(action) {
    const { player } = this;
    this.note.hidden = true;
    if (action === "lecture") this.lecture(!player.root.hasAttribute("data-lecture"));
    else if (action === "help" || action === "show") this.sheets[action].showModal();
    else if (action === "faster" || action === "slower") this.speed(action === "faster" ? 1 : -1);
    else if (action === "break") this.toggle(this.chosen());
    else if (action === "on" || action === "back") this.seek(action === "on" ? 1 : -1, (step) => this.stops(step));
    else if (action === "jump" || action === "jump-back") {
      const target = this.chosen();
      this.seek(action === "jump" ? 1 : -1, (step) => target !== null && enters(player.walk.story, step, target));
    } else if (action === "error") this.error();
    else {
      const [kind, back] = /** @type {[keyof typeof HAPPENS, string | undefined]} */ (action.split("-"));
      if (kind in HAPPENS) this.seek(back ? -1 : 1, (step) => HAPPENS[kind](player.walk.story, step));
    }
  }

  /**
   * @param {1 | -1} way
   * @param {(step: number) => boolean} wanted
   */
  async seek(way, wanted) {
    this.player.playing.pause();
    if (!(await seek(this.player, way, wanted))) this.say(this.words[way === 1 ? "none_ahead" : "none_behind"]);
  }

  /** The error is the last thing that happens in a run, wherever one is: behind, if not ahead. */
  async error() {
    const { player } = this;
    /** @param {number} step */
    const wanted = (step) => HAPPENS.error(player.walk.story, step);
    player.playing.pause();
    if (!(await seek(player, 1, wanted)) && !(await seek(player, -1, wanted))) this.say(this.words.no_error);
  }

  /** @param {number} step @returns {boolean} */
  stops(step) {
    return [...this.breaks.values()].some((target) => enters(this.player.walk.story, step, target));
  }

  /** @returns {string | Line | null} what is selected; without it, the line that runs */
  chosen() {
    const { picture, walk, notebook } = this.player;
    const line = notebook.selected;
    if (line) return line;
    if (picture.selected !== null) return picture.selected;
    const { at } = walk.here;
    return at ? { cell: walk.story.runs[at.run].number, line: at.line } : null;
  }

  /** @param {string | Line | null} target */
  toggle(target) {
    if (target === null) return;
    const key = JSON.stringify(target);
    if (!this.breaks.delete(key)) this.breaks.set(key, target);
    this.mark();
    const known = this.breaks.has(key);
    const name = typeof target === "string" ? this.player.selection.called(target) : `${this.words.line} ${target.line}`;
    this.say(this.words[known ? "break_set" : "break_gone"].replace("{name}", name));
  }

  /** Show in the text and in the picture where a walk stops. */
  mark() {
    const { notebook, picture } = this.player;
    const targets = [...this.breaks.values()];
    notebook.breaks = targets.filter((one) => typeof one !== "string");
    picture.breaks = new Set(targets.filter((one) => typeof one === "string"));
    notebook.follow();
    picture.redraw();
  }

  /** @param {1 | -1} way */
  speed(way) {
    const chosen = choices();
    const at = SPEEDS.indexOf(chosen.speed) + way;
    chosen.speed = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at))];
    keep();
    this.say(`${this.words.speed} ${chosen.speed}×`);
    this.player.playing.paced();
  }

  /** @param {string} text */
  say(text) {
    this.note.textContent = text;
    this.note.hidden = text === "";
  }

  /** @param {boolean} on */
  lecture(on) {
    const { root, picture } = this.player;
    root.toggleAttribute("data-lecture", on);
    document.documentElement.toggleAttribute("data-gradstep-lecture", on);
    picture.bounds = on ? LECTURE : null;
    this.follow();
    // The window has another size now; vis-network hears of it in the next frame.
    requestAnimationFrame(() => requestAnimationFrame(() => (picture.fit(), picture.follow())));
  }

  /** The line that runs, for the last row. */
  follow() {
    const { walk, root } = this.player;
    if (!root.hasAttribute("data-lecture")) return;
    const { at } = walk.here;
    const text = at ? (walk.story.texts[at.cell].split("\n")[at.line - 1] ?? "") : "";
    this.line.textContent = text.trim();
    // A line is one line: what is longer is set smaller, and never below what the last row reads.
    this.line.style.fontSize = "";
    for (let size = 34; size > 20 && this.line.scrollWidth > this.line.clientWidth; size -= 2) this.line.style.fontSize = `${size}px`;
  }

  destroy() {
    document.documentElement.removeAttribute("data-gradstep-lecture");
  }
}
