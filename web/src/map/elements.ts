/** Makes elements; text is always text, never markup. */

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | ((event: Event) => void)>;

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Attributes = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

/** A name from the data, its direction kept to itself. */
export function told(text: string): HTMLElement {
  return make("bdi", {}, text);
}

/** Only addresses of web pages and of this server become links. */
export function isAddress(url: string): boolean {
  return /^(https?:\/\/|\/(?!\/))/.test(url);
}

export function link(text: string, url: string): HTMLElement {
  return isAddress(url) ? make("a", { href: url }, told(text)) : told(text);
}

export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}
