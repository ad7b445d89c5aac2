/** The panel: what a node is and what a tie is made of, and who says so. */

import { type MapData, nameOf, NO_DAY, word } from "./data";
import { link, make, told } from "./elements";
import { valuesOf } from "./encodings";
import type { State } from "./state";

interface Part { node: number; role: string; certainty: string; disputed: boolean; sources: number[] }

const BASE = "https://w3id.org/techland/";

/** Where a thing is described: here, or where its IRI leads in a file that stands alone. */
export function addressOf(state: State, id: string): string {
  if (id.includes("://")) return id;
  return state.handed.addresses["page"] ? `/${id}` : BASE + id;
}

/** The activities that two nodes share in this view, with the parts of both. */
export function sharedOf(data: MapData, selected: Uint8Array, one: number, other: number): Map<number, Part[]> {
  const parts = data.parts!;
  const found = new Map<number, Part[]>();
  for (let row = 0; row < parts.node.length; row++) {
    const node = parts.node[row]!;
    if (!selected[row] || (node !== one && node !== other)) continue;
    const known = found.get(parts.activity[row]!) ?? [];
    known.push({
      node, role: word(data, "role", parts.role[row]), certainty: word(data, "certainty", parts.certainty[row]),
      disputed: Boolean(parts.disputed[row]),
      sources: Array.from(parts.sources.subarray(row ? parts.sourcesEnd[row - 1]! : 0, parts.sourcesEnd[row]!)),
    });
    found.set(parts.activity[row]!, known);
  }
  for (const [activity, rows] of found)
    if (!rows.some((part) => part.node === one) || !rows.some((part) => part.node === other)) found.delete(activity);
  return found;
}

export function periodOf(state: State, activity: number): string {
  const { data, words } = state;
  const at = (name: string) => (data.columns[`activity.${name}`] as Int32Array)[activity]!;
  const day = (name: string) => {
    const [earliest, latest] = [at(`${name}_earliest`), at(`${name}_latest`)];
    if (earliest === NO_DAY && latest === NO_DAY) return "";
    return words.date(earliest === NO_DAY ? latest : earliest, latest === NO_DAY ? earliest : latest);
  };
  const [start, end] = [day("start"), day("end")];
  const kind = word(data, "kind", (data.columns["activity.kind"] as Int32Array)[activity]);
  if (!start && !end) return words.say("date-unknown");
  if (start && (!end || end === start)) return kind === "agreement" || kind === "event" ? start : words.say("date-from", { start });
  return start ? words.say("date-span", { start, end }) : words.say("date-until", { end });
}

function mark(text: string, kind = ""): HTMLElement {
  return make("span", { class: `mark ${kind}` }, text);
}

function sourceList(state: State, numbers: Iterable<number>): HTMLElement {
  const { sources } = state.data.head;
  const items = [...new Set(numbers)].map((number) => {
    const url = sources!.url[number]!;
    const label = sources!.label[number] || url || sources!.iri[number]!;
    return make("li", {}, url ? link(label, url) : link(label, addressOf(state, sources!.iri[number]!)));
  });
  return items.length ? make("ul", { class: "sources" }, ...items) : make("p", { class: "hint" }, state.words.say("no-source"));
}

function activityItem(state: State, activity: number, parts: Part[]): HTMLElement {
  const { data, words, handed } = state;
  const names = data.head.activities!;
  const kind = word(data, "kind", (data.columns["activity.kind"] as Int32Array)[activity]);
  const disputed = parts.some((part) => part.disputed);
  const roles = parts.map((part) =>
    make("li", {}, told(state.label(part.node)), ": ", handed.names["role"]?.[part.role] ?? part.role, " ",
      part.certainty === "inferred" && mark(words.say("inferred")), part.disputed && mark(words.say("disputed-part"), "disputed")));
  const sources = parts.flatMap((part) => part.sources);
  return make("li", { class: disputed ? "shared disputed" : "shared" },
    make("p", { class: "shared-name" }, link(nameOf(names, activity, handed.language).text, addressOf(state, names.iri[activity]!))),
    make("p", { class: "hint" }, `${handed.names["kind"]?.[kind] ?? kind} · ${periodOf(state, activity)} `, disputed && mark(words.say("disputed"), "disputed")),
    make("ul", { class: "roles" }, ...roles),
    make("details", { open: true }, make("summary", {}, words.say("sources")), sourceList(state, sources)));
}

function heading(state: State, ...children: (Node | string)[]): HTMLElement {
  const close = make("button", { type: "button", class: "close", "aria-label": state.words.say("close"), click: () => state.pick("") }, "×");
  return make("div", { class: "panel-head" }, make("h2", { tabindex: "-1" }, ...children), close);
}

export function tiePanel(state: State, tie: number): Node[] {
  const { data, words, network } = state;
  const [one, other] = [network.source[tie]!, network.target[tie]!];
  const end = (node: number) => make("button", { type: "button", class: "plain", click: () => state.pick(data.head.nodes.iri[node]!) }, told(state.label(node)));
  const marks = make("p", { class: "marks" },
    network.across[tie] ? mark(words.say("across"), "across") : null, " ",
    network.disputed[tie] ? mark(words.say("disputed"), "disputed") : null, " ",
    mark(words.say("weighs", { weight: words.number(network.weight[tie]!) })));
  const head = heading(state, end(one), " — ", end(other));
  if (!network.selection) return [head, marks];
  const shared = [...sharedOf(data, network.selection.part, one, other)];
  const start = data.columns["activity.start_earliest"] as Int32Array;
  shared.sort(([a], [b]) => start[b]! - start[a]! || a - b);
  return [head, marks, make("h3", {}, words.say("shares", { number: shared.length })),
    make("ul", { class: "activities" }, ...shared.map(([activity, parts]) => activityItem(state, activity, parts)))];
}

function partnerList(state: State, title: string, ties: number[], node: number): Node[] {
  if (!ties.length) return [];
  const { network, data } = state;
  const items = ties.map((tie) => {
    const other = network.source[tie] === node ? network.target[tie]! : network.source[tie]!;
    const pair = `${data.head.nodes.iri[network.source[tie]!]}~${data.head.nodes.iri[network.target[tie]!]}`;
    return make("li", {}, make("button", { type: "button", class: "plain", click: () => state.pick(pair) }, told(state.label(other))),
      " ", make("span", { class: "count" }, state.words.number(network.weight[tie]!)), " ",
      network.disputed[tie] ? mark(state.words.say("disputed"), "disputed") : null);
  });
  return [make("h3", {}, title, " ", make("span", { class: "count" }, state.words.number(ties.length))), make("ul", { class: "partners" }, ...items)];
}

function actions(state: State, node: number): HTMLElement {
  const { words, view, data } = state;
  const id = data.head.nodes.iri[node]!;
  const pinned = view.pinned.some(([one]) => one === id);
  const button = (name: string, act: () => void) => make("button", { type: "button", click: act }, words.say(name));
  return make("div", { class: "actions" },
    button("ego", () => state.change({ ego: [id], steps: 1, path: [] })),
    button("ego-two", () => state.change({ ego: [id], steps: 2, path: [] })),
    view.ego.length ? button("expand", () => state.change({ ego: [...new Set([...view.ego, id])] })) : null,
    button("path", () => state.startPath(id)),
    button(pinned ? "unpin" : "pin", () => state.pin(node, !pinned)),
    button("hide", () => state.change({ hidden: [...view.hidden, id], pick: "" })));
}

/** The measures of a node that are at hand, with their names. */
function measuresOf({ data, network, measures, words }: State, node: number): [string, string][] {
  const found: [string, string][] = [];
  for (const measure of ["degree", "strength", "across", "ei", "betweenness", "brokerage", "role", "community"]) {
    const value = valuesOf(data, network, measure, measures)?.[node];
    if (value === null || value === undefined || value === "") continue;
    const told = typeof value === "number" ? words.number(value) : measure === "role" ? words.say(`role-${value}`) : value;
    found.push([words.say(`measure-${measure}`), told]);
  }
  return found;
}

export function nodePanel(state: State, node: number): Node[] {
  const { data, words, network, handed } = state;
  const id = data.head.nodes.iri[node]!;
  const type = word(data, "type", (data.columns["node.type"] as Int32Array | undefined)?.[node]);
  const facts = [words.say(`side-${data.head.sides[data.group[node]!]}`), type && (handed.names["type"]?.[type] ?? type), data.head.nodes.place?.[String(node)]];
  const ties = state.tiesOf(node).sort((a, b) => network.weight[b]! - network.weight[a]! || a - b);
  const across = ties.filter((tie) => network.across[tie]);
  const measures = make("dl", { class: "measures" });
  for (const [name, value] of measuresOf(state, node)) measures.append(make("div", {}, make("dt", {}, name), make("dd", {}, value)));
  const known = make("div", { class: "known" });
  void state.askNode(id, known);
  return [heading(state, link(state.label(node), addressOf(state, id))),
    make("p", { class: "hint" }, facts.filter(Boolean).join(" · ")), measures, actions(state, node),
    ...partnerList(state, words.say("partners-across"), across, node),
    ...partnerList(state, words.say("partners-other"), ties.filter((tie) => !network.across[tie]), node), known];
}
