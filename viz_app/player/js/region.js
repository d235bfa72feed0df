/** A region and the palette in; its shade, its rim and its label on a canvas out. */

import { box, hatch } from "./canvas.js";
import { MONO } from "./theme.js";

const ALPHA = { future: 0.4, live: 1, past: 0.7 };

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("./types").RegionStatic} region
 * @param {keyof typeof ALPHA} phase
 * @param {import("./types").Palette} palette
 */
export function drawRegion(ctx, region, phase, palette) {
  const [x, y] = [region.x - region.width / 2, region.y - region.height / 2];
  ctx.save();
  ctx.globalAlpha = ALPHA[phase];
  ctx.strokeStyle = palette.cut;
  ctx.lineWidth = 7;
  ctx.globalAlpha *= 0.07;
  hatch(ctx, x, y, region.width, region.height, 20);
  ctx.globalAlpha /= 0.07;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([5, 4]);
  box(ctx, x, y, region.width, region.height, 12);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.font = `11px ${MONO}`;
  ctx.textBaseline = "middle";
  const width = ctx.measureText(region.label).width;
  ctx.fillStyle = palette.bg;
  ctx.fillRect(x + 14, y - 8, width + 12, 16);
  ctx.fillStyle = palette.cut;
  ctx.fillText(region.label, x + 20, y);
  ctx.restore();
}
