/** Key presses in; actions out. Never while the person types, and never with a modifier key. */

// Streamlit takes r, c and Escape for itself. A presenter's clicker sends PageUp and PageDown.
/** @type {Record<string, string>} */
const KEYS = {
  ArrowLeft: "previous", ArrowRight: "next", PageUp: "previous", PageDown: "next", Home: "first", End: "last", " ": "play",
  l: "lecture", s: "show", "?": "help", t: "table", f: "fold", 0: "fit", "+": "faster", "=": "faster", "-": "slower",
  g: "accumulate", G: "accumulate-back", d: "gradient", D: "gradient-back", e: "error",
  b: "break", ".": "on", ",": "back", j: "jump", J: "jump-back", "]": "select-next", "[": "select-previous",
};

/**
 * @param {EventTarget | null} target
 * @param {string} key
 * @returns {boolean} the element under the cursor needs this key for itself
 */
function taken(target, key) {
  if (!(target instanceof Element)) return false;
  if (target.closest("dialog[open], .cm-editor, textarea, select, [contenteditable='true'], [role='textbox']")) return true;
  if (target instanceof HTMLInputElement) return target.type !== "range" || key.length > 1 || key === " ";
  return key === " " && target.closest("button, a, summary, [role='button'], [role='tab']") !== null;
}

/**
 * @param {HTMLElement} root
 * @param {(action: string) => void} act
 * @returns {() => void} to stop listening
 */
export function listen(root, act) {
  /** @param {KeyboardEvent} event */
  const press = (event) => {
    const action = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
    const shifted = event.shiftKey && (event.key.length > 1 || event.key === " ");
    if (!action || event.ctrlKey || event.metaKey || event.altKey || shifted) return;
    if (event.defaultPrevented || taken(event.target, event.key)) return;
    const inside = event.target instanceof Node && root.contains(event.target);
    const alone = event.target === document.body || event.target === document.documentElement;
    if (!root.isConnected || !(inside || alone || document.querySelectorAll(".gradstep-player").length === 1)) return;
    event.preventDefault();
    act(action);
  };
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}
