/** A parent element and data in; one player in it out, made the first time and updated afterwards. */

import { untouched } from "./handle.js";
import { Player } from "./player.js";
import { read, take } from "./unpack.js";

/** @typedef {import("./types").PlayerData} PlayerData */
/** @typedef {import("./types").PlayerMessage} PlayerMessage */
/** @typedef {import("./types").PlayerCalls} PlayerCalls */

/** @type {WeakMap<Node, Player>} */
const players = new WeakMap();

/** @type {Set<Player>} */
const standing = new Set();

/** @type {Map<string, import("./handle.js").Memory>} */
const memories = new Map();

/**
 * @param {HTMLElement} parent
 * @param {PlayerMessage} message
 * @param {PlayerCalls} calls
 * @returns {() => void} to take the player down
 */
export function mount(parent, message, calls) {
  const known = players.get(parent);
  const same = known?.data.id === message.id;
  const story = same ? known.data.story : read(message.story);
  if (message.down) story.down ??= JSON.parse(message.down);
  /** @type {PlayerData} */
  const data = { ...message, story };
  if (known) {
    known.update(data, calls);
  } else {
    const memory = memories.get(data.document) ?? untouched(message.step || (story.start ?? 0));
    memories.set(data.document, memory);
    const player = new Player(parent, data, calls, memory);
    players.set(parent, player);
    standing.add(player);
  }
  return () => {
    const player = players.get(parent);
    if (!player) return;
    player.destroy();
    players.delete(parent);
    standing.delete(player);
  };
}

/**
 * A chapter has come, for whoever plays this story; the same one may come again.
 * @param {{id: string, text: string}} message
 */
export function deliver({ id, text }) {
  const { number, chapter } = JSON.parse(text);
  for (const player of standing) {
    const { story } = player.data;
    if (player.data.id !== id || (player.walk.there(number) && story.states?.has(number))) continue;
    take(story, chapter);
    player.arrived();
  }
}
