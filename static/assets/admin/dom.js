/**
 * An element: `h("a", { href: "/" }, "Home")`. Properties that begin with `on` are listeners, `true`
 * sets a bare attribute, `null`, `undefined` and `false` set none. Texts are never read as HTML.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value == null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled" || name === "hidden" || name === "selected") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  fill(element, children);
  return element;
}

/** Puts children into an element: nodes, texts, lists of them; nothing for null and false. */
export function fill(element, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child == null || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

let last = 0;
/** An id that the page does not have yet. */
export const fresh = (stem) => `${stem}-${++last}`;

export const button = (name, onclick, kind = "button-plain", more = {}) =>
  h("button", { type: "button", class: `button ${kind}`, onclick, ...more }, name);
export const link = (to, name, kind) => h("a", { href: to, class: kind }, name);
export const panel = (name, ...inside) => {
  const id = fresh("panel");
  return h("section", { class: "panel", "aria-labelledby": id }, h("h2", { id }, name), inside);
};
