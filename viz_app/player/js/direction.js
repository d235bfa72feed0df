/** A story and the direction that the reader has chosen in; the story with its places that way out. */

import { choices } from "./choices.js";

/** @typedef {import("./types").Story} Story */

/**
 * Whether the picture runs from top to bottom: it is wanted, and the places are there.
 * @param {Story} story
 * @returns {boolean}
 */
export function runsDown(story) {
  return choices().direction === "down" && Boolean(story.down);
}

/**
 * @param {Story} story
 * @returns {Story}
 */
export function directed(story) {
  const { down } = story;
  if (!down || !runsDown(story)) return story;
  return {
    ...story,
    scenes: down.scenes,
    cards: story.cards.map((card, i) => ({ ...card, x: down.cards[i][0], y: down.cards[i][1] })),
    edges: story.edges.map((edge) => ({ ...edge, points: down.points[edge.id] })),
    regions: story.regions.map((region, i) => ({ ...region, ...down.regions[i] })),
    direct: down.direct,
  };
}
