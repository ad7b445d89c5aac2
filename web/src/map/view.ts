/** All that decides what is shown, with one spelling in an address (viz/network_map/view.py). */

export const FILTERS = [
  "theme", "programme", "kind", "role", "type", "country", "region", "dataset", "source", "certainty",
] as const;
export type Filter = (typeof FILTERS)[number];

export interface View {
  tie: string;
  weight: string;
  level: string;
  filters: Partial<Record<Filter, string[]>>;
  since: number | null;
  until: number | null;
  across: boolean;
  disputed: boolean;
  isolated: boolean;
  backbone: boolean;
  min: number;
  layout: string;
  size: string;
  color: string;
  pick: string;
  ego: string[];
  steps: number;
  path: string[];
  hidden: string[];
  pinned: [string, number, number][];
  query: string;
  lang: string;
  version: string;
  /** Where the picture is looked at from: middle and zoom; null for the whole. */
  at: [number, number, number] | null;
}

export const USUAL: View = {
  tie: "undertakings", weight: "count", level: "organisation", filters: {}, since: null, until: null,
  across: false, disputed: false, isolated: false, backbone: false, min: 1, layout: "geographic", size: "degree",
  color: "country", pick: "", ego: [], steps: 1, path: [], hidden: [], pinned: [], query: "",
  lang: "en", version: "", at: null,
};

const TEXTS = ["tie", "weight", "level", "layout", "size", "color", "pick", "query", "lang", "version"] as const;
const FLAGS = ["across", "disputed", "isolated", "backbone"] as const;
const LISTS = ["ego", "path", "hidden"] as const;
const NUMBERS = ["since", "until", "min", "steps"] as const;

export function readView(words: URLSearchParams, usual: View): View {
  const view: View = { ...usual, filters: {}, pinned: [] };
  for (const name of TEXTS) view[name] = words.get(name) ?? usual[name];
  for (const name of FLAGS) view[name] = words.get(name) === "1";
  for (const name of LISTS) view[name] = (words.get(name) ?? "").split("~").filter(Boolean);
  for (const name of NUMBERS) if (words.get(name)) view[name] = Number(words.get(name));
  for (const name of FILTERS) {
    const wanted = words.getAll(name).filter(Boolean);
    if (wanted.length) view.filters[name] = wanted;
  }
  for (const told of words.getAll("pinned")) {
    const [node, x, y] = told.split(/@(?=[^@]*$)|,/);
    if (node) view.pinned.push([node, Number(x), Number(y)]);
  }
  const at = (words.get("at") ?? "").split(",").map(Number);
  if (at.length === 3 && at.every(Number.isFinite) && at[2]! > 0) view.at = at as [number, number, number];
  return view;
}

const rounded = (value: number) => String(Number(value.toPrecision(6)));

/**
 * The words of an address; what is usual is left out, so that addresses stay short. The layout stands
 * wherever another may be the usual one: in a file, and with a query.
 */
export function writeView(view: View, withLayout = view.query !== ""): string {
  const words = new URLSearchParams();
  for (const name of TEXTS) if (view[name] !== USUAL[name] || (withLayout && name === "layout")) words.append(name, view[name]);
  for (const name of FILTERS) for (const one of view.filters[name] ?? []) words.append(name, one);
  for (const name of FLAGS) if (view[name]) words.append(name, "1");
  for (const name of NUMBERS) {
    const value = view[name];
    if (value !== null && value !== USUAL[name]) words.append(name, String(value));
  }
  for (const name of LISTS) if (view[name].length) words.append(name, view[name].join("~"));
  for (const [node, x, y] of view.pinned) words.append("pinned", `${node}@${rounded(x)},${rounded(y)}`);
  if (view.at) words.append("at", view.at.map(rounded).join(","));
  return words.toString().replaceAll("%2F", "/").replaceAll("%7E", "~").replaceAll("%40", "@").replaceAll("%2C", ",").replaceAll("%3A", ":");
}
