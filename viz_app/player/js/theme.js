/** The palette from Python in; CSS variables for the page and colours for the canvas out. */

/** @typedef {import("./types").Palette} Palette */

export const SANS =
  '"Source Sans 3", "Source Sans", "Source Sans Pro", Inter, "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif';
export const MONO =
  '"JetBrains Mono", "DejaVu Sans Mono", ui-monospace, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace';

/**
 * Light or dark, as the page around the player is.
 * @param {HTMLElement} element
 * @returns {"light" | "dark"}
 */
export function surroundings(element) {
  const declared = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const colour = declared || getComputedStyle(document.body).backgroundColor;
  const probe = document.createElement("span");
  probe.style.color = colour;
  element.append(probe);
  const parts = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? ["255", "255", "255"]).map(Number);
  probe.remove();
  if (parts.length > 3 && parts[3] === 0) return "light";
  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] < 128 ? "dark" : "light";
}

/**
 * @param {HTMLElement} root
 * @param {Palette} palette
 * @param {import("./types").Theme} name
 */
export function paint(root, palette, name) {
  root.dataset.theme = name;
  root.style.colorScheme = name === "dark" ? "dark" : "light";
  root.style.setProperty("--gs-sans", SANS);
  root.style.setProperty("--gs-mono", MONO);
  for (const [part, colour] of Object.entries(palette)) {
    root.style.setProperty(`--gs-${part.replaceAll("_", "-")}`, colour);
  }
}

/** @returns {boolean} */
export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
