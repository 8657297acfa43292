// Builds elements. Text is always text: nothing that the service sends is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

export function h(tag, properties, ...children) {
  return fill(document.createElement(tag), properties, children);
}

export function svg(tag, properties, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const FOCUSABLE = "a[href], button, select, summary, [tabindex]";

/** What stays the same of an element that is redrawn. Never its place: another button may take it. */
function mark(element) {
  const text = element.tagName === "SELECT" ? "" : element.textContent;
  return [element.tagName, element.id, element.getAttribute("href"), element.getAttribute("aria-label"), text].join("|");
}

/** A place that is redrawn only when what it shows has changed: focus and what was opened stay. */
export class Place {
  #shown;

  constructor(element) {
    this.element = element;
  }

  show(key, draw) {
    const shown = JSON.stringify(key);
    if (shown !== this.#shown) {
      this.#shown = shown;
      const focused = this.element.contains(document.activeElement) ? mark(document.activeElement) : null;
      const open = new Map([...this.element.querySelectorAll("details[id]")].map((details) => [details.id, details.open]));
      this.element.replaceChildren(...[draw()].flat(Infinity).filter(Boolean));
      this.element.querySelectorAll("details[id]").forEach((details) => (details.open = open.get(details.id) ?? details.open));
      [...this.element.querySelectorAll(FOCUSABLE)].find((element) => mark(element) === focused)?.focus({ preventScroll: true });
    }
  }
}
