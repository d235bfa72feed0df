/** What the person chooses, in picture, table or text, in; the same thing lit in all of them out. */

import { plain } from "./choices.js";
import { origins } from "./jumps.js";

export class Selection {
  /** @param {import("./player.js").Player} player */
  constructor(player) {
    this.player = player;
  }

  /** @param {string | null} id a card, an edge, or nothing */
  select(id) {
    this.light(id);
    const chosen = id === null ? undefined : this.player.walk.now.card[id];
    this.player.calls.select?.(chosen?.names ?? "");
  }

  /** @param {string | null} id what has been selected, as far as it can be seen */
  light(id) {
    const { walk, picture, notebook } = this.player;
    const edge = walk.story.edges.find((one) => one.id === id);
    picture.selected = id;
    picture.alike = new Set(edge ? [edge.from, edge.to] : []);
    notebook.light(origins(walk.story).get(edge ? edge.to : (id ?? "")) ?? null);
    this.player.inspect();
    picture.redraw();
  }

  /** @returns {string[]} the cards that can be seen */
  seen() {
    const { story, now, here } = this.player.walk;
    const seen = story.cards.filter(({ id, scene }) => scene === here.scene && !["hidden", "future"].includes(now.card[id]?.phase));
    return seen.map(({ id }) => id);
  }

  /**
   * A line of the text, or a name in it, has been chosen there.
   * @param {import("./jumps.js").Line} line
   * @param {string} name
   */
  pick(line, name) {
    const { walk, picture, notebook } = this.player;
    const { story, now } = walk;
    const made = origins(story);
    const seen = this.seen();
    const named = seen.filter((id) => name !== "" && now.card[id].names.split(/, | = /).includes(name));
    const own = seen.filter((id) => {
      const at = made.get(id);
      return at && story.runs[at.run].number === line.cell && at.line <= line.line && line.line <= at.end_line;
    });
    const found = named.length > 0 ? named : own;
    this.select(found.at(-1) ?? null);
    picture.alike = new Set(found);
    notebook.selected = line;
    this.player.inspect();
    picture.redraw();
  }

  /** @param {1 | -1} way to the next card that can be seen, or the one before */
  neighbour(way) {
    const seen = this.seen();
    const at = seen.indexOf(this.player.picture.selected ?? "");
    const next = at < 0 ? (way === 1 ? 0 : seen.length - 1) : at + way;
    this.select(seen[(next + seen.length) % seen.length] ?? null);
  }

  /** @param {string} id @returns {string} what a card is called */
  called(id) {
    const card = this.player.walk.now.card[id];
    return card ? card.names || card.source : id;
  }

  /**
   * @param {import("./inspector.js").Inspector} inspector
   * @returns {boolean} whether something is selected that can be shown
   */
  show(inspector) {
    const { walk, picture } = this.player;
    const { story, now } = walk;
    const chosen = now.card[picture.selected ?? ""];
    const edge = story.edges.find(({ id }) => id === picture.selected);
    if (chosen) inspector.card(plain(/** @type {any} */ (chosen)), story.views, this.player.folds.offers(picture.selected ?? ""));
    else if (edge) inspector.edge(this.called(edge.from), this.called(edge.to), /** @type {any} */ (now.edge[edge.id]), story.views, edge.lost);
    return Boolean(chosen ?? edge);
  }
}
