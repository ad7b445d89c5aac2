/** Projects the parts that count onto ties between nodes; narrows them to what a view keeps. */

import { type MapData, NO_DAY } from "./data";
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

/** Parts by node and by activity, as compressed rows. */
interface Rows { start: Int32Array; column: Int32Array; disputed: Uint8Array }

function rowsOf(key: Int32Array, other: Int32Array, disputed: Uint8Array, keep: Uint8Array, count: number): Rows {
  const start = new Int32Array(count + 1);
  for (let row = 0; row < key.length; row++) if (keep[row]) start[key[row]! + 1]!++;
  for (let one = 0; one < count; one++) start[one + 1]! += start[one]!;
  const next = start.slice();
  const column = new Int32Array(start[count]!);
  const doubt = new Uint8Array(start[count]!);
  for (let row = 0; row < key.length; row++) {
    if (!keep[row]) continue;
    const at = next[key[row]!]!++;
    column[at] = other[row]!;
    doubt[at] = disputed[row]!;
  }
  return { start, column, disputed: doubt };
}

/** One row a node and activity: further roles of the same node in it are joined to the first. */
function distinct(data: MapData, part: Uint8Array): { keep: Uint8Array; disputed: Uint8Array } {
  const { node, activity, disputed } = data.parts!;
  const keep = part.slice();
  const doubt = disputed.slice();
  let first = -1;
  for (let row = 0; row < keep.length; row++) {
    if (!keep[row]) continue;
    if (first >= 0 && node[first] === node[row] && activity[first] === activity[row]) {
      keep[row] = 0;
      doubt[first]! |= doubt[row]!;
    } else first = row;
  }
  return { keep, disputed: doubt };
}

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

class Growing {
  private room = 4096;
  count = 0;
  source = new Int32Array(this.room);
  target = new Int32Array(this.room);
  weight = new Float32Array(this.room);
  disputed = new Uint8Array(this.room);

  add(source: number, target: number, weight: number, disputed: number): void {
    if (this.count === this.room) this.grow();
    this.source[this.count] = source;
    this.target[this.count] = target;
    this.weight[this.count] = weight;
    this.disputed[this.count++] = disputed;
  }

  private grow(): void {
    this.room *= 2;
    const longer = <T extends { set(from: T): void }>(made: T, from: T): T => (made.set(from), made);
    this.source = longer(new Int32Array(this.room), this.source);
    this.target = longer(new Int32Array(this.room), this.target);
    this.weight = longer(new Float32Array(this.room), this.weight);
    this.disputed = longer(new Uint8Array(this.room), this.disputed);
  }
}

/** All ties of the parts that count: for each node the others of its activities, added up. */
export function project(data: MapData, selection: Selection, weight: string): Growing {
  const { node, activity } = data.parts!;
  const { keep, disputed } = distinct(data, selection.part);
  const activities = selection.activity.length;
  const mine = rowsOf(node, activity, disputed, keep, data.size);
  const takers = rowsOf(activity, node, disputed, keep, activities);
  const counts = takers.start.slice(1).map((end, one) => end - takers.start[one]!);
  const worth = activityWeights(data, weight, counts);
  const sums = new Float64Array(data.size);
  const doubt = new Uint8Array(data.size);
  const found = new Growing();
  for (let one = 0; one < data.size; one++) {
    const met: number[] = [];
    for (let at = mine.start[one]!; at < mine.start[one + 1]!; at++) {
      const shared = mine.column[at]!;
      const adds = worth[shared]!;
      if (!(adds > 0)) continue;
      for (let other = takers.start[shared]!; other < takers.start[shared + 1]!; other++) {
        const it = takers.column[other]!;
        if (it <= one) continue;
        if (sums[it] === 0) met.push(it);
        sums[it]! += adds;
        doubt[it]! |= mine.disputed[at]! | takers.disputed[other]!;
      }
    }
    met.sort((a, b) => a - b);
    for (const it of met) {
      found.add(one, it, sums[it]!, doubt[it]!);
      sums[it] = 0;
      doubt[it] = 0;
    }
  }
  return found;
}

interface All { count: number; source: Int32Array; target: Int32Array; weight: Float32Array; disputed: Uint8Array }
interface Projected { key: string; selection: Selection | null; all: All }

let last: Projected | null = null;

/** All ties of what a view chooses; kept while the view only leaves out ties or nodes of them. */
function projected(data: MapData, view: View): Projected {
  const { filters, tie, weight, since, until } = view;
  const key = JSON.stringify([data.head.version, filters, tie, weight, since, until]);
  if (last?.key === key) return last;
  const selection = data.parts && data.head.ties ? select(data, view) : null;
  const all: All = data.given
    ? { ...data.given, count: data.given.source.length, disputed: new Uint8Array(data.given.source.length) }
    : project(data, selection!, view.weight);
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
  const [nl, de] = [data.head.sides.indexOf("NL"), data.head.sides.indexOf("DE")];
  const kept = new Int32Array(all.count);
  const crossing = new Uint8Array(all.count);
  let count = 0;
  for (let tie = 0; tie < all.count; tie++) {
    const [one, other] = [all.source[tie]!, all.target[tie]!];
    const [a, b] = [data.group[one], data.group[other]];
    crossing[tie] = (a === nl && b === de) || (a === de && b === nl) ? 1 : 0;
    if (all.weight[tie]! < view.min - 1e-6 || hidden[one] || hidden[other]) continue;
    if (backbone && !backbone.has(Math.min(one, other) * data.size + Math.max(one, other))) continue;
    if ((view.across && !crossing[tie]) || (view.disputed && !all.disputed[tie])) continue;
    kept[count++] = tie;
  }
  const rows = kept.subarray(0, count);
  const network = {
    ...pickTies({ source: all.source, target: all.target, weight: all.weight, disputed: all.disputed, across: crossing }, rows),
    selection,
    all: all.count,
  };
  return { ...network, ...shownNodes(data, network, view, hidden) };
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
  for (const end of [network.source, network.target]) for (const node of end) isShown[node] = 1;
  if (view.isolated && !network.selection) isShown.fill(1);
  const { selection } = network;
  if (view.isolated && selection && data.head.level === "organisation") {
    const bodies = data.columns["node.body"] as Int32Array | undefined;
    for (let node = 0; node < data.size; node++) if (selection.body[bodies ? bodies[node]! : node] ?? true) isShown[node] = 1;
  }
  hidden.forEach((is, node) => { if (is) isShown[node] = 0; });
  return { isShown, nodes: listed(isShown) };
}

export function listed(flags: Uint8Array): Int32Array {
  const found: number[] = [];
  flags.forEach((is, place) => { if (is) found.push(place); });
  return Int32Array.from(found);
}
