/** Cards and edges in; curves from rim to rim out: a thin one for the value, a thick one back for the gradient. */

import { box } from "./canvas.js";
import { MONO } from "./theme.js";

/** @typedef {import("./types").CardStatic} CardStatic */
/** @typedef {import("./types").EdgeStatic} EdgeStatic */
/** @typedef {import("./types").EdgeNow} EdgeNow */
/** @typedef {[number, number]} Point */
/** @typedef {{left: number, right: number, top: number, bottom: number}} Bounds */
/** @typedef {{value: Path2D, grad: Path2D, thick: Point[], to: Point, back: Point, middle: Point, bounds: Bounds}} Curve */

const LANE = 9;
const HEAD = { value: 8, grad: 11 };
const ALPHA = { hidden: 0, future: 0.5, live: 1, past: 0.4 };

/**
 * Where an edge leaves or meets a card: spread along the rim, in the order of the other ends. The
 * value runs a little above that height and the gradient a little below, closer where it is crowded.
 * @param {CardStatic} card
 * @param {number} place
 * @param {number} places
 * @returns {{y: number, lane: number}}
 */
function port(card, place, places) {
  const gap = places > 1 ? Math.min(4 * LANE, (card.height - 4 * LANE) / (places - 1)) : 4 * LANE;
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

/**
 * @param {Point[]} points
 * @param {number} lane
 * @returns {Path2D}
 */
function path(points, lane) {
  const drawn = new Path2D();
  drawn.moveTo(...points[0]);
  for (const [, a, b, to] of pieces(points, lane)) drawn.bezierCurveTo(...a, ...b, ...to);
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
 * @returns {Bounds}
 */
function around(points) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const swing = (right - left) / 2 + 40;
  return { left: left - swing, right: right + swing, top: Math.min(...ys) - 20, bottom: Math.max(...ys) + 20 };
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
 * @returns {Map<string, Curve>}
 */
export function curves(cards, edges) {
  const card = new Map(cards.map((one) => [one.id, one]));
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
  for (const group of leaving.values()) group.sort((a, b) => at(a.to).y - at(b.to).y || a.slot - b.slot);
  for (const group of meeting.values()) group.sort((a, b) => at(a.from).y - at(b.from).y || a.slot - b.slot);
  const [leaves, meets] = [places(leaving), places(meeting)];
  const found = new Map();
  for (const edge of known) {
    const [from, to] = [at(edge.from), at(edge.to)];
    const start = port(from, ...leaves(edge));
    const end = port(to, ...meets(edge));
    const [right, left] = [from.x + from.width / 2, to.x - to.width / 2];
    /** @type {(side: number, near: number, far: number) => Point[]} */
    const line = (side, near, far) => [
      [right + near, start.y + side * start.lane],
      ...(edge.points ?? []).map(([x, y]) => /** @type {Point} */ ([x, y + side * LANE])),
      [left - far, end.y + side * end.lane],
    ];
    const thin = line(edge.recorded ? -1 : 0, 0, HEAD.value - 1);
    const thick = line(1, HEAD.grad - 1, 0);
    found.set(edge.id, {
      value: path(thin, edge.recorded ? -LANE : 0),
      grad: path(thick, LANE),
      thick,
      to: [left, thin[thin.length - 1][1]],
      back: [right, thick[0][1]],
      middle: along(thick, 0.5),
      bounds: around([...thin, ...thick]),
    });
  }
  return found;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Point} tip
 * @param {1 | -1} way
 * @param {number} size
 */
function arrow(ctx, [x, y], way, size) {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - way * size, y - size * 0.45);
  ctx.lineTo(x - way * size, y + size * 0.45);
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
  ctx.setLineDash(edge.recorded ? [] : [5, 4]);
  ctx.stroke(curve.value);
  ctx.setLineDash([]);
  arrow(ctx, curve.to, 1, HEAD.value);
  if (flowing) {
    ctx.strokeStyle = ctx.fillStyle = palette.grad_edge;
    ctx.lineWidth = 2.6 * Number(palette.weight);
    ctx.stroke(curve.grad);
    arrow(ctx, curve.back, -1, HEAD.grad);
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
  const [x, y] = along(curve.thick, 1 - share);
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
