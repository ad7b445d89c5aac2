/** What colours and sizes stand for (viz/network_map/encodings.py hands the palettes over). */

import { type MapData, word } from "./data";
import type { Network } from "./ties";
import type { View } from "./view";

type Shade = [light: string, dark: string];

export interface Palette {
  groups: Record<string, Shade>;
  categories: Shade[];
  scale: [Shade, Shade];
  rest: Shade;
  across: Shade;
  within: Shade;
  disputed: Shade;
  radius: [number, number];
  width: [number, number];
  sizes: Record<string, string>;
  colors: Record<string, [measure: string, categories: boolean]>;
  near: string[];
}

/** An entry of the legend: a value of a measure, "rest" for all values that have no colour of their own. */
export interface LegendEntry { colour: string; measure: string; value: string; count: number }

export interface Encoded {
  radius: Float32Array;
  colour: string[];
  /** Entries of categories, or the two ends of a scale. */
  legend: LegendEntry[];
  scale: { low: number; high: number; colours: [string, string] } | null;
  sizes: { low: number; high: number } | null;
  /** Measures that are wanted but not here yet. */
  missing: string[];
}

export type Values = ArrayLike<number | string | null>;
export type Measures = Record<string, Values>;

const told = new WeakMap<MapData, Record<string, string[]>>();

/** The words of a node column, read once. */
function wordsOf(data: MapData, name: string, read: (node: number) => string): string[] {
  const known = told.get(data) ?? {};
  told.set(data, known);
  return (known[name] ??= Array.from({ length: data.size }, (_, node) => read(node)));
}

/** The values of a measure by node; null where it has to come from the server. */
export function valuesOf(data: MapData, network: Network, measure: string, known: Measures): Values | null {
  if (known[measure]) return known[measure]!;
  const size = data.size;
  if (measure === "") return wordsOf(data, measure, (node) => data.head.sides[data.group[node]!]!);
  if (measure === "type") {
    const codes = data.columns["node.type"] as Int32Array | undefined;
    return wordsOf(data, measure, (node) => word(data, "type", codes?.[node]));
  }
  if (!["degree", "strength", "across", "ei"].includes(measure)) return null;
  const found = new Float64Array(size);
  const { source, target, weight, across } = network;
  if (measure === "degree") {
    for (let tie = 0; tie < source.length; tie++) {
      found[source[tie]!]!++;
      found[target[tie]!]!++;
    }
    return found;
  }
  const degree = new Float64Array(size);
  for (let tie = 0; tie < source.length; tie++) {
    const one = source[tie]!, other = target[tie]!;
    const adds = measure === "strength" ? weight[tie]!
      : measure === "across" ? across[tie]! : Number(data.group[one] !== data.group[other]);
    found[one]! += adds;
    found[other]! += adds;
    degree[one]! += 1;
    degree[other]! += 1;
  }
  if (measure !== "ei") return found;
  return Array.from(found, (external, node) => (degree[node] ? (2 * external - degree[node]!) / degree[node]! : null));
}

function mixed(low: string, high: string, share: number): string {
  const channel = (colour: string, at: number) => Number.parseInt(colour.slice(1 + 2 * at, 3 + 2 * at), 16);
  return `#${[0, 1, 2].map((at) => Math.round(channel(low, at) + (channel(high, at) - channel(low, at)) * share + 1e-9).toString(16).padStart(2, "0")).join("")}`;
}

/** Radii and colours of all nodes, with the legend that explains them. */
export function encode(data: MapData, network: Network, view: View, palette: Palette, dark: boolean, known: Measures): Encoded {
  const shade = (pair: Shade) => pair[dark ? 1 : 0];
  const missing: string[] = [];
  const encoded: Encoded = {
    radius: new Float32Array(data.size).fill(palette.radius[0] + 2), colour: new Array(data.size).fill(shade(palette.rest)),
    legend: [], scale: null, sizes: null, missing,
  };
  const sizeBy = palette.sizes[view.size] ?? "";
  if (sizeBy) {
    const values = valuesOf(data, network, sizeBy, known);
    if (values) setRadii(encoded, network, values, palette.radius);
    else missing.push(sizeBy);
  }
  const [colourBy, categories] = palette.colors[view.color] ?? ["", true];
  const values = valuesOf(data, network, colourBy, known);
  if (!values) missing.push(colourBy);
  else if (categories) setCategories(encoded, network, values as ArrayLike<string>, colourBy, palette, shade);
  else setScale(encoded, network, values as ArrayLike<number>, palette, shade);
  return encoded;
}

function setRadii(encoded: Encoded, network: Network, values: Values, [least, most]: [number, number]): void {
  let high = 0;
  for (const node of network.nodes) high = Math.max(high, Number(values[node] ?? 0));
  for (const node of network.nodes) {
    const share = high ? Math.sqrt(Math.max(0, Number(values[node] ?? 0)) / high) : 0;
    encoded.radius[node] = least + (most - least) * share;
  }
  encoded.sizes = { low: 0, high };
}

function setCategories(
  encoded: Encoded, network: Network, values: ArrayLike<string>, measure: string, palette: Palette, shade: (pair: Shade) => string,
): void {
  const counts = new Map<string, number>();
  for (const node of network.nodes) counts.set(values[node]!, (counts.get(values[node]!) ?? 0) + 1);
  const named = [...counts.keys()].filter(Boolean).sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1));
  const order = measure === "" ? Object.keys(palette.groups).filter((one) => counts.has(one)) : named;
  const colours = new Map(order.map((value, place) => [
    value, shade(measure === "" ? palette.groups[value]! : (palette.categories[place] ?? palette.rest)),
  ]));
  for (const node of network.nodes) encoded.colour[node] = colours.get(values[node]!) ?? shade(palette.rest);
  const shown = measure === "" ? order : order.slice(0, palette.categories.length);
  encoded.legend = shown.map((value) => ({ colour: colours.get(value)!, measure, value, count: counts.get(value)! }));
  const rest = network.nodes.length - encoded.legend.reduce((sum, one) => sum + one.count, 0);
  if (rest) encoded.legend.push({ colour: shade(palette.rest), measure: "rest", value: "", count: rest });
}

function setScale(encoded: Encoded, network: Network, values: ArrayLike<number | null>, palette: Palette, shade: (pair: Shade) => string): void {
  const known = Array.from(network.nodes, (node) => values[node]).filter((one): one is number => one !== null && one !== undefined);
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)];
  const colours: [string, string] = [shade(palette.scale[0]), shade(palette.scale[1])];
  for (const node of network.nodes) {
    const value = values[node];
    if (value !== null && value !== undefined)
      encoded.colour[node] = mixed(colours[0], colours[1], high > low ? (value - low) / (high - low) : 0);
  }
  encoded.scale = { low, high, colours };
}
