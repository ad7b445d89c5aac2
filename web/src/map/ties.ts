/** Projects the parts that count onto ties between nodes; narrows them to what a view keeps. */

import { type MapData, NO_DAY } from "./data";
import { crosses, type Pairs, pairsOfTie } from "./pairs";
import { type Selection, select } from "./selection";
import type { View } from "./view";

export interface Ties {
  source: Int32Array;
  target: Int32Array;
  weight: Float32Array;
  across: Uint8Array;
  disputed: Uint8Array;
}

export interface Network extends Ties {
  /** Numbers of the nodes that are shown, in order. */
  nodes: Int32Array;
  /** 1 for each node that is shown. */
  isShown: Uint8Array;
  selection: Selection | null;
  /** How many ties there were before the least weight and the flags. */
  all: number;
}

/** What an activity adds to each tie that it makes; not a number where that is not known. */
function activityWeights(data: MapData, weight: string, takers: Int32Array): Float64Array {
  const found = new Float64Array(takers.length).fill(1);
  if (weight === "newman") takers.forEach((n, one) => (found[one] = n > 1 ? 1 / (n - 1) : 1));
  if (weight === "money")
    (data.columns["activity.cost"] as Float32Array).forEach((cost, one) => (found[one] = cost > 0 ? cost : Number.NaN));
  if (weight === "days") {
    const end = data.columns["activity.end_latest"] as Int32Array;
    (data.columns["activity.start_earliest"] as Int32Array).forEach((begin, one) => {
      found[one] = begin === NO_DAY || end[one] === NO_DAY ? Number.NaN : end[one]! - begin + 1;
    });
  }
  return found;
}

/** All ties of the parts that count: of every pair what its kept meetings add up to. */
export function project(data: MapData, pairs: Pairs, selection: Selection, weight: string): All {
  const parts = data.parts!;
  const { seatOf, activity, source, target, start, one, other } = pairs;
  const kept = new Uint8Array(activity.length), doubt = new Uint8Array(activity.length);
  for (let row = 0; row < seatOf.length; row++) {
    const seat = seatOf[row]!;
    if (seat < 0 || !selection.part[row]) continue;
    kept[seat] = 1;
    doubt[seat]! |= parts.disputed[row]!;
  }
  const takers = new Int32Array(selection.activity.length);
  for (let seat = 0; seat < kept.length; seat++) takers[activity[seat]!]! += kept[seat]!;
  const worth = activityWeights(data, weight, takers);
  const room = source.length;
  const all = columnsOf(room);
  for (let pair = 0; pair < room; pair++) {
    let [sum, disputed] = [0, 0];
    for (let at = start[pair]!; at < start[pair + 1]!; at++) {
      const a = one[at]!, b = other[at]!;
      if (!kept[a] || !kept[b]) continue;
      const adds = worth[activity[a]!]!;
      if (!(adds > 0)) continue;
      sum += adds;
      disputed |= doubt[a]! | doubt[b]!;
    }
    if (!sum) continue;
    const tie = all.count++;
    all.source[tie] = source[pair]!;
    all.target[tie] = target[pair]!;
    all.weight[tie] = sum;
    all.across[tie] = pairs.across[pair]!;
    all.disputed[tie] = disputed;
  }
  return all;
}

/** The ties that a query gave. */
function given(data: MapData): All {
  const { source, target, weight } = data.given!;
  const [nl, de] = [data.head.sides.indexOf("NL"), data.head.sides.indexOf("DE")];
  const across = Uint8Array.from(source, (one, tie) => Number(crosses(data.group[one]!, data.group[target[tie]!]!, nl, de)));
  return { count: source.length, source, target, weight, across, disputed: new Uint8Array(source.length) };
}

/** Ties in columns that may be longer than they are many. */
interface All extends Ties { count: number }
interface Projected { key: string; selection: Selection | null; all: All }

let last: Projected | null = null;

/** All ties of what a view chooses; kept while the view only leaves out ties or nodes of them. */
function projected(data: MapData, view: View): Projected {
  const { filters, tie, weight, since, until } = view;
  const key = JSON.stringify([data.head.version, filters, tie, weight, since, until]);
  if (last?.key === key) return last;
  const selection = data.parts && data.head.ties ? select(data, view) : null;
  const all = data.given ? given(data) : project(data, pairsOfTie(data, tie), selection!, weight);
  return (last = { key, selection, all });
}

/** The network of a view before it is narrowed to an ego network or a path. */
export function tiesOf(data: MapData, view: View, backbone: Set<number> | null): Network {
  const { selection, all } = projected(data, view);
  const hidden = new Uint8Array(data.size);
  if (view.hidden.length) {
    const places = new Map(data.head.nodes.iri.map((iri, place) => [iri, place]));
    for (const iri of view.hidden) if (places.has(iri)) hidden[places.get(iri)!] = 1;
  }
  const network = { ...cut(keep(all, data.size, view, hidden, backbone)), selection, all: all.count };
  return { ...network, ...shownNodes(data, network, view, hidden) };
}

/** The ties that a view does not leave out, in columns that may be longer. */
function keep(all: All, size: number, view: View, hidden: Uint8Array, backbone: Set<number> | null): All {
  const { source, target, weight, across, disputed } = all;
  const { min, across: onlyAcross, disputed: onlyDisputed } = view;
  const kept = columnsOf(all.count);
  let { count } = kept;
  for (let tie = 0; tie < all.count; tie++) {
    if ((onlyAcross && !across[tie]) || (onlyDisputed && !disputed[tie])) continue;
    const one = source[tie]!, other = target[tie]!;
    if (weight[tie]! < min - 1e-6 || hidden[one] || hidden[other]) continue;
    if (backbone && !backbone.has(Math.min(one, other) * size + Math.max(one, other))) continue;
    kept.source[count] = one;
    kept.target[count] = other;
    kept.weight[count] = weight[tie]!;
    kept.across[count] = across[tie]!;
    kept.disputed[count++] = disputed[tie]!;
  }
  kept.count = count;
  return kept;
}

function columnsOf(room: number): All {
  return {
    count: 0, source: new Int32Array(room), target: new Int32Array(room), weight: new Float32Array(room),
    across: new Uint8Array(room), disputed: new Uint8Array(room),
  };
}

/** All ties of columns that are longer. */
function cut({ count, source, target, weight, across, disputed }: All): Ties {
  return {
    source: source.subarray(0, count), target: target.subarray(0, count), weight: weight.subarray(0, count),
    across: across.subarray(0, count), disputed: disputed.subarray(0, count),
  };
}

export function pickTies(ties: Ties, rows: Int32Array | number[]): Ties {
  const made = {
    source: new Int32Array(rows.length), target: new Int32Array(rows.length),
    weight: new Float32Array(rows.length), across: new Uint8Array(rows.length), disputed: new Uint8Array(rows.length),
  };
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    made.source[at] = ties.source[row]!;
    made.target[at] = ties.target[row]!;
    made.weight[at] = ties.weight[row]!;
    made.across[at] = ties.across[row]!;
    made.disputed[at] = ties.disputed[row]!;
  }
  return made;
}

function shownNodes(
  data: MapData, network: Ties & { selection: Selection | null }, view: View, hidden: Uint8Array,
): { nodes: Int32Array; isShown: Uint8Array } {
  const isShown = new Uint8Array(data.size);
  const { source, target } = network;
  for (let tie = 0; tie < source.length; tie++) isShown[source[tie]!] = isShown[target[tie]!] = 1;
  if (view.isolated && !network.selection) isShown.fill(1);
  const { selection } = network;
  if (view.isolated && selection && data.head.level === "organisation") {
    const bodies = data.columns["node.body"] as Int32Array | undefined;
    for (let node = 0; node < data.size; node++) if (selection.body[bodies ? bodies[node]! : node] ?? true) isShown[node] = 1;
  }
  if (view.hidden.length) hidden.forEach((is, node) => { if (is) isShown[node] = 0; });
  return { isShown, nodes: listed(isShown) };
}

export function listed(flags: Uint8Array): Int32Array {
  const found = new Int32Array(flags.length);
  let count = 0;
  for (let place = 0; place < flags.length; place++) if (flags[place]) found[count++] = place;
  return found.subarray(0, count);
}
