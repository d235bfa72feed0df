/** MathML text from Python in; elements out, rebuilt from a closed list of tags and attributes. */

const NAMESPACE = "http://www.w3.org/1998/Math/MathML";
const TAGS = new Set(
  "math mrow mi mn mo mtext mspace mfrac msqrt mroot msup msub msubsup mover munder munderover mtable mtr mtd mstyle mpadded".split(
    " ",
  ),
);
// Neither accent nor stretchy: without a maths font on the machine, a bar set so runs through its letter.
const ATTRIBUTES = new Set(
  "mathvariant displaystyle display width form fence lspace rspace columnalign data-role".split(" "),
);

/**
 * @param {Element} source
 * @returns {Element | null} null when the element is not on the list: it is left out with all it holds
 */
function rebuild(source) {
  if (!TAGS.has(source.localName)) return null;
  const copy = document.createElementNS(NAMESPACE, source.localName);
  for (const { name, value } of source.attributes) {
    if (ATTRIBUTES.has(name)) copy.setAttribute(name, value);
  }
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) copy.append(child.textContent ?? "");
    else if (child instanceof Element) {
      const part = rebuild(child);
      if (part) copy.append(part);
    }
  }
  return copy;
}

/**
 * @param {string} text
 * @returns {Element | null} null when the text is not well-formed MathML
 */
export function formula(text) {
  const parsed = new DOMParser().parseFromString(text, "application/xml");
  if (parsed.querySelector("parsererror") || parsed.documentElement.localName !== "math") return null;
  return rebuild(parsed.documentElement);
}
