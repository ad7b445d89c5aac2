/** Narrows a network to what is near some nodes, or to the shortest paths between two. */

import { listed, type Network, pickTies } from "./ties";
import type { View } from "./view";

/** Neighbours of every node as compressed rows, each with its tie. */
export interface Neighbours { start: Int32Array; node: Int32Array; tie: Int32Array }

export function neighboursOf(network: Network, size: number): Neighbours {
  const start = new Int32Array(size + 1);
  for (const end of [network.source, network.target]) for (const node of end) start[node + 1]!++;
  for (let one = 0; one < size; one++) start[one + 1]! += start[one]!;
  const next = start.slice();
  const node = new Int32Array(start[size]!);
  const tie = new Int32Array(start[size]!);
  for (let row = 0; row < network.source.length; row++) {
    const one = network.source[row]!, other = network.target[row]!;
    node[next[one]!] = other;
    tie[next[one]!++] = row;
    node[next[other]!] = one;
    tie[next[other]!++] = row;
  }
  return { start, node, tie };
}

/** Steps of every node from the nearest start, -1 where none is reached. */
export function stepsFrom(near: Neighbours, starts: number[]): Int32Array {
  const steps = new Int32Array(near.start.length - 1).fill(-1);
  let front = starts;
  for (const one of front) steps[one] = 0;
  for (let number = 1; front.length; number++) {
    const next: number[] = [];
    for (const one of front)
      for (let at = near.start[one]!; at < near.start[one + 1]!; at++) {
        const other = near.node[at]!;
        if (steps[other] === -1) {
          steps[other] = number;
          next.push(other);
        }
      }
    front = next;
  }
  return steps;
}

/** Keep the nodes near the view's ego nodes, or on the shortest paths between its two. */
export function narrowed(network: Network, view: View, size: number, places: Map<string, number>): Network {
  const numbers = (ids: string[]) => ids.filter((id) => !view.hidden.includes(id)).map((id) => places.get(id) ?? -1).filter((one) => one >= 0);
  if (view.ego.length) {
    const starts = numbers(view.ego);
    const steps = stepsFrom(neighboursOf(network, size), starts);
    return cutTo(network, (node) => steps[node]! >= 0 && steps[node]! <= view.steps, () => true, starts);
  }
  const ends = numbers(view.path);
  if (ends.length !== 2) return network;
  const near = neighboursOf(network, size);
  const [here, there] = [stepsFrom(near, [ends[0]!]), stepsFrom(near, [ends[1]!])];
  const length = here[ends[1]!]!;
  const on = (node: number) => length >= 0 && here[node]! >= 0 && here[node]! + there[node]! === length;
  return cutTo(network, on, (one, other) => Math.abs(here[one]! - here[other]!) === 1, length < 0 ? [] : ends);
}

function cutTo(
  network: Network, keep: (node: number) => boolean, tieToo: (one: number, other: number) => boolean, always: number[],
): Network {
  const rows: number[] = [];
  network.source.forEach((one, row) => {
    const other = network.target[row]!;
    if (keep(one) && keep(other) && tieToo(one, other)) rows.push(row);
  });
  const ties = pickTies(network, rows);
  const isShown = new Uint8Array(network.isShown.length);
  for (const end of [ties.source, ties.target]) for (const node of end) isShown[node] = 1;
  for (const node of always) isShown[node] = 1;
  return { ...network, ...ties, isShown, nodes: listed(isShown) };
}
