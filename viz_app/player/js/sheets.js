/** Words and choices in; two sheets over the workbench, the keys and what is shown, out. */

import { DIRECTIONS, PARTS, SIMPLE, SPEEDS, THEMES, choices, keep } from "./choices.js";
import { h } from "./dom.js";

export const KEYS = /** @type {[string, string][]} */ ([
  ["← →", "key_step"], ["Home End", "key_ends"], ["Space", "key_play"], ["+ −", "key_speed"],
  ["g G", "key_accumulate"], ["d D", "key_gradient"], ["e", "key_error"],
  ["b", "key_break"], [". ,", "key_to_break"], ["j J", "key_jump"], ["] [", "key_select"],
  ["l", "key_lecture"], ["s", "key_show"], ["t", "key_table"], ["f", "key_fold"], ["0", "key_fit"], ["?", "key_help"],
]);

/**
 * @param {string} title
 * @param {string} close
 * @param {...Node} content
 * @returns {HTMLDialogElement}
 */
function sheet(title, close, ...content) {
  const done = h("button", { type: "button", class: "gs-text-button gs-close" }, close);
  const dialog = h("dialog", { class: "gs-sheet", "aria-label": title }, h("h2", {}, title), ...content, done);
  done.addEventListener("click", () => {
    dialog.close();
    done.blur(); // the next key belongs to the walk at once, not to a button that can no longer be seen
  });
  // What is typed here belongs to the sheet: neither the walk nor the page around has a part in it.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  return dialog;
}

/** @param {Record<string, string>} words */
export function help(words) {
  const rows = KEYS.map(([keys, name]) => {
    const signs = keys.split(" ").map((key) => h("kbd", {}, key === "Space" ? words.key_space : key));
    return h("tr", {}, h("th", { scope: "row" }, ...signs), h("td", {}, words[name]));
  });
  return sheet(words.help, words.close, h("table", {}, h("tbody", {}, ...rows)), h("p", {}, words.help_gutter));
}

/**
 * @param {Record<string, string>} words
 * @param {() => void} onChange
 */
export function show(words, onChange) {
  const chosen = choices();
  const changed = () => (keep(), onChange());
  /** @type {(legend: string, ...children: Node[]) => HTMLElement} */
  const group = (legend, ...children) => h("fieldset", {}, h("legend", {}, legend), ...children);
  /** @type {(name: string, options: [string, string][], now: string, pick: (value: string) => void) => Node[]} */
  const radios = (name, options, now, pick) =>
    options.map(([value, text]) => {
      const input = h("input", { type: "radio", name: `gs-${name}`, value, checked: value === now });
      input.addEventListener("change", () => (pick(value), changed()));
      return h("label", {}, input, text);
    });
  /** @type {HTMLInputElement[]} */
  const boxes = PARTS.map((part) => {
    const input = h("input", { type: "checkbox", value: part, checked: !chosen.hidden.includes(part) });
    input.addEventListener("change", () => {
      chosen.hidden = PARTS.filter((_, i) => !boxes[i].checked);
      changed();
    });
    return input;
  });
  /** @param {string[]} hidden */
  const level = (hidden) => {
    chosen.hidden = [...hidden];
    boxes.forEach((box) => (box.checked = !hidden.includes(box.value)));
    changed();
  };
  const simple = h("button", { type: "button", class: "gs-text-button", "data-action": "level-simple" }, words.level_simple);
  const all = h("button", { type: "button", class: "gs-text-button", "data-action": "level-all" }, words.level_all);
  simple.addEventListener("click", () => level(SIMPLE));
  all.addEventListener("click", () => level([]));
  const themes = radios("theme", THEMES.map((name) => [name, words[`theme_${name}`]]), chosen.theme, (value) => {
    chosen.theme = /** @type {typeof chosen.theme} */ (value);
  });
  const speeds = radios("speed", SPEEDS.map((speed) => [String(speed), `${speed}×`]), String(chosen.speed), (value) => {
    chosen.speed = Number(value);
  });
  const directions = radios("direction", DIRECTIONS.map((name) => [name, words[`direction_${name}`]]), chosen.direction, (value) => {
    chosen.direction = /** @type {typeof chosen.direction} */ (value);
  });
  const parts = boxes.map((box) => h("label", {}, box, words[`part_${box.value}`]));
  return sheet(
    words.show,
    words.close,
    group(words.theme, ...themes),
    group(words.direction, ...directions),
    group(words.level, h("p", { class: "gs-levels" }, simple, all), ...parts),
    group(words.speed, ...speeds),
  );
}
