type Attribute = string | number | boolean | undefined | ((event: Event) => void);
export type Child = Node | string | undefined | false;

/** An HTML element. Functions under `on…` listen, `true` sets an empty attribute, `false` and `undefined` set none; text stays text. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** The one element that the page itself declares under this id. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}`);
  return element as T;
}

/** The one element inside `root` that a template declares. */
export function find<T extends HTMLElement = HTMLElement>(root: ParentNode, selector: string): T {
  const element = root.querySelector<T>(selector);
  if (!element) throw new Error(`There is no ${selector} here`);
  return element;
}

/** A copy of the template's one element. */
export function copyOf(templateId: string): HTMLElement {
  const content = byId<HTMLTemplateElement>(templateId).content.firstElementChild?.cloneNode(true);
  if (!(content instanceof HTMLElement)) throw new Error(`The template #${templateId} is empty`);
  return content;
}

const PATHS = {
  add: "M12 5v14M5 12h14",
  link: "M8 16 16 8M9.5 8H16v6.5",
  copy: "M9 9h10v10H9zM5 15V5h10",
  play: "M8 5.5v13l11-6.5z",
  pause: "M8.5 6v12M15.5 6v12",
  back: "m14.5 5-7 7 7 7",
} as const;

/** A line drawing of 24 by 24 in the colour of the text around it, silent for screen readers. */
export function icon(name: keyof typeof PATHS): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon", `icon-${name}`);
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
