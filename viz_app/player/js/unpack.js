/** A packed text in (see viz_app/story/pack.py and wire.py); the story, with the chapters that are there, out. */

/** @typedef {import("./types").Story} Story */
/** @typedef {import("./types").Packed} Packed */
/** @typedef {import("./types").Columns} Columns */
/** @typedef {import("./types").Chapter} Chapter */

/**
 * Equal parts are one object: nobody may change what comes out.
 * @param {Packed} packed
 * @returns {any}
 */
export function unpack({ shapes, parts }) {
  /** @type {any[]} */
  const found = new Array(parts.length);
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at];
    if (!Array.isArray(part)) {
      found[at] = part;
    } else if (part[0] === 0) {
      const list = new Array(part.length - 1);
      for (let i = 1; i < part.length; i += 1) list[i - 1] = found[part[i]];
      found[at] = list;
    } else {
      const keys = shapes[part[0] - 1];
      /** @type {Record<string, any>} */
      const made = {};
      for (let i = 0; i < keys.length; i += 1) made[keys[i]] = found[part[i + 1]];
      found[at] = made;
    }
  }
  return found[found.length - 1];
}

/**
 * A column's values one by one.
 * @param {any[]} column
 * @returns {any[]}
 */
export function spread(column) {
  if (column[0] === 0) return column.slice(1);
  /** @type {any[]} */
  const values = [];
  for (let at = 0; at < column.length; at += 2) {
    for (let i = 0; i < column[at]; i += 1) values.push(column[at + 1]);
  }
  return values;
}

/**
 * @param {Columns} table
 * @returns {any[]}
 */
export function rows({ count, columns }) {
  /** @type {Record<string, any>[]} */
  const made = Array.from({ length: count }, () => ({}));
  for (const [key, column] of Object.entries(columns)) {
    spread(column).forEach((value, i) => (made[i][key] = value));
  }
  return made;
}

/**
 * A story of which only some chapters are there has holes in `steps` and `views`.
 * @param {string} text
 * @returns {Story}
 */
export function read(text) {
  const sent = JSON.parse(text);
  if (sent.format !== "gradstep-packed") return sent;
  const opening = unpack(sent.opening);
  const { network } = opening;
  /** @type {Story} */
  const story = {
    ...opening,
    cards: rows(opening.cards),
    edges: rows(opening.edges),
    regions: rows(opening.regions),
    segments: rows(opening.segments),
    network: { ...network, nodes: rows(network.nodes), edges: rows(network.edges) },
    initial: initial(opening.initial),
    steps: new Array(opening.count),
    views: [],
    states: new Map(),
  };
  for (const chapter of sent.chapters) take(story, chapter);
  return story;
}

/**
 * A chapter finds its place in the story.
 * @param {Story} story
 * @param {Packed} packed
 * @returns {number} which one it is
 */
export function take(story, packed) {
  /** @type {Chapter} */
  const { number, steps, views, state } = unpack(packed);
  const first = number * (story.chapter ?? 0);
  steps.forEach((step, i) => (story.steps[first + i] = step));
  for (const [at, view] of views) story.views[at] = view;
  if (state) story.states?.set(number, state);
  return number;
}

/**
 * @param {Record<string, Columns>} kinds
 * @returns {Record<string, unknown>}
 */
function initial(kinds) {
  /** @type {Record<string, unknown>} */
  const found = {};
  for (const [kind, table] of Object.entries(kinds)) {
    for (const { id, ...fields } of rows(table)) {
      for (const [field, value] of Object.entries(fields)) found[keyOf(kind, id, field)] = value;
    }
  }
  return found;
}

/**
 * @param {string} kind
 * @param {string} id "" for what there is only one of
 * @param {string} field
 * @returns {string}
 */
export function keyOf(kind, id, field) {
  return [kind, id, field].filter((part) => part !== "").join("/");
}
