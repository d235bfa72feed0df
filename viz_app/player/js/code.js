/** The notebook in; editors, run buttons and outputs out, following the walk. */

import { h, icon } from "./dom.js";
import { Editor } from "./editor.js";
import { markdown } from "./markdown.js";

/** @typedef {import("./types").Cell} Cell */
/** @typedef {import("./types").Execution} Execution */
/** @typedef {import("./types").Run} Run */
/** @typedef {import("./state.js").Walk} Walk */
/** @typedef {{number: number, label: HTMLElement, times: HTMLElement, edited: HTMLElement, run: HTMLButtonElement, editor: Editor, outputs: HTMLElement, box: HTMLElement, shown: string}} CodeCell */

const RUN = "M6 4l9 6-9 6z";

export class Notebook {
  /**
   * @param {HTMLElement} host
   * @param {{cells: Cell[], words: Record<string, string>, editable: boolean, drafts: Map<number, string>, onRun: (executions: Execution[]) => void, onEdit: () => void, onPick: (line: import("./jumps.js").Line, name: string) => void, onBreak: (line: import("./jumps.js").Line) => void}} options
   */
  constructor(host, options) {
    this.host = host;
    this.options = options;
    /** @type {Execution[]} */
    this.executions = [];
    /** @type {Execution[] | null} what was asked for and has not come back: the next run adds to it */
    this.asked = null;
    /** @type {CodeCell[]} */
    this.cells = [];
    /** @type {import("./jumps.js").Line[]} lines at which a walk stops */
    this.breaks = [];
    /** @type {import("./types").Place | null} where the selected card was made */
    this.lit = null;
    /** @type {import("./jumps.js").Line | null} the line that the person has chosen */
    this.selected = null;
    this.list = h("div", { class: "gs-cells" });
    const { words, editable } = options;
    const all = h("button", { type: "button", class: "gs-text-button", "data-action": "run-all" }, words.run_all);
    const restart = h("button", { type: "button", class: "gs-text-button", "data-action": "restart" }, words.restart);
    all.addEventListener("click", () => this.runAll());
    restart.addEventListener("click", () => this.send([]));
    if (editable) host.append(h("div", { class: "gs-code-bar" }, all, restart));
    host.append(this.list);
    for (const cell of options.cells) this.list.append(cell.kind === "code" ? this.code(cell) : markdown(cell.source));
    while (options.drafts.has(this.cells.length)) this.list.append(this.code({ kind: "code", source: "" }));
    if (editable) this.list.append(this.adder());
  }

  /** @returns {HTMLElement} the button that adds an empty cell at the end */
  adder() {
    const add = h("button", { type: "button", class: "gs-text-button gs-add", "data-action": "add-cell" }, this.options.words.add_cell);
    add.addEventListener("click", () => {
      this.options.drafts.set(this.cells.length, "");
      add.before(this.code({ kind: "code", source: "" }));
      this.cells[this.cells.length - 1].editor.view.focus();
    });
    return add;
  }

  /**
   * @param {Cell} cell
   * @returns {HTMLElement}
   */
  code(cell) {
    const { words, editable, drafts } = this.options;
    const number = this.cells.length;
    const label = h("span", { class: "gs-count" }, "[ ]");
    const times = h("span", { class: "gs-times" });
    const edited = h("span", { class: "gs-edited", hidden: true }, words.edited);
    const name = `${words.run_cell} ${number + 1}`;
    const run = h("button", { type: "button", class: "gs-run", "data-action": "run-cell", title: words.run_cell_hint });
    run.setAttribute("aria-label", name);
    run.append(icon(RUN, true));
    run.addEventListener("click", () => this.runCell(number));
    const bar = h("div", { class: "gs-cell-bar" }, label, times, edited, editable ? run : null);
    const body = h("div", { class: "gs-editor" });
    const outputs = h("div", { class: "gs-outputs" });
    const box = h("div", { class: "gs-cell", "data-cell": String(number) }, bar, body, outputs);
    const editor = new Editor(body, {
      text: drafts.get(number) ?? cell.source,
      label: `${words.cell} ${number + 1}`,
      editable,
      onChange: () => this.changed(number),
      onRun: () => editable && this.runCell(number),
      onPick: (line, name) => this.options.onPick({ cell: number, line }, name),
      onBreak: (line) => this.options.onBreak({ cell: number, line }),
    });
    this.cells.push({ number, label, times, edited, run, editor, outputs, box, shown: "" });
    return box;
  }

  /** @param {number} number */
  changed(number) {
    const cell = this.cells[number];
    this.options.drafts.set(number, cell.editor.text);
    this.old();
    this.mark(cell);
    this.options.onEdit();
  }

  /** @param {number} number */
  runCell(number) {
    this.send([...this.order(number), [number, this.cells[number].editor.text]]);
  }

  /**
   * What has run, to be run again before a cell: without what failed, which would stop it again,
   * and without an order for the same cell that is not answered yet, because the newest wins.
   * @param {number} number
   * @returns {Execution[]}
   */
  order(number) {
    const outputs = this.walk?.story.outputs ?? [];
    const ran = this.executions.filter((_, run) => !outputs[run]?.some(({ kind }) => kind === "error"));
    const waiting = (this.asked ?? []).slice(ran.length).filter(([cell]) => cell !== number);
    return [...ran, ...waiting];
  }

  runAll() {
    this.send(this.cells.map(({ number, editor }) => [number, editor.text]));
  }

  /** @param {Execution[]} executions */
  send(executions) {
    this.asked = executions;
    this.host.setAttribute("aria-busy", "true");
    this.options.onRun(executions);
  }

  /**
   * A run has come back.
   * @param {Execution[]} executions
   * @param {Walk} walk
   */
  show(executions, walk) {
    if (JSON.stringify(executions) === JSON.stringify(this.asked ?? executions)) this.rest();
    this.executions = executions;
    this.walk = walk;
    for (const cell of this.cells) cell.shown = "";
    this.old();
    this.follow();
  }

  /**
   * The document itself has another text now: somebody else's hand, a builder or a slider, wrote it.
   * @param {Cell[]} cells as many code cells as there were
   */
  rewrite(cells) {
    const sources = cells.filter((cell) => cell.kind === "code").map((cell) => cell.source);
    sources.forEach((source, number) => {
      if (this.cells[number]) this.cells[number].editor.text = source;
      this.options.drafts.delete(number);
    });
    this.rest();
  }

  /** Python has answered, and nothing has changed. */
  rest() {
    this.asked = null;
    this.host.removeAttribute("aria-busy");
  }

  /** Which cells no longer say what was run. */
  old() {
    const ran = new Map(this.executions);
    for (const cell of this.cells) {
      cell.edited.hidden = !ran.has(cell.number) || ran.get(cell.number) === cell.editor.text;
    }
  }

  /** @returns {boolean} the picture shows something that the text no longer says */
  get stale() {
    return this.cells.some((cell) => !cell.edited.hidden);
  }

  /** Mark the line that runs, show what has been printed, scroll there. */
  follow() {
    if (!this.walk) return;
    const { walk } = this;
    const { at } = walk.here;
    const running = at === null ? null : walk.story.runs[at.run];
    let line = null;
    for (const cell of this.cells) {
      const mark = this.mark(cell);
      if (running?.number === cell.number) line = mark ?? cell.box;
      this.output(cell, running);
    }
    if (line) this.reveal(line);
  }

  /**
   * @param {CodeCell} cell
   * @returns {HTMLElement | null} the line that runs, if it is in this cell
   */
  mark(cell) {
    if (!this.walk) return null;
    const { at, origin } = this.walk.here;
    const breaks = this.breaks.filter(({ cell: number }) => number === cell.number).map(({ line }) => line);
    cell.editor.extra = { lit: this.placed(this.lit, cell), breaks };
    return cell.editor.mark(this.placed(at, cell), this.placed(origin ?? at, cell));
  }

  /** @param {import("./types").Place | null} place where the selected card was made */
  light(place) {
    this.lit = place;
    this.selected = null;
    for (const cell of this.cells) this.mark(cell);
  }

  /**
   * A place of the story, if it lies in this cell and the cell still says what was run.
   * @param {import("./types").Place | null} place
   * @param {CodeCell} cell
   */
  placed(place, cell) {
    if (!this.walk || place === null) return null;
    const { runs, texts } = this.walk.story;
    const here = runs[place.run].number === cell.number && texts[place.cell] === cell.editor.text;
    return here ? place : null;
  }

  /**
   * The outputs of the run of this cell that one is in, or of its last one so far.
   * @param {CodeCell} cell
   * @param {Run | null} running
   */
  output(cell, running) {
    const { walk } = this;
    if (!walk) return;
    const own = walk.story.runs.filter((run) => run.number === cell.number);
    const here = running !== null && running.number === cell.number ? running : undefined;
    const begun = own.filter((run) => run.first <= walk.step);
    const run = here ?? begun.at(-1) ?? own[0];
    const reached = run ? (walk.now.output[run.run]?.reached ?? 0) : 0;
    const shown = JSON.stringify([run?.run, reached]);
    if (shown === cell.shown) return;
    cell.shown = shown;
    const { words } = this.options;
    cell.label.textContent = run ? `[${run.run + 1}]` : "[ ]";
    cell.times.textContent = own.length > 1 && run ? words.ran_times.replace("{k}", String(run.count)).replace("{n}", String(own.length)) : "";
    const items = run ? (walk.story.outputs[run.run] ?? []) : [];
    cell.outputs.replaceChildren(
      ...items.map((item, i) => {
        const state = i < reached ? "reached" : "ahead";
        return h("pre", { class: `gs-output gs-${item.kind} gs-${state}` }, item.text.replace(/\n$/, ""));
      }),
    );
  }

  /** @param {HTMLElement} line */
  reveal(line) {
    const frame = this.list.getBoundingClientRect();
    const place = line.getBoundingClientRect();
    const room = Math.min(96, frame.height / 4);
    if (place.top < frame.top + room) this.list.scrollTop -= frame.top + room - place.top;
    else if (place.bottom > frame.bottom - room) this.list.scrollTop += place.bottom - frame.bottom + room;
  }

  destroy() {
    for (const cell of this.cells) cell.editor.destroy();
    this.host.replaceChildren();
  }
}
