/** A cell's text in; a CodeMirror editor out, with marks for the line and the sub-expression that run. */

const {
  Compartment, Decoration, EditorState, EditorView, HighlightStyle, Prec, StateEffect, StateField,
  bracketMatching, defaultKeymap, drawSelection, history, historyKeymap, indentUnit, indentWithTab, keymap,
  lineNumbers, python, syntaxHighlighting, tags,
} = CodeMirror;

/** @typedef {{line: number, col: number, end_line: number, end_col: number}} Span */

const setMarks = StateEffect.define();

const marks = StateField.define({
  create: () => Decoration.none,
  update(/** @type {any} */ now, /** @type {any} */ transaction) {
    let kept = now.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(setMarks)) kept = effect.value;
    return kept;
  },
  provide: (/** @type {any} */ field) => EditorView.decorations.from(field),
});

const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.null, tags.self], color: "var(--gs-keyword)" },
  { tag: [tags.number], color: "var(--gs-ok)" },
  { tag: [tags.string], color: "var(--gs-ok)" },
  { tag: [tags.comment], color: "var(--gs-soft)" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: "var(--gs-value)" },
]);

const look = EditorView.theme({
  "&": { backgroundColor: "transparent", color: "var(--gs-ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--gs-mono)", fontSize: "inherit", lineHeight: "1.75", overflow: "visible" },
  ".cm-content": { padding: "0", caretColor: "var(--gs-ink)" },
  ".cm-line": { padding: "0 14px 0 calc(6px + 2ch)", textIndent: "-2ch" },
  ".cm-gutters": { backgroundColor: "transparent", border: "none", color: "var(--gs-faint)", fontSize: ".84em" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "30px", padding: "0 6px 0 0", lineHeight: "calc(1.75em / .84)" },
  ".cm-cursor": { borderLeftColor: "var(--gs-ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--gs-value) 22%, transparent)",
  },
  ".cm-matchingBracket": { backgroundColor: "color-mix(in srgb, var(--gs-value) 16%, transparent) !important" },
});

/**
 * Python counts characters, the editor counts UTF-16 units.
 * @param {string} text
 * @param {number} col
 * @returns {number}
 */
function units(text, col) {
  return [...text].slice(0, col).join("").length;
}

export class Editor {
  /**
   * @param {HTMLElement} host
   * @param {{text: string, label: string, editable: boolean, onChange: () => void, onRun: () => void, onPick: (line: number, name: string) => void, onBreak: (line: number) => void}} options
   */
  constructor(host, { text, label, editable, onChange, onRun, onPick, onBreak }) {
    /** @type {{lit: Span | null, breaks: number[]}} what is selected elsewhere; lines at which a walk stops */
    this.extra = { lit: null, breaks: [] };
    const run = () => (onRun(), true);
    this.writable = new Compartment();
    this.view = new EditorView({
      parent: host,
      state: EditorState.create({
        doc: text,
        extensions: [
          Prec.highest(keymap.of([{ key: "Mod-Enter", run }, { key: "Shift-Enter", run }])),
          keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
          history(),
          drawSelection(),
          bracketMatching(),
          indentUnit.of("    "),
          EditorState.tabSize.of(4),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
          this.writable.of([EditorState.readOnly.of(!editable), EditorView.editable.of(editable)]),
          EditorView.updateListener.of((/** @type {any} */ update) => update.docChanged && onChange()),
          EditorView.updateListener.of((/** @type {any} */ update) => {
            if (!update.transactions.some((/** @type {any} */ one) => one.isUserEvent("select"))) return;
            const { main } = update.state.selection;
            const word = update.state.wordAt(main.head);
            onPick(update.state.doc.lineAt(main.head).number, word ? update.state.sliceDoc(word.from, word.to) : "");
          }),
          lineNumbers({
            domEventHandlers: {
              mousedown: (/** @type {any} */ view, /** @type {any} */ block) => {
                onBreak(view.state.doc.lineAt(block.from).number);
                return true;
              },
            },
          }),
          python(),
          syntaxHighlighting(highlighting),
          marks,
          look,
        ],
      }),
    });
    // Nothing here announces anything; the step's sentence is the only live region.
    this.view.dom.querySelector(".cm-announced")?.setAttribute("aria-live", "off");
  }

  /** @returns {string} */
  get text() {
    return this.view.state.doc.toString();
  }

  /** @param {string} text */
  set text(text) {
    if (text === this.text) return;
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  /**
   * The lines that run, and the sub-expression that is happening: in backward these are far apart.
   * @param {Span | null} lines
   * @param {Span | null} part
   * @returns {HTMLElement | null} the first line, to be scrolled into view
   */
  mark(lines, part) {
    const { doc } = this.view.state;
    const found = [];
    for (let n = lines?.line ?? 1; lines && n <= Math.min(lines.end_line, doc.lines); n += 1) {
      found.push(Decoration.line({ class: "gs-line-now" }).range(doc.line(n).from));
    }
    if (part && part.end_line <= doc.lines) {
      const [first, last] = [doc.line(part.line), doc.line(part.end_line)];
      const from = first.from + units(first.text, part.col);
      const to = last.from + units(last.text, part.end_col);
      if (to > from) found.push(Decoration.mark({ class: "gs-span-now" }).range(from, to));
    }
    const { lit, breaks } = this.extra;
    for (let n = lit?.line ?? 1; lit && n <= Math.min(lit.end_line, doc.lines); n += 1) {
      found.push(Decoration.line({ class: "gs-line-lit" }).range(doc.line(n).from));
    }
    for (const n of breaks) {
      if (n <= doc.lines) found.push(Decoration.line({ class: "gs-line-break" }).range(doc.line(n).from));
    }
    if (found.length > 0 || this.marked) this.view.dispatch({ effects: setMarks.of(Decoration.set(found, true)) });
    this.marked = found.length > 0;
    if (!lines || lines.line > doc.lines) return null;
    const { node } = this.view.domAtPos(doc.line(lines.line).from);
    const element = node instanceof Element ? node : node.parentElement;
    return element?.closest(".cm-line") ?? null;
  }

  destroy() {
    this.view.destroy();
  }
}
