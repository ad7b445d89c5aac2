/** The backbone of a network: ties that chance would hardly give, found by the server. */

import type { MapData } from "./data";
import { type View, writeView } from "./view";

export interface Backbone {
  /** The words of the view for which it was found. */
  key: string;
  /** Both ends of each tie as one number: the lesser end times the number of nodes, and the other. */
  ties: Set<number>;
  all: number;
  model: string;
}

export interface FoundBackbone { source: number[]; target: number[]; all: number; model: string }

/** The words of a view that decide who is tied before anything is left out. */
export function choiceWords(view: View): string {
  const { tie, weight, level, filters, since, until, query, lang, version } = view;
  const bare: View = {
    tie, weight, level, filters, since, until, query, lang, version, across: false, disputed: false, isolated: false,
    backbone: false, min: 1, layout: "geographic", size: "degree", color: "country", pick: "", ego: [], steps: 1, path: [],
    hidden: [], pinned: [], at: null,
  };
  return writeView(bare);
}

export function backboneOf(key: string, size: number, { source, target, all, model }: FoundBackbone): Backbone {
  const ties = source.map((one, tie) => Math.min(one, target[tie]!) * size + Math.max(one, target[tie]!));
  return { key, ties: new Set(ties), all, model };
}

/** The backbone that a file brings along: it holds for every view of the file. */
export function broughtBackbone(data: MapData): Set<number> | null {
  const [source, target] = ["source", "target"].map((end) => data.columns[`backbone.${end}`] as Int32Array | undefined);
  if (!source || !target) return null;
  return backboneOf("", data.size, { source: Array.from(source), target: Array.from(target), all: 0, model: "" }).ties;
}
