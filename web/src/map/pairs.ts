/** Who ever meets whom: all pairs of nodes with the activities that they share, listed once.
 *
 * A filter or a year then only adds up what it keeps, in the order of the list, instead of
 * looking for the pairs anew.
 */

import type { MapData } from "./data";

export interface Pairs {
  /** The seat of each part: a node in an activity, whatever its roles there; -1 where none ties. */
  seatOf: Int32Array;
  /** The activity of each seat. */
  activity: Int32Array;
  /** Both nodes of each pair, the lesser first; pairs in the order of their nodes. */
  source: Int32Array;
  target: Int32Array;
  /** 1 for pairs of a Dutch and a German node. */
  across: Uint8Array;
  /** Where the meetings of each pair begin; they end where those of the next begin. */
  start: Int32Array;
  /** The two seats of each meeting. */
  one: Int32Array;
  other: Int32Array;
}

/** Seats of the activities that tie, in the order of their nodes, and which activities have them. */
function seatsOf(data: MapData, tying: Uint8Array): { seatOf: Int32Array; node: Int32Array; activity: Int32Array } {
  const parts = data.parts!;
  const seatOf = new Int32Array(parts.node.length).fill(-1);
  const node = new Int32Array(seatOf.length), activity = new Int32Array(seatOf.length);
  let count = 0;
  for (let row = 0; row < seatOf.length; row++) {
    const [one, what] = [parts.node[row]!, parts.activity[row]!];
    if (!tying[what]) continue;
    if (!count || node[count - 1] !== one || activity[count - 1] !== what) [node[count], activity[count++]] = [one, what];
    seatOf[row] = count - 1;
  }
  return { seatOf, node: node.subarray(0, count), activity: activity.subarray(0, count) };
}

/** Places of equal keys, one key after the other. */
export function grouped(keys: Int32Array, count: number): { start: Int32Array; place: Int32Array; within: Int32Array } {
  const start = new Int32Array(count + 1);
  for (const key of keys) start[key + 1]!++;
  for (let one = 0; one < count; one++) start[one + 1]! += start[one]!;
  const next = start.slice();
  const place = new Int32Array(keys.length), within = new Int32Array(keys.length);
  for (let at = 0; at < keys.length; at++) {
    within[at] = next[keys[at]!]!++;
    place[within[at]!] = at;
  }
  return { start, place, within };
}

/** List all pairs of the activities of these kinds (places in `head.words.kind`). */
export function pairsOf(data: MapData, kinds: number[]): Pairs {
  const kind = data.columns["activity.kind"] as Int32Array;
  const tying = Uint8Array.from(kind, (one) => Number(kinds.includes(one)));
  const seats = seatsOf(data, tying);
  const { start: first, place: taker, within } = grouped(seats.activity, kind.length);
  let meetings = 0;
  for (let one = 0; one < kind.length; one++) meetings += ((first[one + 1]! - first[one]!) * (first[one + 1]! - first[one]! - 1)) / 2;
  const source = new Int32Array(meetings), target = new Int32Array(meetings), start = new Int32Array(meetings + 1);
  const one = new Int32Array(meetings), other = new Int32Array(meetings);
  const times = new Int32Array(data.size), next = new Int32Array(data.size), met = new Int32Array(data.size);
  let pairs = 0, filled = 0;
  for (let from = 0, until = 0; from < seats.node.length; from = until) {
    const node = seats.node[from]!;
    let found = 0;
    for (until = from; until < seats.node.length && seats.node[until] === node; until++)
      for (let at = within[until]! + 1; at < first[seats.activity[until]! + 1]!; at++) {
        const it = seats.node[taker[at]!]!;
        if (!times[it]!++) met[found++] = it;
      }
    const mine = met.subarray(0, found).sort();
    for (const it of mine) {
      [source[pairs], target[pairs], start[pairs++]] = [node, it, filled];
      next[it] = filled;
      filled += times[it]!;
      times[it] = 0;
    }
    for (let seat = from; seat < until; seat++)
      for (let at = within[seat]! + 1; at < first[seats.activity[seat]! + 1]!; at++) {
        const place = next[seats.node[taker[at]!]!]!++;
        one[place] = seat;
        other[place] = taker[at]!;
      }
  }
  start[pairs] = filled;
  const [nl, de] = [data.head.sides.indexOf("NL"), data.head.sides.indexOf("DE")];
  const across = new Uint8Array(pairs);
  for (let pair = 0; pair < pairs; pair++) across[pair] = Number(crosses(data.group[source[pair]!]!, data.group[target[pair]!]!, nl, de));
  return {
    seatOf: seats.seatOf, activity: seats.activity, across, one, other,
    source: source.subarray(0, pairs), target: target.subarray(0, pairs), start: start.subarray(0, pairs + 1),
  };
}

export function crosses(one: number, other: number, nl: number, de: number): boolean {
  return (one === nl && other === de) || (one === de && other === nl);
}

let last: { key: string; pairs: Pairs } | null = null;

/** The pairs of a kind of tie; those that were asked for last are kept. */
export function pairsOfTie(data: MapData, tie: string): Pairs {
  const key = `${data.head.version} ${data.head.level} ${tie}`;
  const kinds = data.head.ties![tie]!.kinds.map((kind) => data.head.words["kind"]!.indexOf(kind));
  if (last?.key !== key) last = { key, pairs: pairsOf(data, kinds) };
  return last.pairs;
}
