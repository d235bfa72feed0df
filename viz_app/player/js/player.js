/** What Python sends in; a workbench out in which code, output, picture, inspector and timeline step together. */

import { Notebook } from "./code.js";
import { h, spans } from "./dom.js";
import { choices } from "./choices.js";
import { Inspector } from "./inspector.js";
import { runsDown } from "./direction.js";
import { Folds } from "./folds.js";
import { handle, untouched } from "./handle.js";
import { listen } from "./keys.js";
import { Picture } from "./picture.js";
import { Playing } from "./playing.js";
import { Selection } from "./selection.js";
import { Walk } from "./state.js";
import { Table } from "./table.js";
import { paint, surroundings } from "./theme.js";
import { Tools } from "./tools.js";
import { Transport } from "./transport.js";

/** @typedef {import("./types").PlayerData} PlayerData */
/** @typedef {import("./types").PlayerCalls} PlayerCalls */
/** @typedef {import("./handle.js").Memory} Memory */

const QUIET = 800;
const PATIENCE = 8000;

export class Player {
  /** @type {Picture} */ picture;
  /** @type {Notebook} */ notebook;
  /** @type {Inspector} */ inspector;
  /** @type {Transport} */ transport;
  /** @type {Table} */ table;
  /** @type {Tools} */ tools;
  /** @type {Folds} */ folds;
  selection = new Selection(this);
  playing = new Playing(this);
  /** @type {HTMLButtonElement} */ opener;
  /** @type {HTMLElement} */ rows;
  /** @type {HTMLElement} */ lamp;
  /** @type {HTMLElement} */ sentence;
  /** @type {HTMLElement} */ old;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ telling;
  /** @type {ReturnType<typeof setTimeout> | undefined} a chapter is on its way */ asking;
  /** @type {number | null} the step to go to when its chapter is there */ goal = null;
  /** @type {((step: number) => void)[]} */ waiting = [];

  /**
   * @param {HTMLElement} parent
   * @param {PlayerData} data
   * @param {PlayerCalls} calls
   * @param {Memory} memory what outlives the element
   */
  constructor(parent, data, calls, memory) {
    this.calls = calls;
    this.memory = memory;
    this.data = data;
    /** @type {import("./types").PlayerElement} */
    this.root = h("div", { class: "gradstep-player" });
    parent.append(this.root);
    this.walk = new Walk(data.story);
    this.build();
    this.stopKeys = data.led ? () => {} : listen(this.root, (action) => this.act(action));
    this.root.player = handle(this);
    this.open(memory.step);
    this.direct();
    if (memory.selected !== null) this.selection.light(memory.selected);
  }

  build() {
    const { data } = this;
    const { words } = data;
    this.root.lang = words.lang;
    this.root.toggleAttribute("data-codeless", data.cells.length === 0 && !data.editable);
    const palette = this.dress();
    const code = h("section", { class: "gs-code", "aria-label": words.code });
    const stage = h("section", { class: "gs-stage", "aria-label": words.picture });
    const aside = h("aside", { class: "gs-inspector", "aria-label": words.inspector, tabindex: "0" });
    const foot = h("footer", { class: "gs-foot" });
    const canvas = h("div", { class: "gs-canvas" });
    this.old = h("p", { class: "gs-old", role: "note", hidden: true }, words.old);
    this.lamp = h("p", { class: "gs-lamp", hidden: true });
    const fit = h("button", { type: "button", class: "gs-text-button", "data-action": "fit" }, words.fit);
    this.sentence = h("p", { class: "gs-sentence", role: "status", "aria-live": "polite" });
    const views = (data.view ?? "").split("-");
    const table = views.includes("table");
    if (views.includes("down")) choices().direction = "down";
    this.rows = h("div", { class: "gs-table", tabindex: "0", "aria-label": words.table, role: "region", hidden: !table });
    const rows = h("button", { type: "button", class: "gs-text-button", "data-action": "table", "aria-pressed": String(table) }, words.table);
    const buttons = h("div", { class: "gs-views" }, rows, fit);
    stage.append(canvas, this.lamp, this.rows, this.old, buttons);
    foot.append(this.sentence);
    this.root.replaceChildren(code, stage, aside, foot);
    this.opener = rows;
    this.tools = new Tools(this);
    this.folds = new Folds(this);
    buttons.prepend(this.folds.button);
    if (!data.led) buttons.prepend(...this.tools.buttons);
    this.inspector = new Inspector(aside, words);
    this.transport = new Transport(foot, {
      words,
      onAction: (action) => this.act(action),
      onStep: (step) => this.goTo(step),
    });
    this.picture = new Picture(canvas, {
      walk: this.walk,
      palette,
      words,
      camera: this.memory.camera,
      closed: this.folds.closed,
      onSelect: (id) => this.select(id),
      onTurn: (id) => this.folds.turn(id),
    });
    this.notebook = new Notebook(code, {
      cells: data.cells,
      words,
      editable: data.editable,
      drafts: this.memory.drafts,
      onRun: (executions) => this.run(executions),
      onEdit: () => this.mark(),
      onPick: (line, name) => this.selection.pick(line, name),
      onBreak: (line) => this.tools.toggle(line),
    });
    this.table = new Table(this.rows, words, (id) => this.select(id));
    fit.addEventListener("click", () => this.picture.overview());
    rows.addEventListener("click", () => this.turn());
    this.transport.draw(data.story);
    this.notebook.show(data.executions, this.walk);
    this.tools.mark();
  }

  /** The picture, or the table that says the same. */
  turn() {
    this.rows.hidden = !this.rows.hidden;
    this.opener.setAttribute("aria-pressed", String(!this.rows.hidden));
    this.inspect();
    this.tell();
  }

  dress() {
    const { theme, hidden } = choices();
    const asked = theme === "auto" ? this.data.theme : theme;
    const name = asked === "auto" ? surroundings(this.root.parentElement ?? this.root) : asked;
    this.root.dataset.hidden = hidden.join(" ");
    const palette = this.data.palette[name];
    paint(this.root, palette, name);
    return palette;
  }

  /** The reader has chosen other colours, another direction, or to see more or less. */
  redress() {
    this.picture.palette = this.dress();
    this.direct();
    this.tell();
    this.inspect();
    this.picture.redraw();
    this.playing.paced();
  }

  /** The picture runs as the reader wants it to, as soon as the places are there. */
  direct() {
    const { story } = this.walk;
    if (choices().direction === "down" && !story.down) this.calls.down?.();
    if (this.picture.down === runsDown(story)) return;
    this.picture.show(this.walk, this.folds.closed);
    this.picture.fit();
    this.picture.follow();
  }

  /**
   * Python has run its script again: usually nothing has changed, and then nothing moves.
   * @param {PlayerData} data
   * @param {PlayerCalls} calls
   */
  update(data, calls) {
    const before = this.data;
    this.calls = calls;
    this.data = data;
    this.picture.palette = this.dress();
    const sameWords = JSON.stringify(before.words) === JSON.stringify(data.words);
    if (before.document !== data.document || !sameWords) this.rebuild(before.document !== data.document);
    else if (before.id !== data.id) this.restory(before);
    else this.notebook.rest();
    this.direct();
    this.picture.redraw();
    this.mark();
  }

  /**
   * A run has come back: walk on where the new cell begins. Where only a number has changed, every
   * step is still the same, and one stays where one is. What a builder has added stands at the end. The
   * page may know better where to go.
   * @param {PlayerData} before
   */
  restory(before) {
    this.playing.pause();
    const { story, executions } = this.data;
    const grown = executions.length > before.executions.length;
    const same = story.steps.length === before.story.steps.length && before.executions.length === executions.length;
    const { step } = this.walk;
    this.walk = new Walk(story);
    this.folds.open();
    this.picture.show(this.walk, this.folds.closed);
    if (!this.picture.touched) this.picture.fit();
    this.transport.draw(story);
    const rewritten = JSON.stringify(before.cells) !== JSON.stringify(this.data.cells);
    if (rewritten) this.notebook.rewrite(this.data.cells);
    this.notebook.show(executions, this.walk);
    this.select(null);
    if (this.data.goto !== null) this.open(this.data.goto);
    else if (grown && !rewritten) this.open(story.runs.at(-1)?.first ?? 0);
    else if (same) this.open(step);
    else this.open(rewritten ? this.walk.last : (story.start ?? 0));
  }

  /** @param {boolean} anew another notebook; otherwise the same one in another language */
  rebuild(anew) {
    const { step } = this.walk;
    this.playing.pause();
    this.keep();
    if (anew) Object.assign(this.memory, untouched(0));
    this.takeDown();
    this.walk = new Walk(this.data.story);
    this.build();
    this.open(anew ? (this.data.story.start ?? 0) : step);
    this.selection.light(this.memory.selected);
  }

  /** @param {string} action */
  act(action) {
    if (action === "play") {
      this.playing.turn();
      return;
    }
    const { step, last } = this.walk;
    const goal = { first: 0, previous: step - 1, next: step + 1, last }[action];
    if (goal !== undefined) {
      this.playing.pause();
      this.tools.say("");
      this.goTo(goal);
    } else if (action === "table") this.turn();
    else if (action === "fit") this.picture.overview();
    else if (action === "fold") this.folds.turn(this.picture.selected);
    else if (action === "select-next" || action === "select-previous") this.selection.neighbour(action === "select-next" ? 1 : -1);
    else this.tools.act(action);
  }

  /** @param {number} step where to begin in a story that is new here */
  open(step) {
    clearTimeout(this.asking);
    this.asking = undefined;
    if (this.walk.wanted(step)) this.move(this.walk.step);
    this.goTo(step);
  }

  /**
   * @param {number} step
   * @returns {Promise<number>} settled when the step is shown
   */
  reach(step) {
    const gone = new Promise((/** @type {(step: number) => void} */ shown) => this.waiting.push(shown));
    this.goTo(step);
    return gone;
  }

  /**
   * A step whose chapter has not come is asked for, and gone to when it comes.
   * @param {number} step
   */
  goTo(step) {
    const [first, last] = this.data.range;
    const goal = Math.max(first, Math.min(last ?? step, step));
    const wanted = this.walk.wanted(goal);
    this.goal = wanted ? goal : null;
    this.root.toggleAttribute("aria-busy", wanted !== null);
    if (!wanted) this.move(goal);
    this.ask(wanted ?? this.walk.beside());
  }

  /**
   * One chapter at a time; one that does not come is asked for again.
   * @param {import("./state.js").Wanted | null} wanted
   */
  ask(wanted) {
    if (!wanted || this.asking) return;
    this.asking = setTimeout(() => this.arrived(), PATIENCE);
    this.calls.tell?.(wanted);
  }

  /** A chapter has come, or should have. */
  arrived() {
    clearTimeout(this.asking);
    this.asking = undefined;
    if (this.goal !== null) this.goTo(this.goal);
    else this.ask(this.walk.beside());
  }

  /** @param {number} step */
  move(step) {
    const before = this.walk.step;
    const reached = this.walk.goTo(step);
    this.memory.step = reached;
    this.root.dataset.step = String(reached);
    this.root.dataset.steps = String(this.walk.last);
    const empty = this.walk.last === 0 && this.data.empty;
    this.sentence.replaceChildren(...spans(empty ? [{ t: empty }] : this.walk.here.sentence));
    this.transport.show(reached, this.walk.story);
    this.inspect();
    this.light();
    this.notebook.follow();
    this.tools.follow();
    this.picture.redraw();
    this.picture.follow();
    if (reached === before + 1) this.picture.travel();
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(), QUIET);
    for (const shown of this.waiting.splice(0)) shown(reached);
  }

  /** Say where the person is, and what is open. */
  tell() {
    const views = [this.rows.hidden ? "" : "table", choices().direction === "down" ? "down" : ""];
    this.calls.here(this.walk.step, views.filter(Boolean).join("-"));
  }

  /**
   * The same things run in the same order give the same picture: then it is only walked anew.
   * @param {import("./types").Execution[]} executions
   */
  run(executions) {
    if (JSON.stringify(executions) === JSON.stringify(this.data.executions)) {
      this.notebook.rest();
      this.goTo(0);
    } else {
      this.calls.run(executions);
    }
  }

  /** @param {string | null} id */
  select(id) {
    this.selection.select(id);
  }

  inspect() {
    const { story, here } = this.walk;
    if (!this.selection.show(this.inspector)) this.inspector.show(here.panel, story.views);
    if (!this.rows.hidden) this.table.show(this.walk, this.picture);
  }

  /** The lamp of the grad mode: it is lit where nothing is recorded. */
  light() {
    const mode = this.walk.now.frame[""].mode ?? "grad";
    this.lamp.hidden = mode === "grad";
    this.lamp.textContent = this.data.words.lamp.replace("{mode}", mode);
  }

  /** Say so when the picture is older than the text. */
  mark() {
    this.old.hidden = !this.notebook.stale;
    this.root.toggleAttribute("data-old", this.notebook.stale);
  }

  keep() {
    this.memory.camera = this.picture.touched ? this.picture.camera : null;
    this.memory.selected = this.picture.selected;
  }

  takeDown() {
    this.tools.destroy();
    this.transport.destroy();
    this.notebook.destroy();
    this.picture.destroy();
  }

  destroy() {
    this.playing.pause();
    clearTimeout(this.telling);
    clearTimeout(this.asking);
    this.keep();
    this.stopKeys();
    this.takeDown();
    this.root.remove();
  }
}
