/** A story and what one is looking for in; the next step, or the one before, where it happens out. */

/** @typedef {import("./types").Story} Story */
/** @typedef {import("./types").Place} Place */
/** @typedef {{cell: number, line: number}} Line a code cell of the notebook, and a line of it from 1 */

/**
 * Whether a step runs on a line.
 * @param {Story} story
 * @param {number} step
 * @param {Line} line
 */
export function onLine(story, step, { cell, line }) {
  const at = story.steps[step]?.at;
  return !!at && story.runs[at.run].number === cell && at.line <= line && line <= at.end_line;
}

/**
 * Whether a step is the first of those that run on a line, or that are about a card or an edge.
 * @param {Story} story
 * @param {number} step
 * @param {Line | string} target
 */
export function enters(story, step, target) {
  /** @param {number} k */
  const there = (k) => (typeof target === "string" ? (story.steps[k]?.focus.includes(target) ?? false) : onLine(story, k, target));
  return there(step) && !(step > 0 && there(step - 1));
}

/** @type {Record<"accumulate" | "gradient" | "error", (story: Story, step: number) => boolean>} */
export const HAPPENS = {
  accumulate: (story, step) => story.ticks.includes(step),
  gradient: (story, step) =>
    step > 0 && story.steps[step].changes.some(([key, old, now]) => key.endsWith("/grad") && old === null && now !== null),
  error: (story, step) => story.steps[step].kind === "error",
};

/**
 * Where in the text each card was made: a cell of the notebook, and lines.
 * @param {Story} story
 * @returns {Map<string, Place>}
 */
export function origins(story) {
  /** @type {Map<string, Place>} */
  const found = new Map();
  story.steps.forEach(({ kind, at, focus }) => {
    if (!at || (kind !== "create" && kind !== "op")) return;
    for (const id of focus) if (!found.has(id)) found.set(id, at);
  });
  return found;
}

/**
 * Walk on, or back, to the nearest step of a kind, fetching chapters on the way; stay if there is none.
 * @param {{walk: import("./state.js").Walk, data: {range: [number, number | null]}, reach: (step: number) => Promise<number>}} player
 * @param {1 | -1} way
 * @param {(step: number) => boolean} wanted
 * @returns {Promise<boolean>}
 */
export async function seek(player, way, wanted) {
  const { story, step: from } = player.walk;
  const [first, last] = player.data.range;
  const end = Math.min(last ?? story.steps.length - 1, story.steps.length - 1);
  for (let step = from + way; step >= first && step <= end; step += way) {
    if (story.steps[step] === undefined) await player.reach(step);
    if (story !== player.walk.story || story.steps[step] === undefined) return false;
    if (wanted(step)) {
      await player.reach(step);
      return true;
    }
  }
  if (player.walk.step !== from) await player.reach(from);
  return false;
}
