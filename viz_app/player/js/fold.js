/** A story and the calls that are folded in; what is drawn then, closer together, out. */

/** @typedef {import("./types").Story} Story */
/** @typedef {import("./types").Call} Call */
/** @typedef {{cards: import("./types").CardStatic[], edges: import("./types").EdgeStatic[], regions: import("./types").RegionStatic[], stands: Map<string, string>, folded: Map<string, {label: string, count: number}>}} Drawn */

/** What stays free beside a card where a part of the picture has gone. */
const GAP = { along: 44, aside: 22 };

/**
 * All cards of a call, those of the calls within it too.
 * @param {Call[]} calls
 * @param {Call} call
 * @returns {string[]}
 */
export function inside(calls, call) {
  return [...call.cards, ...calls.filter(({ parent }) => parent === call.id).flatMap((inner) => inside(calls, inner))];
}

/**
 * The calls around a card, innermost first.
 * @param {Call[]} calls
 * @param {string} card
 * @returns {Call[]}
 */
export function around(calls, card) {
  const found = [];
  let call = calls.find(({ cards }) => cards.includes(card));
  while (call) {
    found.push(call);
    const { parent } = call;
    call = calls.find(({ id }) => id === parent);
  }
  return found;
}

/**
 * The card of a call's result stands for the whole call. What is left keeps its order, and moves
 * together where nothing is left between.
 * @param {Story} story
 * @param {Set<string>} closed ids of calls
 * @param {boolean} down whether the picture runs from top to bottom
 * @returns {Drawn}
 */
export function fold(story, closed, down) {
  const calls = story.calls ?? [];
  /** @type {Map<string, string>} per card that is not drawn: the one that stands for it */
  const stands = new Map();
  /** @type {Drawn["folded"]} */
  const folded = new Map();
  for (const call of calls) {
    if (!closed.has(call.id) || stands.has(call.result) || folded.has(call.result)) continue;
    const cards = inside(calls, call);
    for (const id of cards) if (id !== call.result) stands.set(id, call.result);
    folded.set(call.result, { label: call.label, count: cards.length });
  }
  const { cards, edges, regions } = story;
  if (stands.size === 0) return { cards, edges, regions, stands, folded };
  const kept = cards.filter(({ id }) => !stands.has(id));
  /** @type {Map<string, {x: (at: number) => number, y: (at: number) => number}>} */
  const moves = new Map();
  for (const { id } of story.scenes) {
    const own = kept.filter(({ scene }) => scene === id);
    const [left, above] = down ? [GAP.aside, GAP.along] : [GAP.along, GAP.aside];
    moves.set(id, { x: closer(own.map(({ x, width }) => [x, width]), left), y: closer(own.map(({ y, height }) => [y, height]), above) });
  }
  const stay = { x: (/** @type {number} */ at) => at, y: (/** @type {number} */ at) => at };
  return {
    cards: kept.map((card) => {
      const { x, y } = moves.get(card.scene) ?? stay;
      return { ...card, x: x(card.x), y: y(card.y) };
    }),
    edges: edges.flatMap((edge) => {
      const { x, y } = moves.get(edge.scene) ?? stay;
      const [from, to] = [stands.get(edge.from) ?? edge.from, stands.get(edge.to) ?? edge.to];
      if (from === to) return [];
      if (from !== edge.from || to !== edge.to) return [{ ...edge, from, to, points: undefined }];
      return [{ ...edge, points: edge.points?.map(([left, top]) => /** @type {[number, number]} */ ([x(left), y(top)])) }];
    }),
    regions: regions.map((region) => {
      const { x, y } = moves.get(region.scene) ?? stay;
      const [left, right] = [x(region.x - region.width / 2), x(region.x + region.width / 2)];
      const [top, bottom] = [y(region.y - region.height / 2), y(region.y + region.height / 2)];
      return { ...region, x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
    }),
    stands,
    folded,
  };
}

/**
 * Where everything goes along one axis when the stretches without any card are taken out.
 * @param {[number, number][]} things middle and extent of each card
 * @param {number} gap
 * @returns {(at: number) => number}
 */
function closer(things, gap) {
  const taken = things.map(([middle, extent]) => [middle - extent / 2 - gap, middle + extent / 2 + gap]);
  taken.sort(([one], [other]) => one - other);
  /** @type {[number, number][]} free stretches, each from where to where */
  const free = [];
  let end = taken[0]?.[1] ?? 0;
  for (const [from, to] of taken) {
    if (from > end) free.push([end, from]);
    end = Math.max(end, to);
  }
  return (at) => at - free.reduce((gone, [from, to]) => gone + Math.min(Math.max(at - from, 0), to - from), 0);
}
