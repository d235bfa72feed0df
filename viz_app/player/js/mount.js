/** A parent element and data in; one player in it out, made the first time and updated afterwards. */

import { Player } from "./player.js";

/** @typedef {import("./types").PlayerData} PlayerData */
/** @typedef {import("./types").PlayerMessage} PlayerMessage */
/** @typedef {import("./types").PlayerCalls} PlayerCalls */

/** @type {WeakMap<Node, Player>} */
const players = new WeakMap();

/** @type {Map<string, import("./player.js").Memory>} */
const memories = new Map();

/**
 * @param {HTMLElement} parent
 * @param {PlayerMessage} message
 * @param {PlayerCalls} calls
 * @returns {() => void} to take the player down
 */
export function mount(parent, message, calls) {
  const standing = players.get(parent);
  const same = standing?.data.id === message.id;
  const story = same ? standing.data.story : JSON.parse(message.story);
  /** @type {PlayerData} */
  const data = { ...message, story };
  if (standing) {
    standing.update(data, calls);
  } else {
    const memory = memories.get(data.document) ?? { step: message.step, camera: null, drafts: new Map() };
    memories.set(data.document, memory);
    players.set(parent, new Player(parent, data, calls, memory));
  }
  return () => {
    players.get(parent)?.destroy();
    players.delete(parent);
  };
}
