/** A walk in; vis-network's canvas out, drawn from the walk's present state, with one camera for the whole story. */

import { drawCard, drawFolded } from "./card.js";
import { beside, curves, drawEdge, drawFlow, drawLost, drawTraveller } from "./edges.js";
import { directed, runsDown } from "./direction.js";
import { h } from "./dom.js";
import { fold } from "./fold.js";
import { plain, plainEdge } from "./choices.js";
import { drawRegion } from "./region.js";
import { calm } from "./theme.js";

/** @typedef {import("./types").Palette} Palette */
/** @typedef {import("./types").Camera} Camera */
/** @typedef {import("./state.js").Walk} Walk */

const MARGIN = 24;
/** What the buttons at the lower rim take of the window. */
const BAR = 46;
const TRAVEL = 180;
const SCALES = { least: 0.08, most: 4, whole: 0.3, nearly: 0.66, readable: 0.72, fitMost: 1.5 };

export class Picture {
  /** @type {Map<string, import("./types").CardStatic>} */ cards;
  /** @type {Map<string, import("./edges.js").Curve>} */ curves;
  /** @type {import("./fold.js").Drawn} */ drawn;
  /** whether it runs from top to bottom */
  down = false;

  /**
   * @param {HTMLElement} host
   * @param {{walk: Walk, palette: Palette, words: Record<string, string>, camera: Camera | null, closed: Set<string>, onSelect: (id: string | null) => void, onTurn: (id: string) => void}} options
   */
  constructor(host, { walk, palette, words, camera, closed, onSelect, onTurn }) {
    this.host = host;
    this.walk = walk;
    this.palette = palette;
    this.words = words;
    /** @type {string | null} */
    this.selected = null;
    /** @type {Set<string>} what belongs to the selected: an edge's ends, a line's cards */
    this.alike = new Set();
    /** @type {Set<string>} cards at which a walk stops */
    this.breaks = new Set();
    /** @type {{focus: Set<string>, selected: Set<string>, stop: Set<string>}} cards that are marked in this drawing */
    this.lit = { focus: new Set(), selected: new Set(), stop: new Set() };
    /** @type {{least: number, most: number} | null} other sizes than usual */
    this.bounds = null;
    this.touched = camera !== null;
    /** more than the window can show at a size that can be read */
    this.large = false;
    this.scene = "";
    /** @type {Set<string>} edges on which a gradient is on its way */
    this.travelling = new Set();
    this.share = 0;
    this.flight = 0;
    this.simple = h("p", { class: "gs-simple", role: "note", title: words.simpler_hint });
    this.show(walk, closed);
    host.append(this.simple);
    this.network.on("doubleClick", (/** @type {any} */ event) => event.nodes[0] && onTurn(event.nodes[0]));
    this.network.on("click", (/** @type {any} */ event) => onSelect(event.nodes[0] ?? this.edgeAt(event.pointer.canvas)));
    this.network.on("dragEnd", () => (this.touched = true));
    this.network.on("zoom", () => this.zoomed());
    this.network.on("resize", () => this.touched || this.fit());
    if (camera) this.camera = camera;
    else this.fit();
  }

  /**
   * A new story, or other calls are folded: the network is filled anew, the camera stays.
   * @param {Walk} walk
   * @param {Set<string>} closed
   */
  show(walk, closed) {
    this.walk = walk;
    const story = directed(walk.story);
    const down = (this.down = runsDown(story));
    this.drawn = fold(story, closed, down);
    this.cards = new Map(this.drawn.cards.map((card) => [card.id, card]));
    this.curves = curves(this.drawn.cards, this.drawn.edges, down);
    const nodes = story.network.nodes.flatMap((node) => {
      const card = this.cards.get(/** @type {string} */ (node.id));
      const ctxRenderer = (/** @type {any} */ drawing) => this.node(drawing);
      return card ? [{ ...node, x: card.x, y: card.y, size: this.reach(card.id), ctxRenderer }] : [];
    });
    const ends = new Map(this.drawn.edges.map((edge) => [edge.id, edge]));
    const edges = story.network.edges.flatMap((edge) => {
      const end = ends.get(/** @type {string} */ (edge.id));
      return end ? [{ ...edge, from: end.from, to: end.to, hidden: true }] : [];
    });
    this.nodes = new vis.DataSet(nodes);
    const options = { ...story.network.options, autoResize: true };
    options.interaction = { ...options.interaction, hover: false, keyboard: false, selectConnectedEdges: false };
    if (this.network) {
      const { camera } = this;
      this.network.setData({ nodes: this.nodes, edges: new vis.DataSet(edges) });
      this.network.setOptions(options);
      this.camera = camera;
    } else {
      this.network = new vis.Network(this.host, { nodes: this.nodes, edges: new vis.DataSet(edges) }, options);
      this.network.on("beforeDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => this.below(ctx));
      this.network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => this.above(ctx));
    }
    this.measure();
    this.scene = "";
    this.simple.hidden = !story.direct;
    this.simple.textContent = this.words.simpler.replace("{n}", String(story.direct));
    this.host.toggleAttribute("data-down", down);
    this.redraw();
  }

  /**
   * Fold other calls.
   * @param {Set<string>} closed
   * @param {string | null} card which stays where it is on the screen; without one, all is shown
   */
  fold(closed, card) {
    const before = card === null ? undefined : this.cards.get(this.standing(card));
    this.show(this.walk, closed);
    const after = card === null ? undefined : this.cards.get(this.standing(card));
    if (!before || !after) {
      this.fit();
      this.follow();
    } else {
      const { x, y, scale } = this.camera;
      this.camera = { x: x + after.x - before.x, y: y + after.y - before.y, scale };
    }
    this.redraw();
  }

  /** @param {string} id @returns {string} the card that is drawn for it */
  standing(id) {
    return this.drawn.stands.get(id) ?? id;
  }

  /** @param {Iterable<string>} ids @returns {Set<string>} the cards that are drawn for them */
  standings(ids) {
    return new Set([...ids].map((id) => this.standing(id)));
  }

  /**
   * Half the longer side of a card: where it may be seen, vis-network draws it.
   * @param {string} id
   */
  reach(id) {
    const card = this.cards.get(id);
    return card ? Math.max(card.width, card.height) / 2 : 0;
  }

  /** vis-network learns where a card can be clicked only after it has drawn it: it is told before. */
  measure() {
    for (const { id, width, height } of this.cards.values()) {
      const shape = this.network.body.nodes[id]?.shape;
      if (shape) Object.assign(shape, { customSizeWidth: width, customSizeHeight: height, refreshNeeded: true });
    }
  }

  /** Draw what the walk shows now; a card of another scene can neither be seen nor clicked. */
  redraw() {
    const { scene } = this.walk.here;
    if (scene !== this.scene) {
      this.scene = scene;
      this.nodes.update([...this.cards.values()].map((card) => ({ id: card.id, hidden: card.scene !== scene })));
    }
    this.network.redraw();
  }

  /**
   * @param {{x: number, y: number}} point
   * @returns {string | null} the edge that runs there
   */
  edgeAt(point) {
    /** @type {string | null} */
    let found = null;
    const ctx = this.host.querySelector("canvas")?.getContext("2d");
    this.eachEdge((edge, now, curve) => {
      if (ctx && now.phase !== "hidden" && beside(ctx, curve, point, now.flow !== null)) found = edge.id;
    });
    return found;
  }

  /** Let the gradients that this step brings travel their edges once, where motion is welcome. */
  travel() {
    if (calm()) return;
    const brought = this.walk.here.changes.filter(([key, , flow]) => key.endsWith("/flow") && flow !== null);
    this.travelling = new Set(brought.map(([key]) => key.slice("edge/".length, -"/flow".length)));
    if (this.travelling.size === 0) return;
    const begun = performance.now();
    /** @param {number} time */
    const frame = (time) => {
      this.share = Math.min(1, Math.max(0, (time - begun) / TRAVEL));
      if (this.share === 1) this.travelling.clear();
      this.network.redraw();
      if (this.travelling.size > 0) this.flight = requestAnimationFrame(frame);
    };
    cancelAnimationFrame(this.flight);
    this.flight = requestAnimationFrame(frame);
  }

  /** @param {any} drawing */
  node({ ctx, id }) {
    const card = this.cards.get(id);
    const now = /** @type {any} */ (this.walk.now.card[id]);
    if (!card) return {};
    const lit = { focus: this.lit.focus.has(id), selected: this.lit.selected.has(id), stop: this.lit.stop.has(id) };
    const folded = this.drawn.folded.get(id);
    return {
      drawNode: () => {
        if (folded) drawFolded(ctx, card, folded, this.pen());
        drawCard(ctx, card, plain(now), this.pen(), lit);
      },
      nodeDimensions: { width: card.width, height: card.height },
    };
  }

  pen() {
    const { views, metrics } = this.walk.story;
    return { views, metrics, words: this.words, palette: this.palette, scale: this.network.getScale(), down: this.down };
  }

  /** @param {CanvasRenderingContext2D} ctx */
  below(ctx) {
    const selected = this.selected === null ? [] : [this.selected];
    this.lit = { focus: this.standings(this.walk.here.focus), selected: this.standings([...selected, ...this.alike]), stop: this.standings(this.breaks) };
    for (const region of this.drawn.regions) {
      const now = this.walk.now.region[region.id];
      if (region.scene === this.scene && now && now.phase !== "hidden") drawRegion(ctx, region, now.phase, this.palette);
    }
    this.eachEdge((edge, now, curve) => {
      const lit = { focus: this.walk.here.focus.includes(edge.id), selected: this.selected === edge.id };
      drawEdge(ctx, edge, plainEdge(now), curve, this.palette, lit);
    });
  }

  /** @param {CanvasRenderingContext2D} ctx */
  above(ctx) {
    if (this.network.getScale() < 0.45) return;
    this.eachEdge((edge, now, curve) => {
      drawFlow(ctx, plainEdge(now), curve, this.palette);
      if (edge.lost) drawLost(ctx, now, curve, this.palette, this.words[`lost_${edge.lost}`]);
      if (this.travelling.has(edge.id)) drawTraveller(ctx, curve, this.palette, this.share);
    });
  }

  /**
   * Every edge of this scene that the window can show.
   * @param {(edge: import("./types").EdgeStatic, now: any, curve: import("./edges.js").Curve) => void} draw
   */
  eachEdge(draw) {
    const { clientWidth, clientHeight } = this.host;
    const first = this.network.DOMtoCanvas({ x: 0, y: 0 });
    const last = this.network.DOMtoCanvas({ x: clientWidth, y: clientHeight });
    /** @param {import("./edges.js").Bounds} box @returns {boolean} */
    const seen = ({ left, right, top, bottom }) =>
      left < last.x && right > first.x && top < last.y && bottom > first.y;
    for (const edge of this.drawn.edges) {
      const curve = this.curves.get(edge.id);
      const now = this.walk.now.edge[edge.id];
      if (edge.scene === this.scene && curve && now && seen(curve.bounds)) draw(edge, now, curve);
    }
  }

  /** @returns {Camera} */
  get camera() {
    const { x, y } = this.network.getViewPosition();
    return { x, y, scale: this.network.getScale() };
  }

  set camera({ x, y, scale }) {
    this.network.moveTo({ position: { x, y }, scale, animation: false });
  }

  zoomed() {
    this.touched = true;
    const { scale } = this.camera;
    const kept = Math.min(SCALES.most, Math.max(SCALES.least, scale));
    if (kept !== scale) this.network.moveTo({ scale: kept, animation: false });
  }

  /**
   * See every scene at once, no larger than is pleasant, no smaller than can be read: then the picture
   * is a book, whose pages turn with the steps. Asked for the whole, it gets smaller than that.
   * @param {boolean} whole
   */
  fit(whole = false) {
    if (this.drawn.cards.length === 0) return;
    const { left, right, top, bottom } = this.extent;
    const { clientWidth: width, clientHeight: height } = this.host;
    const wanted = Math.min((width - 2 * MARGIN) / (right - left), (height - MARGIN - this.foot) / (bottom - top));
    const usual = wanted >= SCALES.nearly ? SCALES.nearly : SCALES.readable; // a little smaller is better than cut off
    const least = whole ? SCALES.whole : this.bounds?.least ?? usual;
    this.large = wanted < least;
    const scale = Math.max(least, Math.min(this.bounds?.most ?? SCALES.fitMost, wanted));
    this.camera = this.within({ x: left, y: top, scale });
    this.touched = false;
  }

  /** What stays free below: in the lecture view there are no buttons. */
  get foot() {
    return this.bounds ? MARGIN : BAR;
  }

  /** The rectangle around all cards and regions; it may be empty. */
  get extent() {
    const { cards, regions } = this.drawn;
    const things = [...cards, ...regions];
    return {
      left: Math.min(...things.map((thing) => thing.x - thing.width / 2)),
      right: Math.max(...things.map((thing) => thing.x + thing.width / 2)),
      top: Math.min(...things.map((thing) => thing.y - thing.height / 2)),
      bottom: Math.max(...things.map((thing) => thing.y + thing.height / 2)),
    };
  }

  /**
   * A camera moved so that the window shows as much of the picture as it can.
   * @param {Camera} camera
   * @returns {Camera}
   */
  within({ x, y, scale }) {
    const { left, right, top, bottom } = this.extent;
    const spanX = (this.host.clientWidth / 2 - MARGIN) / scale;
    const half = this.host.clientHeight / 2;
    const [above, below] = [(half - MARGIN) / scale, (half - this.foot) / scale];
    return { x: between(x, left + spanX, right - spanX), y: between(y, top + above, bottom - below), scale };
  }

  /** The whole, as far as names can be read. */
  overview() {
    this.fit(true);
    this.touched = true;
  }

  /** What is too large to be seen at once is turned like a page when the step lies outside the window. */
  follow() {
    if (!this.large) return;
    const lit = this.walk.here.focus.flatMap((id) => this.cards.get(this.standing(id)) ?? []).filter((card) => card.scene === this.scene);
    if (lit.length === 0) return;
    const { clientWidth, clientHeight } = this.host;
    const seen = lit.every(({ x, y }) => {
      const at = this.network.canvasToDOM({ x, y });
      return at.x > MARGIN && at.x < clientWidth - MARGIN && at.y > MARGIN && at.y < clientHeight - this.foot;
    });
    if (seen) return;
    const { scale } = this.camera;
    const [first, last] = [lit[0], lit[lit.length - 1]];
    const near = Math.abs(first.x - last.x) * scale < clientWidth / 2 && Math.abs(first.y - last.y) * scale < clientHeight / 2;
    const [x, y] = near ? [(first.x + last.x) / 2, (first.y + last.y) / 2] : [last.x, last.y];
    this.camera = this.touched ? { x, y, scale } : this.within({ x, y, scale });
  }

  /** @returns {Record<string, {x: number, y: number}>} every card's centre in pixels of the window */
  positions() {
    const frame = this.host.getBoundingClientRect();
    /** @type {Record<string, {x: number, y: number}>} */
    const found = {};
    for (const card of this.cards.values()) {
      const { x, y } = this.network.canvasToDOM({ x: card.x, y: card.y });
      found[card.id] = { x: Math.round((frame.x + x) * 100) / 100, y: Math.round((frame.y + y) * 100) / 100 };
    }
    return found;
  }

  destroy() {
    cancelAnimationFrame(this.flight);
    this.network.destroy();
  }
}

/**
 * A number between two others; in the middle where there is no room between them.
 * @param {number} number
 * @param {number} least
 * @param {number} most
 */
function between(number, least, most) {
  return least > most ? (least + most) / 2 : Math.min(most, Math.max(least, number));
}
