/** A player in; a walk that goes on by itself, at the speed that the reader has chosen, out. */

import { choices } from "./choices.js";

const PLAY = 1100;

export class Playing {
  /** @type {ReturnType<typeof setInterval> | undefined} */ timer;

  /** @param {import("./player.js").Player} player */
  constructor(player) {
    this.player = player;
  }

  turn() {
    if (this.timer) this.pause();
    else this.start();
  }

  start() {
    const { player } = this;
    if (player.walk.step === player.walk.last) player.goTo(0);
    player.transport.playing(true);
    this.timer = setInterval(() => {
      const { step } = player.walk;
      player.goTo(step + 1);
      const ended = player.walk.step === step || player.walk.step === player.walk.last;
      if (ended || player.tools.stops(player.walk.step)) this.pause();
    }, PLAY / choices().speed);
  }

  /** Another speed counts at once. */
  paced() {
    if (this.timer === undefined) return;
    clearInterval(this.timer);
    this.start();
  }

  pause() {
    if (this.timer === undefined) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.player.transport.playing(false);
  }
}
