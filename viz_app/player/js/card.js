/** One card's place, fields and colours in; its drawing on a canvas out, in less detail when far away. */

import { box, fit, grid } from "./canvas.js";
import { MONO, SANS } from "./theme.js";

/** @typedef {import("./types").Palette} Palette */
/** @typedef {import("./types").View} View */
/** @typedef {import("./types").CardNow} CardNow */
/** @typedef {import("./types").CardStatic} CardStatic */
/** @typedef {{views: View[], metrics: import("./types").Metrics, words: Record<string, string>, palette: Palette, scale: number, down: boolean}} Pen */

const NAME = `600 15px ${SANS}`;
const SMALL = `11px ${SANS}`;
const TAG = `10.5px ${SANS}`;
const ITALIC = `italic 11px ${SANS}`;
const SOURCE = `11.5px ${MONO}`;
const NOTE = `10.5px ${MONO}`;
/** What arrows take above a card where they come from there. */
const ARROWS = 15;
/** The width of a character in a cell. */
const CELL = 6.6;
const ALPHA = { hidden: 0, future: 0.62, live: 1, past: 0.55 };

/**
 * The rim: what kind of card it is, and whether it is the one that is happening.
 * @param {CanvasRenderingContext2D} ctx
 * @param {CardStatic} card
 * @param {CardNow} now
 * @param {Pen} pen
 * @param {{focus: boolean, selected: boolean, stop: boolean}} lit
 */
function rim(ctx, card, now, pen, lit) {
  const { palette } = pen;
  const [x, y] = [card.x - card.width / 2, card.y - card.height / 2];
  if (lit.focus) {
    const halo = Math.max(3, 2.5 / pen.scale);
    box(ctx, x - halo, y - halo, card.width + 2 * halo, card.height + 2 * halo, 9 + halo);
    ctx.globalAlpha *= 0.45;
    ctx.fillStyle = palette.now;
    ctx.fill();
    ctx.globalAlpha /= 0.45;
  }
  if (now.recorded && now.phase === "live" && pen.scale > 0.35) {
    ctx.shadowColor = "rgba(0, 0, 0, 0.07)";
    ctx.shadowBlur = 3 * pen.scale;
    ctx.shadowOffsetY = pen.scale;
  }
  box(ctx, x, y, card.width, card.height, 10);
  ctx.fillStyle = now.recorded ? palette.panel : palette.bg;
  ctx.fill();
  ctx.shadowColor = "transparent";
  ctx.shadowBlur = 0;
  ctx.shadowOffsetY = 0;
  ctx.lineWidth = (lit.selected ? 2.5 : 1.5) * Number(palette.weight);
  ctx.strokeStyle = palette.line;
  if (now.leaf && card.kind === "leaf" && now.grad_sign !== "absent") ctx.strokeStyle = palette.leaf_line;
  if (!now.recorded) ctx.strokeStyle = palette.cut;
  if (lit.focus) ctx.strokeStyle = palette.now;
  if (lit.selected) ctx.strokeStyle = palette.ink;
  ctx.setLineDash(now.recorded ? [] : [5, 4]);
  ctx.stroke();
  ctx.setLineDash([]);
  if (!lit.stop) return;
  ctx.beginPath();
  ctx.arc(x, y, 6, 0, 2 * Math.PI);
  ctx.fillStyle = palette.error;
  ctx.fill();
}

/**
 * Name, leaf badge, shape, source and value.
 * @param {CanvasRenderingContext2D} ctx
 * @param {CardStatic} card
 * @param {CardNow} now
 * @param {Pen} pen
 * @returns {number} where the foot begins
 */
function head(ctx, card, now, pen) {
  const { metrics, palette } = pen;
  const left = card.x - card.width / 2 + metrics.pad;
  const width = card.width - 2 * metrics.pad;
  let y = card.y - card.height / 2 + metrics.top;
  const middle = y + (metrics.name + (card.kind === "op" && card.bare ? metrics.source : 0)) / 2;
  ctx.font = NOTE;
  const shape = fit(ctx, now.shape, width * 0.6);
  const shapeWidth = ctx.measureText(shape).width;
  ctx.fillStyle = palette.faint;
  ctx.fillText(shape, left + width - shapeWidth, middle + 1);
  const named = now.names !== "";
  ctx.font = named ? NAME : SOURCE;
  ctx.fillStyle = palette.ink;
  const badge = now.leaf && card.kind === "leaf" && named;
  ctx.font = TAG;
  const tagWidth = badge ? ctx.measureText(pen.words.leaf).width + 12 : 0;
  ctx.font = named ? NAME : SOURCE;
  const room = width - shapeWidth - 6 - (badge ? tagWidth + 6 : 0);
  const name = fit(ctx, named ? now.names : now.source, room);
  ctx.fillText(name, left, middle);
  if (badge) tag(ctx, pen, left + ctx.measureText(name).width + 6, middle, tagWidth);
  y += metrics.name;
  if (card.kind === "op") {
    if (named && !card.bare) {
      ctx.font = SOURCE;
      ctx.fillStyle = palette.soft;
      ctx.fillText(fit(ctx, now.source, width), left, y + metrics.source / 2 - 1);
    }
    y += metrics.source;
  }
  if (now.value === null) return y;
  y += metrics.value_top;
  const look = now.recorded
    ? { fill: palette.value_bg, ink: palette.value, line: null }
    : { fill: null, ink: palette.cut, line: palette.line };
  return y + grid(ctx, pen.views[now.value], left, y, width, metrics, look) + metrics.value_bottom;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Pen} pen
 * @param {number} x
 * @param {number} y
 * @param {number} width
 */
function tag(ctx, pen, x, y, width) {
  box(ctx, x, y - 7.5, width, 15, 7.5);
  ctx.strokeStyle = pen.palette.leaf_line;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.font = TAG;
  ctx.fillStyle = pen.palette.grad;
  ctx.fillText(pen.words.leaf, x + 6, y + 0.5);
}

/**
 * Two texts on one line, the right one faint and never overlapping the left one.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Pen} pen
 * @param {{left: number, y: number, width: number, text: string, font: string, ink: string, note: string}} line
 */
function pair(ctx, pen, line) {
  ctx.font = line.font;
  const beside = line.width - ctx.measureText(line.text).width - 6;
  ctx.font = NOTE;
  const note = fit(ctx, line.note, Math.max(beside, line.width * 0.62));
  const noteWidth = note ? ctx.measureText(note).width : 0;
  ctx.fillStyle = pen.palette.faint;
  ctx.fillText(note, line.left + line.width - noteWidth, line.y);
  ctx.fillStyle = line.ink;
  const room = line.width - (note ? noteWidth + 5 : 0);
  ctx.font = line.font;
  for (let size = 10.5; size >= 9 && ctx.measureText(line.text).width > room; size -= 0.5) {
    ctx.font = line.font.replace(/[\d.]+px/, `${size}px`);
  }
  ctx.fillText(fit(ctx, line.text, room), line.left, line.y);
}

/**
 * The leaf's tray: its .grad, and the sum that made it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {CardStatic} card
 * @param {CardNow} now
 * @param {Pen} pen
 * @param {number} y
 */
function tray(ctx, card, now, pen, y) {
  const { metrics, palette } = pen;
  const left = card.x - card.width / 2;
  const bottom = card.y + card.height / 2;
  box(ctx, left + 0.75, y, card.width - 1.5, bottom - y - 0.75, [0, 0, 9, 9]);
  ctx.fillStyle = palette.tray;
  ctx.fill();
  const width = card.width - 2 * metrics.pad;
  const line = y + metrics.foot_top + metrics.line / 2;
  const none = now.grad_sign === "none" || now.grad === null;
  const text = none ? pen.words.grad_none : ".grad";
  const font = none ? ITALIC : SMALL;
  const note = none && now.grad_note ? "" : now.grad_note;
  pair(ctx, pen, { left: left + metrics.pad, y: line, width, text, font, ink: none ? palette.faint : palette.soft, note });
  if (none) {
    ctx.font = ITALIC;
    ctx.fillStyle = palette.faint;
    ctx.fillText(fit(ctx, now.grad_note, width), left + metrics.pad, line + metrics.line);
    return;
  }
  const look = { fill: palette.grad_bg, ink: palette.grad, line: null, hatched: now.grad_sign === "stale" };
  const top = y + metrics.foot_top + metrics.line + metrics.grad_top;
  grid(ctx, pen.views[now.grad ?? 0], left + metrics.pad, top, width, metrics, look);
}

/**
 * An operation's node: PyTorch's name, the inbox, and the gradient that is in it now.
 * @param {CanvasRenderingContext2D} ctx
 * @param {CardStatic} card
 * @param {CardNow} now
 * @param {Pen} pen
 * @param {number} y
 */
function node(ctx, card, now, pen, y) {
  const { metrics, palette } = pen;
  const left = card.x - card.width / 2 + metrics.pad;
  const width = card.width - 2 * metrics.pad;
  const line = y + metrics.foot_top + metrics.line / 2;
  const name = now.recorded
    ? { text: now.node, font: SMALL, ink: palette.soft, note: now.inbox }
    : { text: pen.words.not_recorded, font: ITALIC, ink: palette.faint, note: "" };
  pair(ctx, pen, { left, y: line, width, ...name });
  const held = now.inbox_grad ?? (now.grad_sign === "none" || now.grad_sign === "absent" ? null : now.grad);
  if (held === null) {
    const reason = now.grad_note ? `${pen.words.grad_none}: ${now.grad_note}` : pen.words.grad_none;
    const text = now.grad_sign === "none" ? reason : "";
    pair(ctx, pen, { left, y: line + metrics.line, width, text, font: ITALIC, ink: palette.faint, note: "" });
    return;
  }
  const view = pen.views[held];
  const row = { ...view, kind: /** @type {"grid"} */ ("grid"), rows: [inRow(view, width)] };
  const look = { fill: palette.grad_bg, ink: palette.grad, line: null, hatched: now.grad_sign === "stale" };
  grid(ctx, row, left, line + metrics.line / 2 + 0.5, width, { ...metrics, row: 16 }, look);
}

/**
 * A value in one row of cells that can be read: one number if all are equal, else as many as fit.
 * @param {View} view
 * @param {number} width
 * @returns {string[]}
 */
function inRow(view, width) {
  const numbers = view.rows.flat();
  if (numbers.length === 0) return [view.shape];
  if (numbers.every((text) => text === numbers[0])) return [numbers[0]];
  const room = Math.floor(width / (CELL * Math.max(...numbers.map((text) => text.length)) + 6));
  return numbers.length <= room ? numbers : [...numbers.slice(0, Math.max(1, room - 1)), "…"];
}

/**
 * What stands under the hairline: a leaf's tray right under its value, a node at the bottom.
 * @param {CanvasRenderingContext2D} ctx
 * @param {CardStatic} card
 * @param {CardNow} now
 * @param {Pen} pen
 * @param {number} end where the value ends
 */
function foot(ctx, card, now, pen, end) {
  const { foot_top, line, foot_bottom } = pen.metrics;
  const isLeaf = card.kind === "leaf" && now.grad_sign !== "absent";
  const isNode = card.kind === "op" && (now.node !== "" || !now.recorded);
  if (!isLeaf && !isNode) return;
  const size = foot_top + line * (now.recorded || now.grad_sign !== "absent" ? 2 : 1) + foot_bottom;
  const y = isLeaf ? end : card.y + card.height / 2 - size;
  if (isLeaf) tray(ctx, card, now, pen, y);
  ctx.fillStyle = pen.palette.line;
  ctx.fillRect(card.x - card.width / 2 + 0.75, y, card.width - 1.5, 1);
  if (isNode) node(ctx, card, now, pen, y);
}

/** @type {Map<string, number>} */
const sizes = new Map();

/**
 * A name seen from far: as large as fits, found once.
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} name
 * @param {number} width
 * @returns {number}
 */
function sizeFor(ctx, name, width) {
  const key = `${width}|${name}`;
  const known = sizes.get(key);
  if (known !== undefined) return known;
  let size = 22;
  do ctx.font = `600 ${size}px ${SANS}`;
  while (ctx.measureText(name).width > width && (size -= 2) > 14);
  if (sizes.size > 5000) sizes.clear();
  sizes.set(key, size);
  return size;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {CardStatic} card
 * @param {CardNow} now
 * @param {Pen} pen
 * @param {{focus: boolean, selected: boolean, stop: boolean}} lit
 */
export function drawCard(ctx, card, now, pen, lit) {
  if (!now || now.phase === "hidden") return;
  ctx.save();
  ctx.globalAlpha = ALPHA[now.phase];
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  rim(ctx, card, now, pen, lit);
  if (pen.scale < 0.28) {
    ctx.restore();
    return;
  }
  if (pen.scale < 0.45) {
    const name = now.names || now.source;
    ctx.font = `600 ${sizeFor(ctx, name, card.width - 12)}px ${SANS}`;
    ctx.fillStyle = pen.palette.ink;
    ctx.textAlign = "center";
    ctx.fillText(fit(ctx, name, card.width - 12), card.x, card.y);
    ctx.restore();
    return;
  }
  const y = head(ctx, card, now, pen);
  if (now.phase !== "future") foot(ctx, card, now, pen, y);
  ctx.restore();
}

/**
 * Behind a card that stands for a whole call: the sign of a pile, and what has been called.
 * @param {CanvasRenderingContext2D} ctx
 * @param {CardStatic} card
 * @param {{label: string, count: number}} call
 * @param {Pen} pen
 */
export function drawFolded(ctx, card, call, pen) {
  const { palette, words } = pen;
  const [x, y] = [card.x - card.width / 2, card.y - card.height / 2];
  ctx.save();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = palette.line;
  ctx.fillStyle = palette.panel;
  for (const away of [8, 4]) {
    box(ctx, x + away, y + away, card.width, card.height, 10);
    ctx.fill();
    ctx.stroke();
  }
  ctx.font = SOURCE;
  ctx.textBaseline = "bottom";
  const text = fit(ctx, words.folded.replace("{call}", call.label).replace("{n}", String(call.count)), card.width + 2 * CELL);
  const above = pen.down ? y - ARROWS : y - 4;
  if (pen.down) {
    ctx.fillStyle = palette.bg;
    ctx.fillRect(x - 3, above - 15, ctx.measureText(text).width + 6, 16);
  }
  ctx.fillStyle = palette.soft;
  ctx.fillText(text, x, above);
  ctx.restore();
}
