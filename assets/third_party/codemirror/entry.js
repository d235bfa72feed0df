// What the player uses of CodeMirror 6, and nothing more.
export { EditorState, Compartment, StateEffect, StateField, Prec } from "@codemirror/state";
export { EditorView, Decoration, keymap, lineNumbers, drawSelection } from "@codemirror/view";
export { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
export { HighlightStyle, syntaxHighlighting, indentUnit, bracketMatching } from "@codemirror/language";
export { python } from "@codemirror/lang-python";
export { tags } from "@lezer/highlight";
