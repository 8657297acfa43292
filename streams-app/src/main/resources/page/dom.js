// Builds elements. Text is always text: nothing that the service tells is ever read as markup.

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

const focusable = (element) => [...element.querySelectorAll("a[href], button, select, summary, [tabindex]")];

/** A place that is drawn anew only when what it shows has changed: focus stays where it was, here and elsewhere. */
export class Place {
  #shown;

  constructor(element) {
    this.element = element;
  }

  show(key, draw) {
    const shown = JSON.stringify(key);
    if (shown !== this.#shown) {
      this.#shown = shown;
      const focused = focusable(this.element).indexOf(document.activeElement);
      this.element.replaceChildren(...[draw()].flat(Infinity).filter(Boolean));
      focusable(this.element)[focused]?.focus({ preventScroll: true });
    }
  }
}
