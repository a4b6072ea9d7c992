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
  send: "M3.4 20.4 21 12 3.4 3.6 3.4 10l11 2-11 2z",
  attach: "M16.5 6.5v10.3a4.5 4.5 0 0 1-9 0V5.8a3 3 0 0 1 6 0v10.4a1.5 1.5 0 0 1-3 0V6.5",
  menu: "M4 7h16M4 12h16M4 17h16",
  down: "m6 9.5 6 6 6-6",
  more: "M12 5.2v.1M12 12v.1M12 18.8v.1",
  code: "m8.5 7-5 5 5 5m7-10 5 5-5 5",
  add: "M12 5v14M5 12h14",
  link: "M8 16 16 8M9.5 8H16v6.5",
  sun: "M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
  copy: "M9 9h10v10H9zM5 15V5h10",
  close: "m6 6 12 12M18 6 6 18",
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
