/**
 * Cards and edges in; curves from rim to rim out: a thin one for the value, a thick one back for the gradient.
 * They are computed from left to right; from top to bottom the same is done with x and y exchanged.
 */

import { box } from "./canvas.js";
import { MONO } from "./theme.js";

/** @typedef {import("./types").CardStatic} CardStatic */
/** @typedef {import("./types").EdgeStatic} EdgeStatic */
/** @typedef {import("./types").EdgeNow} EdgeNow */
/** @typedef {[number, number]} Point */
/** @typedef {{left: number, right: number, top: number, bottom: number}} Bounds */
/** @typedef {{value: Path2D, grad: Path2D, thick: Point[], to: Point, back: Point, middle: Point, bounds: Bounds, down: boolean}} Curve */

const LANE = 9;
/** How far apart edges meet a card at most: texts beside each other need more room than one under another. */
const PORTS = { right: 4 * LANE, down: 96 };
const HEAD = { value: 8, grad: 11 };
const ALPHA = { hidden: 0, future: 0.5, live: 1, past: 0.4 };

/**
 * Where an edge leaves or meets a card: spread along the rim, in the order of the other ends. The
 * value runs a little above that height and the gradient a little below, closer where it is crowded.
 * @param {CardStatic} card
 * @param {number} place
 * @param {number} places
 * @param {number} most
 * @returns {{y: number, lane: number}}
 */
function port(card, place, places, most) {
  const gap = places > 1 ? Math.min(most, (card.height - 4 * LANE) / (places - 1)) : most;
  return { y: card.y + (place - (places - 1) / 2) * gap, lane: Math.min(LANE, gap / 4) };
}

/**
 * Cubic pieces, level at both ends. Where they are steep, a lane that is above at the ends has to
 * keep to one side, so that value and gradient run beside each other all the way.
 * @param {Point[]} points
 * @param {number} lane signed: above is negative
 * @returns {[Point, Point, Point, Point][]}
 */
function pieces(points, lane) {
  return points.slice(1).map((to, i) => {
    const from = points[i];
    const [dx, dy] = [Math.abs(to[0] - from[0]), to[1] - from[1]];
    const aside = (-1.3 * lane * dy) / (dx + Math.abs(dy) + 1);
    const reach = Math.max(14, dx / 2, Math.min(dx, Math.abs(dy) / 5));
    const way = to[0] >= from[0] ? 1 : -1;
    const first = i === 0 ? Math.sign(points[points.length - 1][0] - points[0][0]) || 1 : way;
    return [from, [from[0] + first * reach + aside, from[1]], [to[0] - way * reach + aside, to[1]], to];
  });
}

/** @typedef {(point: Point) => Point} Turn */
/** @type {Turn} */
const exchanged = ([x, y]) => [y, x];

/**
 * @param {Point[]} points
 * @param {number} lane
 * @param {Turn} turn
 * @returns {Path2D}
 */
function path(points, lane, turn) {
  const drawn = new Path2D();
  drawn.moveTo(...turn(points[0]));
  for (const [, a, b, to] of pieces(points, lane)) drawn.bezierCurveTo(...turn(a), ...turn(b), ...turn(to));
  return drawn;
}

/**
 * The point at a share of the way along a gradient's curve.
 * @param {Point[]} points
 * @param {number} share
 * @returns {Point}
 */
function along(points, share) {
  const all = pieces(points, LANE);
  const index = Math.min(all.length - 1, Math.floor(share * all.length));
  const t = share * all.length - index;
  const s = 1 - t;
  const [p, a, b, q] = all[index];
  /** @param {0 | 1} i @returns {number} */
  const at = (i) => s * s * s * p[i] + 3 * s * s * t * a[i] + 3 * s * t * t * b[i] + t * t * t * q[i];
  return [at(0), at(1)];
}

/**
 * A box that holds a curve: its points, and the swing that it may take around them.
 * @param {Point[]} points
 * @param {Turn} turn
 * @returns {Bounds}
 */
function around(points, turn) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const swing = (right - left) / 2 + 40;
  const [first, last] = [turn([left - swing, Math.min(...ys) - 20]), turn([right + swing, Math.max(...ys) + 20])];
  return { left: first[0], right: last[0], top: first[1], bottom: last[1] };
}

/**
 * Which place of how many each edge has at its card.
 * @param {Map<string, EdgeStatic[]>} groups
 * @returns {(edge: EdgeStatic) => [number, number]}
 */
function places(groups) {
  /** @type {Map<EdgeStatic, [number, number]>} */
  const found = new Map();
  for (const group of groups.values()) group.forEach((edge, i) => found.set(edge, [i, group.length]));
  return (edge) => found.get(edge) ?? [0, 1];
}

/**
 * @param {CardStatic[]} cards
 * @param {EdgeStatic[]} edges
 * @param {boolean} down whether they run from top to bottom
 * @returns {Map<string, Curve>}
 */
export function curves(cards, edges, down) {
  /** @type {Turn} */
  const turn = down ? exchanged : (point) => point;
  /** @param {CardStatic} one @returns {CardStatic} */
  const turned = (one) => (down ? { ...one, x: one.y, y: one.x, width: one.height, height: one.width } : one);
  const card = new Map(cards.map((one) => [one.id, turned(one)]));
  const known = edges.filter((edge) => card.has(edge.from) && card.has(edge.to));
  /** @param {string} id @returns {CardStatic} */
  const at = (id) => /** @type {CardStatic} */ (card.get(id));
  /** @type {Map<string, EdgeStatic[]>} */
  const leaving = new Map();
  /** @type {Map<string, EdgeStatic[]>} */
  const meeting = new Map();
  for (const edge of known) {
    if (!leaving.get(edge.from)?.push(edge)) leaving.set(edge.from, [edge]);
    if (!meeting.get(edge.to)?.push(edge)) meeting.set(edge.to, [edge]);
  }
  /** @type {(edge: EdgeStatic, end: string, next: number) => number} where an edge goes to from a card, at first */
  const aim = ({ points }, end, next) => (points?.length ? turn(points.at(next) ?? [0, 0])[1] : at(end).y);
  for (const group of leaving.values()) group.sort((a, b) => aim(a, a.to, 0) - aim(b, b.to, 0) || a.slot - b.slot);
  for (const group of meeting.values()) group.sort((a, b) => aim(a, a.from, -1) - aim(b, b.from, -1) || a.slot - b.slot);
  const [leaves, meets] = [places(leaving), places(meeting)];
  const found = new Map();
  for (const edge of known) {
    const [from, to] = [at(edge.from), at(edge.to)];
    const start = port(from, ...leaves(edge), PORTS[down ? "down" : "right"]);
    const end = port(to, ...meets(edge), PORTS[down ? "down" : "right"]);
    const [right, left] = [from.x + from.width / 2, to.x - to.width / 2];
    /** @type {(side: number, near: number, far: number) => Point[]} */
    const line = (side, near, far) => [
      [right + near, start.y + side * start.lane],
      ...(edge.points ?? []).map(turn).map(([x, y]) => /** @type {Point} */ ([x, y + side * LANE])),
      [left - far, end.y + side * end.lane],
    ];
    const thin = line(edge.recorded ? -1 : 0, 0, HEAD.value - 1);
    const thick = line(1, HEAD.grad - 1, 0);
    // From top to bottom, a text would cover the cards that a long edge passes: it stands where the edge arrives.
    const share = down && thick.length > 2 ? 1 - 0.5 / (thick.length - 1) : 0.5;
    found.set(edge.id, {
      value: path(thin, edge.recorded ? -LANE : 0, turn),
      grad: path(thick, LANE, turn),
      thick,
      to: turn([left, thin[thin.length - 1][1]]),
      back: turn([right, thick[0][1]]),
      middle: turn(along(thick, share)),
      bounds: around([...thin, ...thick], turn),
      down,
    });
  }
  return found;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Point} tip
 * @param {1 | -1} way
 * @param {number} size
 * @param {boolean} down
 */
function arrow(ctx, [x, y], way, size, down) {
  const [back, aside] = [way * size, size * 0.45];
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(...(down ? /** @type {const} */ ([x - aside, y - back]) : /** @type {const} */ ([x - back, y - aside])));
  ctx.lineTo(...(down ? /** @type {const} */ ([x + aside, y - back]) : /** @type {const} */ ([x - back, y + aside])));
  ctx.closePath();
  ctx.fill();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {EdgeStatic} edge
 * @param {EdgeNow} now
 * @param {Curve} curve
 * @param {import("./types").Palette} palette
 * @param {{focus: boolean, selected: boolean}} lit
 */
export function drawEdge(ctx, edge, now, curve, palette, lit) {
  if (now.phase === "hidden") return;
  const flowing = now.flow !== null || now.flow_text !== "";
  ctx.save();
  ctx.globalAlpha = ALPHA[now.phase];
  ctx.lineCap = "round";
  if (lit.focus || lit.selected) {
    ctx.globalAlpha *= 0.45;
    ctx.strokeStyle = lit.selected ? palette.ink : palette.now;
    ctx.lineWidth = 8;
    ctx.stroke(flowing ? curve.grad : curve.value);
    ctx.globalAlpha /= 0.45;
  }
  ctx.strokeStyle = ctx.fillStyle = edge.recorded ? palette.edge : palette.cut;
  ctx.lineWidth = 1.5 * Number(palette.weight);
  ctx.setLineDash(edge.recorded ? [] : edge.lost ? [1, 6] : [5, 4]);
  if (edge.lost) ctx.lineWidth *= 1.6;
  ctx.stroke(curve.value);
  ctx.setLineDash([]);
  arrow(ctx, curve.to, 1, HEAD.value, curve.down);
  if (flowing) {
    ctx.strokeStyle = ctx.fillStyle = palette.grad_edge;
    ctx.lineWidth = 2.6 * Number(palette.weight);
    ctx.stroke(curve.grad);
    arrow(ctx, curve.back, -1, HEAD.grad, curve.down);
  }
  ctx.restore();
}

/**
 * On the line of a history that is lost: the cut, and what made it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {EdgeNow} now
 * @param {Curve} curve
 * @param {import("./types").Palette} palette
 * @param {string} how
 */
export function drawLost(ctx, now, curve, palette, how) {
  if (now.phase === "hidden") return;
  ctx.save();
  ctx.globalAlpha = ALPHA[now.phase];
  ctx.font = `11px ${MONO}`;
  const width = ctx.measureText(how).width + 26;
  const [x, y] = curve.middle;
  box(ctx, x - width / 2, y - 9, width, 18, 9);
  ctx.fillStyle = palette.bg;
  ctx.fill();
  ctx.strokeStyle = ctx.fillStyle = palette.cut;
  ctx.setLineDash([3, 2]);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(how, x - width / 2 + 18, y + 0.5);
  ctx.lineWidth = 1.5;
  for (const at of [7, 11]) {
    ctx.beginPath();
    ctx.moveTo(x - width / 2 + at - 2, y + 5);
    ctx.lineTo(x - width / 2 + at + 2, y - 5);
    ctx.stroke();
  }
  ctx.restore();
}

/**
 * What the edge brings, on the middle of its curve, above everything else.
 * @param {CanvasRenderingContext2D} ctx
 * @param {EdgeNow} now
 * @param {Curve} curve
 * @param {import("./types").Palette} palette
 */
export function drawFlow(ctx, now, curve, palette) {
  if (now.phase === "hidden" || now.flow_text === "") return;
  ctx.save();
  ctx.globalAlpha = ALPHA[now.phase];
  ctx.font = `11px ${MONO}`;
  const width = ctx.measureText(now.flow_text).width + 8;
  const [x, y] = curve.middle;
  box(ctx, x - width / 2, y - 8, width, 16, 4);
  ctx.fillStyle = palette.bg;
  ctx.fill();
  ctx.fillStyle = palette.grad;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(now.flow_text, x, y + 0.5);
  ctx.restore();
}

/**
 * A gradient on its way back: only ever seen for a moment, to show where it came from.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Curve} curve
 * @param {import("./types").Palette} palette
 * @param {number} share how much of the way is done
 */
export function drawTraveller(ctx, curve, palette, share) {
  const point = along(curve.thick, 1 - share);
  const [x, y] = curve.down ? exchanged(point) : point;
  ctx.beginPath();
  ctx.arc(x, y, 6, 0, 2 * Math.PI);
  ctx.fillStyle = palette.grad_edge;
  ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = palette.bg;
  ctx.stroke();
}

/**
 * Whether a point lies on an edge, or close enough for a pointer.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Curve} curve
 * @param {{x: number, y: number}} point in the canvas's own units
 * @param {boolean} flowing
 * @returns {boolean}
 */
export function beside(ctx, curve, { x, y }, flowing) {
  ctx.save();
  ctx.resetTransform();
  ctx.setLineDash([]);
  ctx.lineWidth = 14;
  const found = ctx.isPointInStroke(curve.value, x, y) || (flowing && ctx.isPointInStroke(curve.grad, x, y));
  ctx.restore();
  return found;
}
