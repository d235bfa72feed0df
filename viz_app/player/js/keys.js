/** Key presses in; steps out. Never while the person types, and never with a modifier key. */

/** @type {Record<string, "previous" | "next" | "first" | "last" | "play">} */
const KEYS = { ArrowLeft: "previous", ArrowRight: "next", Home: "first", End: "last", " ": "play" };

/**
 * @param {EventTarget | null} target
 * @param {string} key
 * @returns {boolean} the element under the cursor needs this key for itself
 */
function taken(target, key) {
  if (!(target instanceof Element)) return false;
  if (target.closest(".cm-editor, textarea, select, [contenteditable='true'], [role='textbox']")) return true;
  if (target instanceof HTMLInputElement) return true;
  return key === " " && target.closest("button, a, summary, [role='button'], [role='tab']") !== null;
}

/**
 * @param {HTMLElement} root
 * @param {(action: "previous" | "next" | "first" | "last" | "play") => void} act
 * @returns {() => void} to stop listening
 */
export function listen(root, act) {
  /** @param {KeyboardEvent} event */
  const press = (event) => {
    const action = KEYS[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
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
