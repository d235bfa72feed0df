/** A markdown cell in; headings, lists, code and paragraphs out, as text and never as HTML. */

import { h } from "./dom.js";

/**
 * `code` and **strong** inside a line.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function inline(text) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).filter(Boolean).map((part) => {
    if (/^`[^`]+`$/.test(part)) return h("code", {}, part.slice(1, -1));
    if (/^\*\*[^*]+\*\*$/.test(part)) return h("strong", {}, part.slice(2, -2));
    return part;
  });
}

/**
 * @param {string} source
 * @returns {HTMLElement}
 */
export function markdown(source) {
  const cell = h("div", { class: "gs-markdown" });
  /** @type {HTMLElement | null} */
  let open = null;
  for (const line of source.split("\n")) {
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    const item = /^\s*(?:[-*+]|\d+\.)\s+(.*)$/.exec(line);
    if (heading) {
      const level = Math.min(6, heading[1].length + 1);
      cell.append(h("p", { role: "heading", "aria-level": String(level), class: `gs-h${level}` }, ...inline(heading[2])));
      open = null;
    } else if (item) {
      if (open?.tagName !== "UL") cell.append((open = h("ul")));
      open.append(h("li", {}, ...inline(item[1])));
    } else if (line.trim() === "") {
      open = null;
    } else {
      if (open?.tagName === "P") open.append(h("br"));
      else cell.append((open = h("p")));
      open.append(...inline(line.trim()));
    }
  }
  return cell;
}
