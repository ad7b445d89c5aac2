/** What the page asks the server for besides the columns; without it the page says so. */

import { backboneOf, choiceWords, type FoundBackbone } from "./backbone";
import { isAddress, link, make, told } from "./elements";
import type { State } from "./state";
import { writeView } from "./view";

interface Source { title: string; publisher: string; url: string | null; page: string | null }
interface Value { text: string; href: string | null; accepted: boolean; certainty: string | null; disputed: boolean; sources: Source[] }
interface Facts { facts: { name: string; values: Value[] }[]; disagreements: { label: string; page: string | null }[] }

function valueItem(state: State, value: Value): HTMLElement {
  const { words } = state;
  const names = value.sources.map((source) => make("li", {}, link(source.title || source.publisher || "?", source.url ?? source.page ?? "")));
  return make("li", { class: value.accepted ? "" : "not-accepted" }, value.href && isAddress(value.href) ? link(value.text, value.href) : told(value.text), " ",
    value.certainty === "inferred" && make("span", { class: "mark" }, words.say("inferred")),
    value.disputed && make("span", { class: "mark disputed" }, words.say("disputed")),
    names.length ? make("details", {}, make("summary", {}, `${words.say("sources")} (${names.length})`), make("ul", { class: "sources" }, ...names)) : null);
}

export function startServer(state: State): void {
  const { addresses, language } = state.handed;
  const get = async <T>(address: string): Promise<T | null> => {
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      state.onServerGone(false);
      return answer.ok ? ((await answer.json()) as T) : null;
    } catch {
      state.onServerGone(true);
      return null;
    }
  };
  state.askNode = async (id, target) => {
    if (!addresses["node"] || state.data.head.level !== "organisation") return;
    const asked = new URLSearchParams({ id, lang: language, ...(state.view.version && { version: state.view.version }) });
    const found = await get<Facts>(`${addresses["node"]}?${asked}`);
    if (!found) return;
    const facts = found.facts.map((fact) => make("div", {}, make("dt", {}, fact.name), make("dd", {}, make("ul", {}, ...fact.values.map((value) => valueItem(state, value))))));
    target.replaceChildren(make("h3", {}, state.words.say("facts")), make("dl", { class: "known-facts" }, ...facts));
  };
  // Measures of views that are asked for; one answer serves every return to its view.
  const asking = new Set<string>();
  const addressOf = (name: string) =>
    `${addresses["measure"]}/${name}?${writeView({ ...state.view, pick: "", at: null, pinned: [], layout: "force", size: "degree", color: "country" })}`;
  const measure = async (name: string) => {
    const address = addressOf(name);
    if (!addresses["measure"] || state.missed.has(name) || asking.has(address)) return;
    asking.add(address);
    const found = await get<Record<string, number | string | null>>(address);
    asking.delete(address);
    if (address !== addressOf(name)) return;
    if (found) {
      const values: (number | string | null)[] = new Array(state.data.size).fill(null);
      for (const [id, value] of Object.entries(found)) {
        const node = state.numbers.get(id);
        if (node !== undefined) values[node] = value;
      }
      state.measures[name] = values;
      state.encode();
    } else state.missed.add(name);
    state.tell({ network: true, layout: false, pick: false });
  };
  const measureAll = () => {
    for (const name of state.encoded.missing) void measure(name);
  };
  let thinning: string | null = null;
  const thin = async () => {
    const key = choiceWords(state.view);
    if (!addresses["backbone"] || !state.view.backbone || state.hasBackbone || state.missed.has("backbone") || thinning === key) return;
    thinning = key;
    const found = await get<FoundBackbone>(`${addresses["backbone"]}?${key}`);
    if (thinning !== key) return;
    if (found) state.takeBackbone(backboneOf(key, state.data.size, found));
    else {
      state.missed.add("backbone");
      state.tell({ network: true, layout: false, pick: false });
    }
    thinning = null;
  };
  state.listeners.push(() => void thin());
  void thin();
  state.listeners.push(measureAll);
  measureAll();
}
