/** A tag, its attributes and its children in; one element out. Text is only ever text. */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | boolean | null | undefined>} [attributes]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (typeof value === "string") element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * A small drawing for a button; its name stands on the button.
 * @param {string} path
 * @param {boolean} [filled]
 * @returns {SVGSVGElement}
 */
export function icon(path, filled = false) {
  const svg = document.createElementNS(SVG, "svg");
  svg.classList.toggle("gs-filled", filled);
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

/**
 * @param {import("./types").Span[]} spans
 * @returns {HTMLElement[]}
 */
export function spans(spans) {
  return spans.map((span) => h("span", { class: span.r ? `gs-text-${span.r}` : null }, span.t));
}
