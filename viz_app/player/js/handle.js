/** A player in; what its element offers to tests and to the page around it out. And what outlives an element. */

/** @typedef {import("./jumps.js").Line} Line */
/** @typedef {{step: number, camera: import("./types").Camera | null, drafts: Map<number, string>, breaks: Map<string, string | Line>, closed: Set<string> | null, selected: string | null}} Memory */

/**
 * Nothing has been done to a document yet.
 * @param {number} step where it begins
 * @returns {Memory} the step, the camera, texts not yet run, breakpoints, folded calls, what is selected
 */
export function untouched(step) {
  return { step, camera: null, drafts: new Map(), breaks: new Map(), closed: null, selected: null };
}

/**
 * @param {import("./player.js").Player} player
 * @returns {import("./types").PlayerElement["player"]}
 */
export function handle(player) {
  return {
    get step() {
      return player.walk.step;
    },
    get steps() {
      return player.walk.last;
    },
    goTo: (step) => player.reach(step),
    state: () => player.walk.text(),
    positions: () => player.picture.positions(),
    select: (id) => player.select(id),
    part: (step) => player.walk.story.segments[player.walk.story.steps[step].segment],
  };
}
