/** Texts, cells and grids of values in; their drawing on a canvas out. */

import { MONO } from "./theme.js";

/** @typedef {import("./types").View} View */

/** @type {Map<string, string>} */
const fitted = new Map();

/**
 * The text, or as much of it as fits, with an ellipsis.
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} text
 * @param {number} width
 * @returns {string}
 */
export function fit(ctx, text, width) {
  const key = `${ctx.font}|${width}|${text}`;
  const known = fitted.get(key);
  if (known !== undefined) return known;
  let shown = text;
  if (ctx.measureText(text).width > width) {
    const letters = [...text];
    while (letters.length > 1 && ctx.measureText(`${letters.join("")}…`).width > width) letters.pop();
    shown = `${letters.join("").trimEnd()}…`;
  }
  if (fitted.size > 5000) fitted.clear();
  fitted.set(key, shown);
  return shown;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {number | number[]} radius
 */
export function box(ctx, x, y, width, height, radius) {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, radius);
}

/**
 * Slanted lines: the sign of what is not recorded, or stale.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {number} gap
 */
export function hatch(ctx, x, y, width, height, gap) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
  ctx.beginPath();
  for (let at = x - height; at < x + width; at += gap) {
    ctx.moveTo(at, y + height);
    ctx.lineTo(at + height, y);
  }
  ctx.stroke();
  ctx.restore();
}

/**
 * @typedef {{fill: string | null, ink: string, line: string | null, hatched?: boolean}} Cells
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} text
 * @param {{x: number, y: number, width: number, height: number}} at
 * @param {Cells} look
 */
function cell(ctx, text, at, look) {
  box(ctx, at.x, at.y, at.width, at.height, 3);
  if (look.fill) {
    ctx.fillStyle = look.fill;
    ctx.fill();
  }
  if (look.line) {
    ctx.setLineDash([3, 2]);
    ctx.strokeStyle = look.line;
    ctx.lineWidth = 1;
    ctx.stroke();
    ctx.setLineDash([]);
  }
  if (look.hatched) {
    ctx.strokeStyle = look.ink;
    ctx.globalAlpha *= 0.3;
    hatch(ctx, at.x, at.y, at.width, at.height, 5);
    ctx.globalAlpha /= 0.3;
  }
  ctx.fillStyle = look.ink;
  ctx.textAlign = "center";
  let size = 12;
  do ctx.font = `${size}px ${MONO}`;
  while (ctx.measureText(text).width > at.width - 2 && --size > 8);
  ctx.fillText(fit(ctx, text, at.width - 1), at.x + at.width / 2, at.y + at.height / 2 + 0.5);
  ctx.textAlign = "left";
}

/**
 * A value as a grid of cells; a heat map when there are too many numbers to read.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {import("./types").Metrics} metrics
 * @param {Cells} look
 * @returns {number} its height
 */
export function grid(ctx, view, x, y, width, metrics, look) {
  const rows = view.kind === "heat" ? 3 : Math.max(1, view.rows.length);
  const height = rows * metrics.row + (rows - 1) * metrics.row_gap;
  if (view.kind === "heat") {
    const high = height / Math.max(1, view.levels.length);
    view.levels.forEach((levels, r) => {
      const wide = width / Math.max(1, levels.length);
      levels.forEach((level, c) => {
        ctx.fillStyle = look.ink;
        const before = ctx.globalAlpha;
        ctx.globalAlpha = before * (0.08 + 0.87 * level);
        ctx.fillRect(x + c * wide, y + r * high, Math.ceil(wide), Math.ceil(high));
        ctx.globalAlpha = before;
      });
    });
    return height;
  }
  view.rows.forEach((row, r) => {
    const wide = (width - (row.length - 1) * metrics.row_gap) / row.length;
    const top = y + r * (metrics.row + metrics.row_gap);
    row.forEach((text, c) => {
      cell(ctx, text, { x: x + c * (wide + metrics.row_gap), y: top, width: wide, height: metrics.row }, look);
    });
  });
  return height;
}
