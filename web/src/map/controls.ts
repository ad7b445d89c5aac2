/** The controls: filters with counts, layout, encodings, and the search box. */

import { byId, make, told } from "./elements";
import { whenIdle } from "./idle";
import { select } from "./selection";
import type { State } from "./state";
import { type Filter, FILTERS, USUAL, type View } from "./view";

const FLAGS = ["across", "disputed", "isolated", "backbone"] as const;
const CHOICES = ["tie", "weight", "size", "color"] as const;

/** The view that the form asks for. */
function asked(form: HTMLFormElement, view: View): Partial<View> {
  const words = new FormData(form);
  const filters: View["filters"] = {};
  for (const name of FILTERS) {
    const wanted = words.getAll(name).map(String).filter(Boolean);
    if (wanted.length) filters[name] = wanted;
  }
  const changes: Partial<View> = { filters };
  for (const name of FLAGS) changes[name] = words.get(name) === "1";
  for (const name of CHOICES) changes[name] = String(words.get(name) ?? view[name]);
  changes.min = Math.max(1, Number(words.get("min")) || 1);
  changes.layout = String(words.get("layout") ?? view.layout);
  return Object.fromEntries(
    Object.entries(changes).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(view[name as keyof View])),
  ) as Partial<View>;
}

/** Set the form to a view, as after a step back. */
function fill(form: HTMLFormElement, view: View): void {
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement) || !field.name) continue;
    const name = field.name as keyof View;
    const wanted = FILTERS.includes(name as Filter) ? (view.filters[name as Filter] ?? []) : null;
    if (field instanceof HTMLSelectElement) field.value = wanted ? (wanted[0] ?? "") : String(view[name]);
    else if (field.type === "checkbox") field.checked = wanted ? wanted.includes(field.value) : Boolean(view[name]);
    else if (field.type === "radio") field.checked = field.value === view[name];
    else if (field.type === "number" && name === "min") field.value = String(view.min);
  }
}

/** How many activities or nodes each value of a filter would leave, the filter itself apart. */
function counts(state: State, filter: Filter): Map<string, number> {
  const { data, view } = state;
  const chosen = select(data, view, filter);
  const found = new Map<string, Set<number>>();
  const parts = data.parts!;
  const add = (value: string | undefined, thing: number) => {
    if (!value) return;
    const known = found.get(value);
    if (known) known.add(thing);
    else found.set(value, new Set([thing]));
  };
  const words = data.head.words;
  const column = (name: string) => data.columns[name] as Int32Array;
  const ofActivity = new Map<number, string[]>();
  if (filter === "theme") {
    const broader = column("theme.broader");
    column("about.activity").forEach((activity, row) => {
      const known = ofActivity.get(activity) ?? [];
      for (let theme = column("about.theme")[row]!, deep = 0; theme >= 0 && deep < 9; theme = broader[theme]!, deep++) known.push(data.head.themes!.id[theme]!);
      ofActivity.set(activity, known);
    });
  }
  for (let row = 0; row < parts.node.length; row++) {
    if (!chosen.part[row]) continue;
    const activity = parts.activity[row]!;
    const body = parts.body[row]!;
    if (filter === "theme") for (const theme of ofActivity.get(activity) ?? []) add(theme, activity);
    else if (filter === "programme" || filter === "kind") add(words[filter]![column(`activity.${filter}`)[activity]!], activity);
    else if (filter === "role" || filter === "dataset" || filter === "certainty") add(words[filter]![parts[filter][row]!], row);
    else if (filter === "type" || filter === "country") add(words[`body.${filter}`]![column(`body.${filter}`)[body]!], body);
    else if (filter === "region") add(words["body.region"]![column("body.region")[body]!], body);
    else if (filter === "source")
      for (let at = row ? parts.sourcesEnd[row - 1]! : 0; at < parts.sourcesEnd[row]!; at++) add(endOf(data.head.sources!.iri[parts.sources[at]!]!), row);
  }
  return new Map([...found].map(([value, things]) => [value, things.size]));
}

const endOf = (iri: string) => iri.slice(iri.lastIndexOf("/") + 1);

/** The filters of very many values are lists to choose from: their counts stand in the list. */
function countLists(state: State, form: HTMLFormElement): void {
  for (const list of form.querySelectorAll<HTMLSelectElement>("select:has(option[data-name])")) {
    const found = counts(state, list.name as Filter);
    for (const one of list.options) {
      const { name } = one.dataset;
      if (name === undefined) continue;
      const count = found.get(one.value) ?? 0;
      one.textContent = `\u2068${name}\u2069 (${state.words.number(count)})`;
    }
  }
}

export function startControls(state: State): void {
  const form = byId<HTMLFormElement>("netmap-form");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    if ((event.target as HTMLInputElement).id === "netmap-find") return;
    if ((event.target as HTMLInputElement).name === "level" && state.handed.addresses["page"]) return goTo(state, form);
    const changes = asked(form, state.view);
    if (Object.keys(changes).length) state.change(changes);
  });
  byId("netmap-reset").addEventListener("click", (event) => {
    event.preventDefault();
    state.change({ ...USUAL, lang: state.view.lang, level: state.view.level, query: state.view.query, layout: state.view.layout });
  });
  let waiting = 0;
  const filters = form.querySelector<HTMLDetailsElement>(".netmap-filters");
  const count = () => {
    if (state.data.parts && filters?.open) countLists(state, form);
    for (const facet of form.querySelectorAll<HTMLDetailsElement>("details.facet[open]")) {
      const first = facet.querySelector<HTMLElement>("[data-count]");
      const filter = first?.dataset["count"]?.split(" ")[0] as Filter | undefined;
      if (!filter || !state.data.parts) continue;
      const found = counts(state, filter);
      for (const told of facet.querySelectorAll<HTMLElement>("[data-count]")) {
        const value = told.dataset["count"]!.slice(filter.length + 1);
        told.textContent = state.words.number(found.get(value) ?? 0);
      }
    }
  };
  const soon = () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => whenIdle(count), 60);
  };
  form.addEventListener("toggle", soon, true);
  state.listeners.push(({ network }) => {
    fill(form, state.view);
    if (network) soon();
  });
  fill(form, state.view);
  // What is ticked is in sight, however long its list is.
  for (const list of form.querySelectorAll<HTMLElement>(".facet ul")) {
    const ticked = list.querySelector<HTMLElement>("input:checked")?.closest("li");
    if (ticked) list.scrollTop = ticked.offsetTop - list.offsetTop - 20;
  }
  startSearch(state);
}

/** Another level of nodes needs other columns: the page is asked for anew. */
function goTo(state: State, form: HTMLFormElement): void {
  const level = new FormData(form).get("level");
  const words = new URL(state.address(null)).searchParams;
  for (const name of ["level", "pick", "ego", "path", "hidden", "pinned"]) words.delete(name);
  if (level !== "organisation") words.set("level", String(level));
  location.assign(`${state.handed.addresses["page"]}?${words}`);
}

const plain = (text: string) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** Find nodes by any of their names, and go there. */
function startSearch(state: State): void {
  const box = byId<HTMLInputElement>("netmap-find");
  const list = byId<HTMLUListElement>("netmap-found");
  const { nodes } = state.data.head;
  const named = (_: unknown, node: number) => {
    const place = String(node);
    return plain([nodes.label[node], nodes.nl[place], nodes.de[place], nodes.en[place], ...(nodes.aliases[place] ?? [])].filter(Boolean).join("\n"));
  };
  let names: string[] = [];
  let found: number[] = [];
  let active = -1;
  const close = () => {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const go = (node: number) => {
    close();
    box.value = state.label(node);
    if (!state.network.isShown[node]) state.change({ ...USUAL, isolated: true, lang: state.view.lang, level: state.view.level, query: state.view.query, layout: state.view.layout });
    state.pick(nodes.iri[node]!);
  };
  const show = () => {
    const wanted = plain(box.value.trim());
    found = [];
    active = -1;
    if (!wanted) return close();
    if (!names.length) names = nodes.iri.map(named);
    const begins = (node: number) => names[node]!.split("\n").some((name) => name.startsWith(wanted));
    names.forEach((name, node) => { if (name.includes(wanted)) found.push(node); });
    found.sort((a, b) => Number(begins(b)) - Number(begins(a)) || state.network.isShown[b]! - state.network.isShown[a]! || a - b);
    found = found.slice(0, 12);
    list.replaceChildren(...(found.length ? found.map((node, place) => make("li", { role: "option", id: `netmap-found-${place}`, "aria-selected": "false", click: () => go(node) },
      told(state.label(node)), state.network.isShown[node] ? "" : make("span", { class: "hint" }, ` ${state.words.say("found-hidden")}`)))
      : [make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, state.words.say("found-none"))]));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
  };
  box.addEventListener("input", show);
  box.addEventListener("blur", () => window.setTimeout(close, 180));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close();
    if (event.key === "Enter") {
      event.preventDefault();
      const node = found[Math.max(0, active)];
      if (node !== undefined) go(node);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) show();
      active = Math.max(0, Math.min(found.length - 1, active + (event.key === "ArrowDown" ? 1 : -1)));
      [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === active)));
      if (found.length) box.setAttribute("aria-activedescendant", `netmap-found-${active}`);
    }
  });
}
